package io.gossip.simulator.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.simulator.chaos.ChaosSettings.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the manual says of a run in one line is what there is. */
class DocumentedRunsTest {

    private static final Path MANUAL = Path.of("..", "docs", "simulator.md");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern REPLAY = Pattern.compile("replay \"(seed [^\"]+)\"");

    @Test
    void itNamesAllDrillsAndNoOthers() throws IOException {
        assertThat(codeIn(row("| `drills ")).skip(1))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Drill.values()).map(RunText::name).toList());
    }

    @Test
    void itNamesAllProfilesAndNoOthers() throws IOException {
        List<String> names =
                codeIn(row("| `profile ")).limit(Profile.values().length).toList();

        assertThat(names.stream().map(name -> name.replace("profile ", "")))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Profile.values()).map(RunText::name).toList());
    }

    @Test
    void itsExamplesCanBeRead() throws IOException {
        List<String> examples = REPLAY.matcher(Files.readString(MANUAL))
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(examples).isNotEmpty().allSatisfy(ChaosRun::parse);
    }

    @Test
    void everyPartOfARunInOneLineIsExplained() throws IOException {
        String manual = Files.readString(MANUAL);
        String table = manual.substring(manual.indexOf("| | in a run |"), manual.indexOf("| behind the colon |"));

        assertThat(RunText.PARTS).allSatisfy(part -> assertThat(table).containsPattern("`" + part + "\\b"));
    }

    private static String row(String beginning) throws IOException {
        return Files.readAllLines(MANUAL).stream()
                .filter(line -> line.startsWith(beginning))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<String> codeIn(String row) {
        return CODE.matcher(row).results().map((MatchResult found) -> found.group(1));
    }
}
