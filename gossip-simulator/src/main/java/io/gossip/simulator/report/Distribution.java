package io.gossip.simulator.report;

import java.util.Arrays;

/** How long something took, many times over: percentiles of delays in seconds. Immutable. */
public final class Distribution {

    /** Of nothing. */
    public static final Distribution NONE = new Distribution(new double[0]);

    private final double[] sorted;

    private Distribution(double[] sorted) {
        this.sorted = sorted;
    }

    /**
     * The distribution of some delays.
     *
     * @param seconds the delays, in any order; copied
     * @return the distribution
     */
    public static Distribution of(double... seconds) {
        double[] copy = seconds.clone();
        Arrays.sort(copy);
        return new Distribution(copy);
    }

    /**
     * All delays of several distributions.
     *
     * @param parts the distributions
     * @return one of all
     */
    public static Distribution of(Iterable<Distribution> parts) {
        Samples all = new Samples();
        for (Distribution part : parts) {
            for (double delay : part.sorted) {
                all.add(delay);
            }
        }
        return all.toDistribution();
    }

    /**
     * How many delays there are.
     *
     * @return zero or more
     */
    public int count() {
        return sorted.length;
    }

    /**
     * The delay that a share of all does not exceed (nearest rank).
     *
     * @param share above 0, at most 1; 0.5 is the median, 1 the maximum
     * @return seconds; not a number if there are none
     */
    public double percentile(double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    /**
     * The shortest delay.
     *
     * @return seconds; not a number if there are none
     */
    public double min() {
        return sorted.length == 0 ? Double.NaN : sorted[0];
    }

    /**
     * The longest delay.
     *
     * @return seconds; not a number if there are none
     */
    public double max() {
        return percentile(1);
    }

    @Override
    public String toString() {
        return sorted.length == 0
                ? "none"
                : sorted.length + " from " + Figures.seconds(min()) + " to " + Figures.seconds(max());
    }
}
