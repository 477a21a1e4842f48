package io.gossip.simulator.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples in the manual are the tests beside this one, so they compile as they are shown, and pass. */
class ManualTest {

    private static final Path MANUAL = Path.of("..", "docs", "simulator.md");
    private static final Path EXAMPLES = Path.of("src", "test", "java", "io", "gossip", "simulator", "example");

    @ParameterizedTest
    @ValueSource(strings = {"RingTest.java", "PatienceTest.java"})
    void theManualShowsTheWholeOfIt(String example) throws IOException {
        String test = Files.readString(EXAMPLES.resolve(example));
        String shown = test.substring(test.indexOf("import ")).strip();
        assertThat(Files.readString(MANUAL)).contains("```java\n" + shown + "\n```");
    }
}
