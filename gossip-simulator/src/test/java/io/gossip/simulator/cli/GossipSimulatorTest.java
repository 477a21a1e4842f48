package io.gossip.simulator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class GossipSimulatorTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void aRunTellsWhatCameOfIt() {
        assertThat(execute("run", "-n", "6", "--seed", "42", "--loss", "3%", "--fault", "crash 1 at 5s for 20s"))
                .isZero();
        assertThat(out.toString())
                .contains("what            run, 6 nodes, seed 42\n")
                .contains("settings        profile lan\n")
                .contains("network         latency 1 ms, loss 3 %\n")
                .contains("faults          crash 1 at 5s for 20s\n")
                .containsPattern("virtual time    85\\.\\d0 s in \\d+\\.\\d\\d s of real time")
                .containsPattern("all knew all    after 0\\.\\d\\d s; again \\d+\\.\\d\\d s after")
                .contains("what   node")
                .containsPattern("crash  n\\d .* 5 of 5\n")
                .containsPattern("start  n\\d ")
                .contains("in the end      6 nodes run; on average one knows 6.0 alive\n")
                .endsWith("again           java -jar gossip-simulator.jar run -n 6 --seed 42 --loss 3% --fault"
                        + " 'crash 1 at 5s for 20s'\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void theCommandThatIsPrintedRepeatsARunWithADrawnSeed() {
        execute("run", "-n", "4", "-d", "5s", "--latency", "1ms-30ms");
        String first = out.toString();
        Matcher again = Pattern.compile("run -n 4 -d 5s --latency 1ms-30ms --seed (\\d+)\n")
                .matcher(first);
        assertThat(again.find()).isTrue();
        out.getBuffer().setLength(0);
        execute("run", "-n", "4", "-d", "5s", "--latency", "1ms-30ms", "--seed", again.group(1));

        assertThat(trace(out.toString())).isEqualTo(trace(first));
    }

    @Test
    void theReportIsWritten() throws IOException {
        Path page = directory.resolve("out.html");

        assertThat(execute("scenario", "bootstrap", "-n", "5", "-s", "1", "--fast", "--report", page.toString()))
                .isZero();
        assertThat(out.toString()).contains("scenario bootstrap, 5 nodes").endsWith(page + "\n");
        assertThat(Files.readString(page)).startsWith("<!DOCTYPE html>").contains("scenario bootstrap, 5 nodes");
    }

    @Test
    void theConfigurationOfTheApplicationSetsTheNodes() throws IOException {
        Path file = directory.resolve("application.yml");
        Files.writeString(file, "gossip: {profile: wan, compression: off, seeds: a}");

        assertThat(execute("run", "-n", "3", "-d", "1s", "--config", file.toString()))
                .isZero();
        assertThat(out.toString()).contains("profile wan, meta of ").contains("no compression");
        assertThat(err.toString()).isEqualTo(file + ": ignored, as it means nothing in a simulation: gossip.seeds\n");
        assertThat(execute("run", "-n", "3", "-d", "1s", "-p", "local", "--config", file.toString()))
                .isZero();
        assertThat(out.toString()).contains("profile local, meta of ");
    }

    @Test
    void scenariosAreListed() {
        assertThat(execute("scenario")).isZero();
        assertThat(out.toString().lines())
                .hasSize(5)
                .anyMatch(line -> line.startsWith("split-brain      the network is cut in two"));
    }

    @Test
    void theOtherCommandsArePluggedIn() {
        assertThat(GossipSimulator.commandLine().getSubcommands())
                .containsOnlyKeys("run", "scenario", "chaos", "replay", "lifeguard", "rumour", "faults", "help");
        assertThat(execute("faults")).isZero();
        assertThat(out.toString()).contains("partition <hosts> [udp|tcp] [in|out] ");
    }

    @Test
    void aDurationMayBeWrittenAsIsoHasIt() {
        assertThat(Values.duration("PT9M")).isEqualTo(Values.duration("9m"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "''; gossip-simulator: a command is missing",
                "jump; gossip-simulator: Unmatched argument at index 0: 'jump'",
                "run --nodez 3; gossip-simulator run: Unknown options: '--nodez', '3'",
                "run --nodes 0; gossip-simulator run: nodes is 0, but must be 1 to 60000",
                "run --nodes many; gossip-simulator run: Invalid value for option '--nodes'",
                "run --loss 100%; gossip-simulator run: Invalid value for option '--loss'",
                "run --loss -1%; gossip-simulator run: Invalid value for option '--loss'",
                "run --latency 5ms-1ms; gossip-simulator run: Invalid value for option '--latency'",
                "run --duration PT5; gossip-simulator run: Invalid value for option '--duration'",
                "run --duration 5; gossip-simulator run: Invalid value for option '--duration'",
                "run --duration 0s; gossip-simulator run: length is PT0S",
                "run --duration 9999999999h; gossip-simulator run: Invalid value for option '--duration'",
                "run --profile fast; gossip-simulator run: Invalid value for option '--profile'",
                "run --fault earthquake; gossip-simulator run: --fault: ",
                "run --config nowhere.yml; gossip-simulator run: there is no file nowhere.yml",
                "run --report nowhere/out.html; gossip-simulator run: --report: nowhere/out.html cannot be written",
                "scenario armageddon; gossip-simulator scenario: there is no scenario 'armageddon'"
            })
    void whatIsWrongIsSaidInOneLine(String command, String message) {
        assertThat(execute(command.isEmpty() ? new String[0] : command.split(" ")))
                .isEqualTo(2);
        assertThat(err.toString()).startsWith(message).hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    private int execute(String... args) {
        CommandLine line = GossipSimulator.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(args);
    }

    private static String trace(String output) {
        Matcher matcher = Pattern.compile("trace +([0-9a-f]{16})\n").matcher(output);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
