package io.gossip.memberlist;

/**
 * How often one piece of news is sent before a node forgets it: {@code multiplier * ceil(log10(2 * nodes + 1))}.
 *
 * <p>memberlist does not double the nodes (protocol reference, section 10.4). With its limit somebody in a cluster of eight hears
 * by gossip of only 95 pieces out of 100, which is where each step of the logarithm ends too late; here the steps come at 5, 50
 * and 500 nodes.
 */
final class RetransmitLimit {

    private RetransmitLimit() {}

    /** The limit; {@code ceil(log10(k + 1))} is the number of decimal digits of k, which no rounding can spoil. */
    static int of(int multiplier, int nodes) {
        int digits = 0;
        for (long rest = 2L * nodes; rest > 0; rest /= 10) {
            digits++;
        }
        return multiplier * digits;
    }
}
