package io.gossip.simulator.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The example in the manual is a test that runs. */
class RingExampleTest {

    private static final Path MANUAL = Path.of("..", "docs", "simulator.md");
    private static final Path EXAMPLE =
            Path.of("src", "test", "java", "io", "gossip", "simulator", "junit", "RingTest.java");

    @Test
    void theManualShowsTheWholeOfIt() throws IOException {
        String test = Files.readString(EXAMPLE);
        String shown = test.substring(test.indexOf("@ExtendWith")).strip();
        assertThat(Files.readString(MANUAL)).contains("```java\n" + shown + "\n```");
    }
}
