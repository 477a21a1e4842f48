package io.gossip.simulator.lifeguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.simulator.cli.GossipSimulator;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifeguardCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path directory;

    @Test
    void printsTheTables() {
        assertThat(run(
                        "--experiment",
                        "threshold",
                        "--members",
                        "1",
                        "--lengths",
                        "128",
                        "--repetitions",
                        "1",
                        "--configurations",
                        "own-defaults",
                        "--seed",
                        "7"))
                .isZero();
        assertThat(out.toString())
                .contains("`java -jar gossip-simulator.jar lifeguard --experiment threshold --members 1")
                .contains("### Table V")
                .contains("| own defaults |")
                .contains("| SWIM |")
                .doesNotContain("### Table IV");
    }

    @Test
    void goesOnWhereItHasStopped() {
        String[] words = {
            "--experiment",
            "threshold",
            "--members",
            "1",
            "--lengths",
            "128",
            "--repetitions",
            "1",
            "--configurations",
            "swim",
            "--results",
            directory.resolve("kept.csv").toString(),
            "--within"
        };
        assertThat(run(with(words, "0s"))).isZero();
        assertThat(out.toString()).contains("1 runs are still to be made");
        assertThat(run(with(words, "1m"))).isZero();
        assertThat(out.toString())
                .contains(
                        "lifeguard --experiment threshold --members 1 --lengths 128 --repetitions 1 --configurations swim`; 1 runs")
                .contains("### Table V");
        assertThat(run(with(words, "0s"))).isZero();
        assertThat(out.toString()).contains("### Table V");
    }

    @Test
    void saysWhatThePaperDoesNotHave() {
        assertThat(run("--members", "3")).isEqualTo(2);
        assertThat(err.toString()).contains("--members: [3], where the paper has only [1, 4, 8,");
        assertThat(run("--experiment", "none")).isEqualTo(2);
        assertThat(err.toString()).contains("where threshold, interval, tuning and all are allowed");
        assertThat(run("--configurations", "raft")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no 'raft'");
    }

    private int run(String... words) {
        out.getBuffer().setLength(0);
        return GossipSimulator.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.concat(Stream.of("lifeguard"), Arrays.stream(words))
                        .toArray(String[]::new));
    }

    private static String[] with(String[] words, String last) {
        String[] all = Arrays.copyOf(words, words.length + 1);
        all[words.length] = last;
        return all;
    }
}
