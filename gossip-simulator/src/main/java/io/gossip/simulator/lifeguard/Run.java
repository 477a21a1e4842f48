package io.gossip.simulator.lifeguard;

import io.gossip.simulator.Chance;
import java.util.ArrayList;
import java.util.List;

/**
 * One run that is to be made.
 *
 * @param experiment which experiment
 * @param configuration with which settings
 * @param cell at which point of the grid
 * @param repetition which of several, from 0
 * @param seed the seed of this run alone; it does not depend on the configuration, so that all of them meet the same anomalies
 */
record Run(Experiment experiment, Configuration configuration, Cell cell, int repetition, long seed) {

    /** All runs of an experiment. */
    static List<Run> plan(
            Experiment experiment, List<Configuration> configurations, Grid grid, int repetitions, long seed) {
        Chance chance = new Chance(seed);
        List<Run> runs = new ArrayList<>();
        for (int repetition = 0; repetition < repetitions; repetition++) {
            for (Cell cell : experiment.cells(grid)) {
                long own = chance.stream(experiment + " " + cell, repetition).nextLong();
                for (Configuration configuration : configurations) {
                    runs.add(new Run(experiment, configuration, cell, repetition, own));
                }
            }
        }
        return runs;
    }

    Outcome make() {
        return experiment.run(configuration, cell, seed);
    }

    /** What tells this run from all others. */
    String key() {
        return experiment + "," + configuration.id() + "," + Long.toHexString(seed);
    }
}
