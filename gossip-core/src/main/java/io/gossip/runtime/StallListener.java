package io.gossip.runtime;

/**
 * Learns that its event loop stood still: a garbage collection, a stopped process, a frozen machine, too little CPU.
 *
 * <p>During such a pause a node hears nobody, so whoever seems silent may be perfectly well: the late wake-up is
 * evidence about this node and not about its peers (Lifeguard's idea, applied to one's own clock). A protocol uses it
 * to drop an open probe without blame, to move its own suspicion deadlines by the pause, and to trust itself less for a
 * while.
 */
@FunctionalInterface
public interface StallListener {

    /**
     * The loop was late. Called on the loop after what arrived during the pause has been handled and before the overdue
     * timers run, so a timer that the backlog made pointless can still be cancelled here.
     *
     * @param lateNanos how long the most overdue timer had waited beyond its time when the loop woke up, in
     *     nanoseconds; the pause lasted at least that long
     */
    void stalled(long lateNanos);
}
