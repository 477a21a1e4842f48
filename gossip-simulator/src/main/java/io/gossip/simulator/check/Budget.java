package io.gossip.simulator.check;

import io.gossip.memberlist.MemberlistConfig;
import java.time.Duration;

/**
 * How long what must come about may take at most, from the settings and the size of the cluster. The formulas are bounds, not what is
 * usual: most of it is over in a fraction of that.
 *
 * @param config the settings of all nodes
 * @param nodes how many there are
 */
public record Budget(MemberlistConfig config, int nodes) {

    /** What random rounds may take beyond the mean; the 99th percentile of 1,000 nodes is 3 above it. */
    private static final int ROUNDS_OF_BAD_LUCK = 3;

    /** Above this size exchanges of state become rarer. */
    private static final int SCALE_FROM = 32;

    /** How many times a wait that is drawn at random, or an attempt that may fail, is granted. */
    private static final int TRIES = 3;

    /**
     * How many rounds of gossip it takes until everybody has heard a piece of news: log(n) to the base of fanout + 1, and ln(n) / fanout
     * for the last ones.
     *
     * @return one or more
     */
    public int rounds() {
        int fanout = Math.max(1, config.gossip().nodes());
        double logarithm = StrictMath.log(Math.max(2, nodes));
        return (int) Math.ceil(logarithm / StrictMath.log(fanout + 1.0) + logarithm / fanout) + ROUNDS_OF_BAD_LUCK;
    }

    /**
     * Until nearly all have heard a piece of news by gossip.
     *
     * @return rounds times the interval
     */
    public Duration gossip() {
        return config.gossip().interval().multipliedBy(rounds());
    }

    /**
     * Until every node has exchanged its state twice: who was missed once is hardly missed again.
     *
     * @return two intervals, as long as they are in a cluster of this size, and the time of the exchange
     */
    public Duration exchange() {
        int scale = nodes <= SCALE_FROM ? 1 : 1 + Integer.SIZE - Integer.numberOfLeadingZeros((nodes - 1) / SCALE_FROM);
        return config.streams()
                .pushPullInterval()
                .multipliedBy(2L * scale)
                .plus(config.streams().timeout());
    }

    /**
     * Until all members believe the same after a change: L3.
     *
     * @return gossip, two probes, an exchange for those whom gossip missed
     */
    public Duration agreement() {
        return gossip().plus(config.probing().interval().multipliedBy(2)).plus(exchange());
    }

    /**
     * The shortest suspicion.
     *
     * @return multiplier times log10(n), at least 1, times the probe interval
     */
    public Duration shortestSuspicion() {
        double scale = Math.max(1, StrictMath.log10(Math.max(1, nodes)));
        double nanos = config.suspicion().multiplier()
                * scale
                * config.probing().interval().toNanos();
        return Duration.ofNanos((long) nanos);
    }

    /**
     * The longest suspicion.
     *
     * @return a multiple of the shortest one
     */
    public Duration longestSuspicion() {
        return shortestSuspicion().multipliedBy(config.suspicion().maxTimeoutMultiplier());
    }

    /**
     * Until a given node has been probed by a given other one, even if that is as unhealthy as can be: a node comes up at least once
     * in 2n - 1 probes.
     *
     * @return so many intervals, stretched
     */
    public Duration probeOfAll() {
        long probes = 2L * (Math.max(2, nodes) - 1) + 1;
        return config.probing()
                .interval()
                .multipliedBy(probes * config.probing().awarenessMaxMultiplier());
    }

    /**
     * Until all know that a node has crashed: L1.
     *
     * @return a probe, the longest suspicion, and agreement
     */
    public Duration detection() {
        return probeOfAll().plus(longestSuspicion()).plus(agreement());
    }

    /**
     * Until those who have lost each other have found each other again: L7.
     *
     * @return a few attempts to rejoin, and agreement
     */
    public Duration merge() {
        Duration longest =
                config.rejoin().maxBackoff().compareTo(config.rejoin().interval()) > 0
                        ? config.rejoin().maxBackoff()
                        : config.rejoin().interval();
        return longest.multipliedBy(TRIES).plus(agreement());
    }

    /**
     * Until who has died or left is forgotten, so that its name is free again for another address.
     *
     * @return the time for which the dead are kept, or that for which those who left are if it is longer, and that until a new round
     *     of probes begins
     */
    public Duration forgetting() {
        Duration dead = config.gossip().toTheDead();
        Duration left = exchange();
        return (dead.compareTo(left) > 0 ? dead : left).plus(probeOfAll());
    }

    /**
     * Until all is well again, whatever went wrong before.
     *
     * @return detection, forgetting and merging, one after the other
     */
    public Duration recovery() {
        return detection().plus(forgetting()).plus(merge());
    }

    /**
     * Until nobody alive may be declared dead any more: L2.
     *
     * @return probes of as many rounds as gossip takes, stretched, and the longest suspicion
     */
    public Duration accuracy() {
        return config.probing()
                .interval()
                .multipliedBy((long) config.probing().awarenessMaxMultiplier() * rounds())
                .plus(longestSuspicion());
    }
}
