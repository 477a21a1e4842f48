package io.gossip.simulator.lifeguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TablesTest {

    private static final Grid ALL_ANOMALIES_OF_EIGHT = new Grid(List.of(8), Grid.LENGTHS, Grid.INTERVALS);

    @Test
    void putsEachCountBesideThatOfThePaperForAsManyRepetitions() {
        // Of SWIM 10 a run, of all others 1: 480 and 48 where the paper has 11,288 and 110 in ten repetitions.
        String text = tables(ALL_ANOMALIES_OF_EIGHT, Configuration.parts());
        assertThat(text)
                .contains("| SWIM | 480 (1,129, ×0.43) | 0 (4, ×0.00) | 100.00 (100.00, ×1.00) |")
                .contains("| Lifeguard | 48 (11, ×4.36) | 0 (0, ×0.00) | 10.00 (0.97, ×10.26) |");
    }

    @Test
    void leavesThePapersCountsOutIfNotAllAnomaliesWereTried() {
        Grid part = new Grid(List.of(8), List.of(2048), Grid.INTERVALS);
        assertThat(tables(part, Configuration.parts())).contains("| SWIM | 80 | 0 | 100.00 (100.00, ×1.00) |");
    }

    @Test
    void putsLatenciesInSecondsBesideThoseOfThePaper() {
        assertThat(tables(ALL_ANOMALIES_OF_EIGHT, Configuration.parts()))
                .contains(
                        "| SWIM | 12.00 (12.44, ×0.96) | 12.00 (16.96, ×0.71) | 12.00 (19.40, ×0.62) | 13.00 (12.90, ×1.01) |");
    }

    @Test
    void whatThePaperDoesNotHaveStandsAlone() {
        assertThat(tables(ALL_ANOMALIES_OF_EIGHT, List.of(Configuration.parts().get(0), Configuration.own())))
                .contains("| own defaults | 48 | 0 | 10.00 | – |");
    }

    @Test
    void theTuningIsInPercentOfSwim() {
        assertThat(tables(ALL_ANOMALIES_OF_EIGHT, Configuration.all()))
                .contains("| % of SWIM | α2β2 | α2β4 | α2β6 | α4β2 | α4β4 | α4β6 | α5β2 | α5β4 | α5β6 | own defaults |")
                .contains("| first p50 | 100.00 (53.14, ×1.88) |")
                .contains("| FP | 10.00 (98.37, ×0.10) |");
    }

    private static String tables(Grid grid, List<Configuration> configurations) {
        return new Tables(
                        results(Experiment.THRESHOLD, configurations, grid),
                        results(Experiment.INTERVAL, configurations, grid),
                        grid,
                        1)
                .markdown();
    }

    private static Results results(Experiment experiment, List<Configuration> configurations, Grid grid) {
        List<Run> runs = Run.plan(experiment, configurations, grid, 1, 42);
        Map<String, Outcome> outcomes = new HashMap<>();
        for (Run run : runs) {
            boolean swim = run.configuration().label().equals(Configuration.SWIM);
            outcomes.put(
                    run.key(),
                    new Outcome(
                            run.cell(),
                            swim ? 10 : 1,
                            0,
                            1000,
                            300_000,
                            new long[] {12_000_000_000L},
                            new long[] {13_000_000_000L},
                            1));
        }
        return new Results(runs, outcomes);
    }
}
