package io.gossip.simulator.report;

/**
 * Something that happened to a node, and how the others came to know it.
 *
 * @param kind what happened
 * @param node to whom, by name
 * @param atSeconds when, on the axis of the script
 * @param observers how many had to learn it
 * @param delays how long it took those who did
 */
public record Change(Kind kind, String node, double atSeconds, int observers, Distribution delays) {

    /** What happened. */
    public enum Kind {
        /** A process has started. */
        STARTED,
        /** A process has ended without a word. */
        CRASHED,
        /** A node has said that it leaves. */
        LEFT
    }

    /**
     * How many did not learn it: they ran to the end of the run, or until the opposite happened.
     *
     * @return zero or more
     */
    public int missed() {
        return observers - delays.count();
    }
}
