package io.gossip.simulator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.simulator.faults.FaultForm;
import io.gossip.simulator.faults.FaultParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
                        + " \"crash 1 at 5s for 20s\"\n");
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
    }

    @Test
    void allFaultsAreListedWithWhatTheirWordsMeanAndFitATerminal() {
        assertThat(execute("faults")).isZero();
        assertThat(out.toString())
                .contains("partition <hosts> [udp|tcp] [in|out] ")
                .contains("<hosts>         a share of those that run (50%), a number of them (3)");
        assertThat(out.toString().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        for (FaultForm form : FaultParser.forms()) {
            assertThat(out.toString()).contains(form.toString());
        }
    }

    @Test
    void durationsAreWrittenAsInFaultsOrAsIsoHasThem() {
        assertThat(Values.duration("1m30s")).isEqualTo(Duration.ofSeconds(90));
        assertThat(Values.duration("PT9M")).isEqualTo(Values.duration("9m"));
    }

    @Test
    void chaosTellsHowToRepeatARun() {
        assertThat(execute("chaos", "--runs", "2", "-n", "5", "-s", "3", "-d", "10s"))
                .isZero();
        assertThat(out.toString())
                .contains("seed 3, ")
                .contains("seed 4, ")
                .contains("0 of 2 runs failed\n")
                .endsWith("java -jar gossip-simulator.jar chaos -v --runs 1 --nodes 5 --duration 10s --seed 3\n")
                .doesNotContain("replay", "How often what occurred");
    }

    @Test
    void whatChaosPrintsOfARunIsReadByReplay() {
        assertThat(execute("chaos", "-v", "--runs", "1", "-n", "5", "-s", "3", "-d", "10s"))
                .isZero();
        String first = out.toString();
        assertThat(first).contains("How often what occurred").containsPattern("message Ping\\n");
        Matcher replay = Pattern.compile("jar (replay .*)\n").matcher(first);
        assertThat(replay.find()).isTrue();
        out.getBuffer().setLength(0);

        assertThat(execute(words(replay.group(1)))).isZero();
        assertThat(hash(out.toString())).isEqualTo(hash(first));
    }

    @Test
    void rumoursAreShownForATerminalAndForADocument() {
        assertThat(execute("rumour", "-n", "10", "--loss", "0%,12.5%", "--rumours", "2", "-s", "1"))
                .isZero();
        assertThat(out.toString())
                .startsWith("nodes  loss    news leaves   50%")
                .containsPattern("10     12\\.5 %  at the tick  \\d\\.\\d\\d .* of 2 ")
                .endsWith(
                        "again           java -jar gossip-simulator.jar rumour -n 10 --loss 0%,12.5% --rumours 2 -s 1\n");
        assertThat(out.toString().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(100));
        out.getBuffer().setLength(0);

        assertThat(execute("rumour", "-n", "10", "--rumours", "2", "-s", "1", "--markdown"))
                .isZero();
        assertThat(out.toString().lines())
                .hasSize(4)
                .allMatch(line -> line.startsWith("| ") && line.endsWith(" |"))
                .anyMatch(line -> line.startsWith("| 10 | 0 % | at once | "));
    }

    @Test
    void whatIsPrintedToBePastedIsQuotedForAnyShell() {
        assertThat(CommandText.quoted("n1,n2")).isEqualTo("n1,n2");
        assertThat(CommandText.quoted("loss 50% at 30s")).isEqualTo("\"loss 50% at 30s\"");
        assertThat(CommandText.quoted("it's $5")).isEqualTo("'it'\\''s $5'");
    }

    @Test
    void aScenarioForTenFitsFewerNodesToo() {
        assertThat(execute("scenario", "rolling-restart", "-n", "2", "--fast", "-s", "1"))
                .isZero();
        assertThat(out.toString()).contains("leave n2 at 30s for 10s\n").doesNotContain("n3");
    }

    @Test
    void aFaultThatCannotHitWhatItNamesIsRefusedAtOnce() {
        assertThat(execute("run", "--nodes", "5", "--fault", "crash 200")).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo(
                        "gossip-simulator run: number of hosts in fault 'crash 200 at 0s' is 200, but must be 1 to 5,"
                                + " as there are no more\n");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aFileThatCannotBeWrittenIsNoBug() {
        assertThat(execute(
                        "lifeguard",
                        "--experiment",
                        "threshold",
                        "--configurations",
                        "swim",
                        "--members",
                        "1",
                        "--lengths",
                        "128",
                        "--repetitions",
                        "1",
                        "--results",
                        directory + "/no/where"))
                .isEqualTo(2);
        assertThat(err.toString())
                .startsWith("gossip-simulator lifeguard: NoSuchFileException: ")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "''; gossip-simulator: a command is missing; there are run, scenario, faults, chaos, replay, lifeguard, rumour,",
                "xyz; gossip-simulator: there is no command 'xyz'; there are run, scenario, ",
                "runn; gossip-simulator: there is no command 'runn' (did you mean run",
                "help runn; gossip-simulator: Unknown subcommand 'runn'.; there are run, ",
                "run --nodez 3; gossip-simulator run: there is no option '--nodez' (did you mean --nodes?); there are --nodes, ",
                "run --loss 5% 3; gossip-simulator run: '3' belongs to no option; there are --nodes, ",
                "run --nodes 0; gossip-simulator run: nodes is 0, but must be 1 to 60000",
                "run --nodes many; gossip-simulator run: Invalid value for option '--nodes': 'many' is no whole number",
                "run --loss 100%; gossip-simulator run: Invalid value for option '--loss': '100%' leaves nothing",
                "run --loss -1%; gossip-simulator run: Invalid value for option '--loss': '-1%' is no share such as 5%",
                "run --loss 0.05; gossip-simulator run: Invalid value for option '--loss': '0.05' is no share such as 5%",
                "run --latency 5ms-1ms; gossip-simulator run: Invalid value for option '--latency'",
                "run --duration PT5; gossip-simulator run: Invalid value for option '--duration': 'PT5' is no time such as PT9M",
                "run --duration 5; gossip-simulator run: Invalid value for option '--duration': '5' is no time such as 500ms",
                "run --duration 0s; gossip-simulator run: length is PT0S",
                "run --duration 9999999999h; gossip-simulator run: Invalid value for option '--duration'",
                "run --profile fast; gossip-simulator run: Invalid value for option '--profile': 'fast' is none of lan, wan, local",
                "run --fault earthquake; gossip-simulator run: --fault: fault is 'earthquake', but must be one of: loss, ",
                "run --config nowhere.yml; gossip-simulator run: there is no file nowhere.yml",
                "run --report nowhere/out.html; gossip-simulator run: --report: nowhere/out.html cannot be written",
                "scenario armageddon; gossip-simulator scenario: there is no scenario 'armageddon'; there are bootstrap, rolling-",
                "replay; gossip-simulator replay: Missing required parameter: 'RUN'",
                "replay x; gossip-simulator replay: run is 'x' (there is no ':' before the faults), but must be seed <number>, ",
                "chaos --nodes 2; gossip-simulator chaos: --nodes is 2, but must be 3 or more",
                "chaos --runs 0; gossip-simulator chaos: --runs is 0, but must be 1 or more",
                "chaos --duration 1ms; gossip-simulator chaos: --duration is 1ms, but must be 1s to 24h",
                "rumour --nodes 1; gossip-simulator rumour: nodes is 1, but must be 2 to 60000",
                "rumour --loss 0.25; gossip-simulator rumour: Invalid value for option '--loss' (SHARE): '0.25' is no share",
                "rumour --rumours 0; gossip-simulator rumour: rumours is 0, but must be 1 or more"
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

    private static String[] words(String command) {
        return Pattern.compile("\"([^\"]*)\"|(\\S+)")
                .matcher(command)
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .toArray(String[]::new);
    }

    private static String hash(String output) {
        Matcher matcher = Pattern.compile("trace ([0-9a-f]{16})\\)").matcher(output);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static String trace(String output) {
        Matcher matcher = Pattern.compile("trace +([0-9a-f]{16})\n").matcher(output);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
