package io.gossip.simulator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The jar that is handed out, in a process of its own. */
class ExecutableJarIT {

    private static final Path JAR = Path.of("target", "gossip-simulator.jar");

    @TempDir
    private Path directory;

    @Test
    void theCommandOfTheReadmeRuns() throws Exception {
        Path page = directory.resolve("out.html");
        Output output = java(
                "run",
                "--nodes",
                "20",
                "--loss",
                "5%",
                "--profile",
                "lan",
                "--fault",
                "partition 50% at 30s for 60s",
                "--seed",
                "42",
                "--report",
                page.toString());

        assertThat(output.exitCode()).as(output.err()).isZero();
        assertThat(output.err()).as("neither a log nor a progress bar").isEmpty();
        assertThat(output.out()).startsWith("what            run, 20 nodes, seed 42\n");
        assertThat(Files.readString(page)).contains("Chart.js v");
    }

    /** The program {@code script} has a terminal for what it starts. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void onATerminalALineShowsHowFarItIsAndIsGoneInTheEnd() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "no program script");
        Output output = process(List.of(
                "script",
                "--quiet",
                "--return",
                "--command",
                String.join(" ", command("run", "-n", "60", "-d", "20s", "-s", "1")),
                "/dev/null"));

        assertThat(output.exitCode()).isZero();
        assertThat(output.out())
                .doesNotContain("WARNING")
                .contains("\r60 nodes find each other ", "\r60 nodes 100% [", " 20/20 s (")
                .containsPattern("\r +\r+what            run, 60 nodes, seed 1\r\n");
    }

    @Test
    void whatIsWrongIsTheExitCodeToo() throws Exception {
        Output output = java("run", "--nodes", "none");

        assertThat(output.exitCode()).isEqualTo(2);
        assertThat(output.err()).hasLineCount(1);
    }

    @Test
    void itKnowsItsVersion() throws Exception {
        assertThat(java("--version").out()).matches("gossip-simulator \\d.*\\R");
    }

    private record Output(int exitCode, String out, String err) {}

    private Output java(String... args) throws IOException, InterruptedException {
        return process(command(args));
    }

    private static List<String> command(String... args) {
        List<String> command = new ArrayList<>(
                List.of(ProcessHandle.current().info().command().orElse("java"), "-jar", JAR.toString()));
        Stream.of(args).forEach(command::add);
        return command;
    }

    private Output process(List<String> command) throws IOException, InterruptedException {
        Path out = directory.resolve("out.txt");
        Path err = directory.resolve("err.txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return new Output(process.waitFor(), Files.readString(out), Files.readString(err));
    }
}
