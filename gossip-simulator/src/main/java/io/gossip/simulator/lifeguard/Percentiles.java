package io.gossip.simulator.lifeguard;

import java.util.Arrays;
import java.util.stream.LongStream;

/** Percentiles of a sample, by the nearest rank: always a value that was measured. */
final class Percentiles {

    private final long[] sorted;

    Percentiles(LongStream sample) {
        this.sorted = sample.toArray();
        Arrays.sort(sorted);
    }

    int size() {
        return sorted.length;
    }

    /**
     * The value that a share of the sample does not exceed.
     *
     * @param percent above 0, at most 100
     * @return the value
     * @throws IllegalStateException if the sample is empty
     */
    long at(double percent) {
        if (sorted.length == 0) {
            throw new IllegalStateException("no percentiles of nothing");
        }
        // Less a trifle, because 99.9 % of 1000 is not exactly 999 in binary.
        int rank = (int) Math.ceil(percent / 100 * sorted.length - 1e-9);
        return sorted[Math.max(1, rank) - 1];
    }
}
