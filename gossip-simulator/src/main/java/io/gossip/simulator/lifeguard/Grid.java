package io.gossip.simulator.lifeguard;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Which anomalies an experiment tries: every combination of these values.
 *
 * @param members how many members are anomalous, C
 * @param lengths how long an anomaly lasts, D, in milliseconds
 * @param intervals the time between two anomalies, I, in milliseconds
 */
record Grid(List<Integer> members, List<Integer> lengths, List<Integer> intervals) {

    /** The paper's values of C. */
    static final List<Integer> MEMBERS = List.of(1, 4, 8, 12, 16, 20, 24, 28, 32);

    /** The paper's values of D. */
    static final List<Integer> LENGTHS = List.of(128, 512, 2048, 8192, 16384, 32768);

    /** The paper's values of I. */
    static final List<Integer> INTERVALS = List.of(1, 4, 16, 64, 256, 1024, 4096, 16384);

    /** The whole grid of the paper. */
    static final Grid WHOLE = new Grid(MEMBERS, LENGTHS, INTERVALS);

    /** Copies the values. */
    Grid {
        members = List.copyOf(members);
        lengths = List.copyOf(lengths);
        intervals = List.copyOf(intervals);
    }

    /** Whether each value of C meets all anomalies of the paper, so that counts can be compared with the paper's. */
    boolean hasAllAnomalies() {
        return lengths.containsAll(LENGTHS) && intervals.containsAll(INTERVALS);
    }

    /** The cells of the Threshold experiment, which has no intervals. */
    List<Cell> threshold() {
        List<Cell> cells = new ArrayList<>();
        for (int c : members) {
            for (int length : lengths) {
                cells.add(new Cell(c, Duration.ofMillis(length), Duration.ZERO));
            }
        }
        return cells;
    }

    /** The cells of the Interval experiment. */
    List<Cell> interval() {
        List<Cell> cells = new ArrayList<>();
        for (Cell single : threshold()) {
            for (int interval : intervals) {
                cells.add(new Cell(single.members(), single.length(), Duration.ofMillis(interval)));
            }
        }
        return cells;
    }
}
