package io.gossip.memberlist;

/**
 * How often one piece of news is sent before a node forgets it: {@code multiplier * ceil(log10(nodes + 1))} (protocol
 * reference, section 10.4).
 */
final class RetransmitLimit {

    private RetransmitLimit() {}

    /** The limit; {@code ceil(log10(n + 1))} is the number of decimal digits of n, which no rounding can spoil. */
    static int of(int multiplier, int nodes) {
        int digits = 0;
        for (int rest = nodes; rest > 0; rest /= 10) {
            digits++;
        }
        return multiplier * digits;
    }
}
