package io.gossip.simulator.lifeguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Single runs of the paper's experiments: 128 agents, two minutes of virtual time, one or two seconds each. */
class ExperimentTest {

    private static final long SEED = 42;

    private final Map<String, Configuration> configurations = new HashMap<>();

    ExperimentTest() {
        Configuration.all().forEach(configuration -> configurations.put(configuration.id(), configuration));
    }

    /** Eight members are blocked for sixteen seconds again and again and have 64 milliseconds in between. */
    @ParameterizedTest
    @ValueSource(strings = {"lha-suspicion", "lifeguard", "own-defaults"})
    void whoWaitsForOthersToAgreeAccusesAFractionOfThoseWhomPlainSwimDoes(String id) {
        assertThat(falsePositives(id)).isLessThan(falsePositives("swim") / 20);
    }

    private long falsePositives(String id) {
        return run(Experiment.INTERVAL, id, new Cell(8, Duration.ofMillis(16384), Duration.ofMillis(64)))
                .falsePositives();
    }

    @Test
    void whoIsBlockedForLongIsNoticedWhenThePaperSaysAndSoonerByThisEngine() {
        Cell cell = new Cell(8, Duration.ofMillis(32768), Duration.ZERO);
        Outcome lifeguard = run(Experiment.THRESHOLD, "lifeguard", cell);
        assertThat(lifeguard.firstDetections()).hasSize(8);
        assertThat(lifeguard.firstDetections()[4]).isBetween(seconds(11.2), seconds(13.7));
        Outcome own = run(Experiment.THRESHOLD, "own-defaults", cell);
        assertThat(own.firstDetections()[4]).isBetween(seconds(9), seconds(11));
        assertThat(own.fullDisseminations()[4] - own.firstDetections()[4])
                .isLessThan(lifeguard.fullDisseminations()[4] - lifeguard.firstDetections()[4]);
    }

    @Test
    void theThresholdExperimentEndsWhenAllSeeAllHealthyAgain() {
        Outcome outcome = run(Experiment.THRESHOLD, "swim", new Cell(4, Duration.ofMillis(128), Duration.ZERO));
        assertThat(outcome.firstDetections()).isEmpty();
        assertThat(outcome.virtualNanos()).isBetween(seconds(15.128), seconds(20));
    }

    @Test
    void theIntervalExperimentEndsWithTheFirstAnomalyThatEndsAfterTwoMinutes() {
        Outcome outcome =
                run(Experiment.INTERVAL, "swim", new Cell(1, Duration.ofMillis(32768), Duration.ofMillis(16384)));
        // 15 s to settle, three anomalies and the time between them
        assertThat(outcome.virtualNanos()).isEqualTo(seconds(15 + 3 * 32.768 + 2 * 16.384));
    }

    @Test
    void whatComesOutDependsOnTheSeedAndNotOnTheNumberOfThreads() throws InterruptedException {
        List<Run> runs = Run.plan(
                Experiment.THRESHOLD,
                List.of(Configuration.own()),
                new Grid(List.of(1, 4), List.of(128), List.of(1)),
                1,
                SEED);
        assertThat(packets(runs, 1)).isEqualTo(packets(runs, 3)).hasSize(2);
        assertThat(runs.get(0).make().packets())
                .isNotEqualTo(Experiment.THRESHOLD
                        .run(runs.get(0).configuration(), runs.get(0).cell(), SEED + 1)
                        .packets());
    }

    private static Map<String, Long> packets(List<Run> runs, int threads) throws InterruptedException {
        Map<String, Long> packets = new HashMap<>();
        new Campaign(threads).make(runs, () -> false, (run, outcome) -> packets.put(run.key(), outcome.packets()));
        return packets;
    }

    private Outcome run(Experiment experiment, String id, Cell cell) {
        Configuration configuration = configurations.get(id);
        assertThat(configuration).isNotNull();
        return experiment.run(configuration, cell, SEED);
    }

    private static long seconds(double seconds) {
        return Math.round(seconds * 1e9);
    }
}
