package io.gossip.simulator.lifeguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkedFileTest {

    private static final String BEGIN = "<!-- generated: all begins -->\n";
    private static final String END = "<!-- generated: all ends -->\n";

    @TempDir
    Path directory;

    @Test
    void replacesWhatIsBetweenTheMarksAndNothingElse() throws IOException {
        Path path = directory.resolve("a.md");
        Files.writeString(path, "before\n" + BEGIN + "old\n" + END + "after\n");
        new MarkedFile(path, "all").replace("new\n");
        assertThat(path).hasContent("before\n" + BEGIN + "new\n" + END + "after\n");
    }

    @Test
    void addsAPartThatIsNotThereAtTheEnd() throws IOException {
        Path path = directory.resolve("a.md");
        new MarkedFile(path, "threshold").replace("one\n");
        String before = Files.readString(path);
        new MarkedFile(path, "all").replace("two\n");
        assertThat(path).hasContent(before + BEGIN + "two\n" + END);
    }

    @Test
    void makesAFileThatIsNotThere() throws IOException {
        Path path = directory.resolve("a.md");
        new MarkedFile(path, "all").replace("new\n");
        assertThat(path).hasContent(BEGIN + "new\n" + END);
    }
}
