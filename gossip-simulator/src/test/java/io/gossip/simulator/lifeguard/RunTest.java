package io.gossip.simulator.lifeguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RunTest {

    /** The same objects in all plans, as configurations are compared by identity. */
    private static final List<Configuration> PARTS = Configuration.parts();

    @Test
    void theWholeIntervalExperimentHasTheRunsOfThePaper() {
        assertThat(plan(Experiment.INTERVAL, 10)).hasSize(5 * Paper.INTERVAL_RUNS);
    }

    @Test
    void theWholeThresholdExperimentHasTheRunsOfThePaper() {
        assertThat(plan(Experiment.THRESHOLD, 10)).hasSize(5 * 540);
    }

    @Test
    void allConfigurationsMeetTheSameAnomaliesAndNoTwoRepetitionsOrCellsDo() {
        List<Run> runs = plan(Experiment.INTERVAL, 2);
        assertThat(runs.stream().map(Run::seed).distinct()).hasSize(2 * 432);
        runs.stream()
                .collect(Collectors.groupingBy(Run::seed))
                .values()
                .forEach(same -> assertThat(same)
                        .extracting(run -> run.configuration().label())
                        .containsExactly("SWIM", "LHA-Probe", "LHA-Suspicion", "Buddy System", "Lifeguard"));
    }

    @Test
    void eachHasAKeyOfItsOwn() {
        assertThat(plan(Experiment.INTERVAL, 2).stream().map(Run::key)).doesNotHaveDuplicates();
    }

    @Test
    void ofAPartOfTheGridItIsThatPartWithTheSameSeeds() {
        Grid part = new Grid(List.of(8), List.of(2048), List.of(1, 64));
        List<Run> runs = Run.plan(Experiment.INTERVAL, PARTS, part, 1, 42);
        assertThat(runs).hasSize(10).isSubsetOf(plan(Experiment.INTERVAL, 10));
    }

    private static List<Run> plan(Experiment experiment, int repetitions) {
        return Run.plan(experiment, PARTS, Grid.WHOLE, repetitions, 42);
    }
}
