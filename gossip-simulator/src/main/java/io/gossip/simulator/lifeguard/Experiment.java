package io.gossip.simulator.lifeguard;

import io.gossip.simulator.Simulation;
import java.time.Duration;
import java.util.List;

/** The paper's two experiments (section V-D). */
enum Experiment {

    /** One anomaly, to see how soon it is noticed. Over when all see all healthy again, at the latest after 120 s. */
    THRESHOLD {
        @Override
        List<Cell> cells(Grid grid) {
            return grid.threshold();
        }

        @Override
        void script(Bed bed, Cell cell) {
            bed.block(cell.length());
            Simulation simulation = bed.simulation();
            simulation.advanceUntil(simulation::isConverged, END.minus(simulation.elapsed()));
        }
    },

    /** Anomaly after anomaly, to see who is held for dead wrongly. Over with the first that ends after 120 s or later. */
    INTERVAL {
        @Override
        List<Cell> cells(Grid grid) {
            return grid.interval();
        }

        @Override
        void script(Bed bed, Cell cell) {
            Simulation simulation = bed.simulation();
            bed.block(cell.length());
            while (simulation.elapsed().compareTo(END) < 0) {
                simulation.advance(cell.interval());
                bed.block(cell.length());
            }
        }
    };

    private static final Duration END = Duration.ofMinutes(2);

    /** The points at which it is run, each once. */
    abstract List<Cell> cells(Grid grid);

    abstract void script(Bed bed, Cell cell);

    /**
     * Makes one run.
     *
     * @param configuration with which settings
     * @param cell with which anomalies
     * @param seed decides everything left to chance
     * @return what it has shown
     */
    Outcome run(Configuration configuration, Cell cell, long seed) {
        Bed bed = new Bed(configuration, cell.members(), seed);
        Duration from = bed.simulation().elapsed();
        script(bed, cell);
        Failures failures = bed.failures();
        return new Outcome(
                cell,
                failures.falsePositives(),
                failures.falsePositivesAtHealthy(),
                failures.packets(),
                failures.bytes(),
                failures.firstDetections(from),
                failures.fullDisseminations(from),
                bed.simulation().elapsed().toNanos());
    }
}
