package io.gossip.simulator.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gossip.runtime.ConfigurationException;
import io.gossip.simulator.chaos.ChaosSettings.Profile;
import io.gossip.simulator.faults.FaultScript;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run in one line. */
class RunTextTest {

    @Test
    void saysAllThatBelongsToARun() {
        ChaosSettings settings = new ChaosSettings(
                Profile.HASTY,
                true,
                "x",
                true,
                900,
                Duration.ofSeconds(5),
                4,
                true,
                6,
                List.of(Drill.MASS_RESTART, Drill.JOIN));
        ChaosRun run = new ChaosRun(7, 5, FaultScript.parse("loss 5%; kill 1 at 3s"), settings);

        assertThat(run)
                .hasToString(
                        "seed 7, nodes 5, profile hasty, encrypted, label x, compressed, packet 900, reclaim 5s, streams 4, at once,"
                                + " applications 6, drills mass-restart join: loss 5% at 0s; kill 1 at 3s");
        assertThat(ChaosRun.parse(run.toString())).isEqualTo(run);
    }

    @Test
    void whateverIsDrawnReadsBackAsItIsWritten() {
        for (int seed = 0; seed < 1_000; seed++) {
            ChaosRun run = ChaosRun.drawn(seed, 64, Duration.ofMinutes(1));

            assertThat(ChaosRun.parse(run.toString())).isEqualTo(run);
        }
    }

    @Test
    void runsAsWhatItWasWrittenFrom() {
        ChaosRun run = ChaosRun.drawn(3, 8, Duration.ofSeconds(5));

        assertThat(ChaosRun.parse(run.toString()).run().traceHash())
                .isEqualTo(run.run().traceHash());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "seed 1, nodes 5, profile lan, packet 1400 | there is no ':' before the faults",
                "nodes 5, profile lan, packet 1400: | 'seed' is missing",
                "seed 1, nodes 1, profile lan, packet 1400: | 1 nodes are too few",
                "seed 1, nodes 5, profile fast, packet 1400: | 'fast' is none of lan, local, wan, hasty",
                "seed 1, nodes 5, profile lan, packet 1400, drills jump: | 'jump' is none of crash, ",
                "seed 1, nodes 5, profile lan, packet 1400, encryption: | 'encryption' is not known",
                "seed 1, nodes 5, profile lan, packet 1400, seed 2: | 'seed' is there twice",
                "seed 1, nodes 5, profile lan, packet 1: | packetSize is 1",
                "seed 1, nodes 5, profile lan, packet 1400: earthquake | fault is 'earthquake'"
            })
    void saysWhatIsWrong(String text, String why) {
        assertThatThrownBy(() -> ChaosRun.parse(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(why)
                .hasMessageContaining("run is '" + text + "' (");
    }
}
