package io.gossip.simulator.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.simulator.chaos.Drill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The manual lists what is checked. */
class PropertiesDocumentationTest {

    private static final Path MANUAL = Path.of("../docs/simulator.md");

    @ParameterizedTest
    @EnumSource
    void whatMustHoldIsInTheManualWithWhoChecksIt(Safety property) throws IOException {
        Invariant invariant = property.create();
        String by = invariant == null
                ? property.remark().orElseThrow()
                : "`" + invariant.getClass().getSimpleName() + "`";
        assertThat(Files.readAllLines(MANUAL))
                .anyMatch(line -> line.startsWith("| " + property + " | " + property.meaning() + " | " + by));
    }

    @ParameterizedTest
    @EnumSource
    void whatMustComeAboutIsInTheManualWithWhere(Liveness property) throws IOException {
        String where = property.part().orElse("Serf is not simulated yet");
        assertThat(Files.readAllLines(MANUAL))
                .contains("| " + property + " | " + property.meaning() + " | " + where + " |");
    }

    /** "mass restart" is a drill, "always" is none. */
    @Test
    void whatMustComeAboutNamesDrillsThatThereAre() {
        Set<String> drills = Stream.of(Drill.values())
                .map(drill -> drill.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.toSet());
        Set<String> named = Stream.of(Liveness.values())
                .flatMap(property -> property.part().stream())
                .flatMap(part -> Stream.of(part.split(", ")))
                .collect(Collectors.toSet());

        named.removeAll(Set.of("always", "recovery", "quiet"));
        assertThat(drills).containsAll(named);
    }
}
