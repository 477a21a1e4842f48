package io.gossip.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The program in the README is the one beside this test, so it compiles as it is shown. */
class ReadmeTest {

    private static final Path README = Path.of("..", "README.md");
    private static final Path PROGRAM = Path.of("src", "test", "java", "io", "gossip", "example", "Billing.java");

    @Test
    void theReadmeShowsTheWholeOfIt() throws IOException {
        String program = Files.readString(PROGRAM);
        String shown = program.substring(program.indexOf("import ")).strip();
        assertThat(Files.readString(README)).contains("```java\n" + shown + "\n```");
    }
}
