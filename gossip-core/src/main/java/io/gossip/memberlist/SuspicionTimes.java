package io.gossip.memberlist;

/** How many confirmations a suspicion wants and how long it may last, in a cluster of a given size (section 9.1). */
final class SuspicionTimes {

    /** More than the logarithm of any number of nodes. */
    static final int LARGEST_SCALE = 10;

    private final int confirmations;
    private final int multiplier;
    private final int maxMultiplier;
    private final long probeIntervalNanos;

    SuspicionTimes(MemberlistConfig config) {
        this.confirmations = config.suspicion().confirmations();
        this.multiplier = config.suspicion().multiplier();
        this.maxMultiplier = config.suspicion().maxTimeoutMultiplier();
        this.probeIntervalNanos = config.probing().interval().toNanos();
    }

    /**
     * The number of confirmations to wait for.
     *
     * <p>Go counts every node in its table, also those that left a moment ago, and then waits for confirmations that
     * cannot come: with three nodes of which one has just left, a crash takes 13 s to notice instead of 6. Only who is
     * alive can confirm, so only they are counted here.
     *
     * @param alive nodes alive before the suspicion, this one and the suspect included
     */
    int confirmations(int alive) {
        return alive - 2 < confirmations ? 0 : confirmations;
    }

    /** The shortest suspicion in a cluster of {@code nodes} nodes. */
    long minNanos(int nodes) {
        double scale = Math.max(1.0, StrictMath.log10(Math.max(1.0, nodes)));
        long thousandths = multiplier * (long) Math.floor(scale * 1000);
        // In two parts: their product would be too large for intervals of some days already.
        return probeIntervalNanos / 1000 * thousandths + probeIntervalNanos % 1000 * thousandths / 1000;
    }

    /** The longest suspicion in a cluster of {@code nodes} nodes. */
    long maxNanos(int nodes) {
        return maxMultiplier * minNanos(nodes);
    }
}
