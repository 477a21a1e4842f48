package io.gossip.memberlist;

import io.gossip.wire.Message;

/**
 * Which incarnations are believed (protocol reference, section 18.4).
 *
 * <p>A node beats what is said of it with the next incarnation, so who drives it to the last one silences it. The last
 * sixteenth of the range is therefore entered in small steps only; nobody gets there by honest means.
 */
final class Incarnations {

    /** Beyond this one, steps have to be small. */
    static final long RESERVE_FROM = Message.MAX_UINT32 - (1L << 28);

    /** The largest step in the reserve: so many announcements of one node might have been missed. */
    static final long LARGEST_STEP = 1024;

    private Incarnations() {}

    /**
     * Whether a statement may be true.
     *
     * @param claimed the incarnation it speaks of
     * @param known the incarnation that is known of the same node
     * @return false if it is absurdly far ahead
     */
    static boolean areCredible(long claimed, long known) {
        return areCredible(claimed) || claimed - known <= LARGEST_STEP;
    }

    /**
     * Whether a statement about a node that is not known yet may be true.
     *
     * @param claimed the incarnation it speaks of
     * @return false if it lies in the reserve
     */
    static boolean areCredible(long claimed) {
        return claimed <= RESERVE_FROM;
    }
}
