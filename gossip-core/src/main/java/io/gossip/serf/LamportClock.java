package io.gossip.serf;

/**
 * A logical clock: orders what was caused by one another, without regard to any calendar (Lamport, "Time, Clocks, and the
 * Ordering of Events in a Distributed System"; serf protocol reference, section 5).
 *
 * <p>Times have 64 unsigned bits. The clock stops at the highest one instead of starting over: a hostile peer can announce
 * that time, and a clock that went back to 0 would make everything old look new.
 */
final class LamportClock {

    private static final long LAST = -1;

    private long time = 1;

    /** The time now; 1 at first. */
    long time() {
        return time;
    }

    /** Advances by one and returns the new time. */
    long increment() {
        if (time != LAST) {
            time++;
        }
        return time;
    }

    /** Takes note of a time that somebody else has seen: afterwards this clock is later than that. */
    void witness(long seen) {
        if (Long.compareUnsigned(seen, time) >= 0) {
            time = seen == LAST ? LAST : seen + 1;
        }
    }
}
