package io.gossip.simulator.report;

import java.util.Arrays;

/** Delays while they are collected. */
final class Samples {

    private double[] seconds = new double[16];
    private int count;

    void add(double delay) {
        if (count == seconds.length) {
            seconds = Arrays.copyOf(seconds, 2 * count);
        }
        seconds[count++] = delay;
    }

    Distribution toDistribution() {
        return Distribution.of(Arrays.copyOf(seconds, count));
    }
}
