package io.gossip.simulator.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The manual lists what is checked. */
class PropertiesDocumentationTest {

    private static final Path MANUAL = Path.of("../docs/simulator.md");

    @ParameterizedTest
    @EnumSource
    void whatMustHoldIsInTheManual(Safety property) throws IOException {
        assertThat(Files.readString(MANUAL)).contains("| " + property + " | " + property.meaning() + " |");
    }

    @ParameterizedTest
    @EnumSource
    void whatMustComeAboutIsInTheManual(Liveness property) throws IOException {
        assertThat(Files.readString(MANUAL)).contains("| " + property + " | " + property.meaning() + " |");
    }
}
