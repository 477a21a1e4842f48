package io.gossip.simulator.check;

import java.util.HashMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * How late something is that has its time, if what kept the process from it does not count. That its time is over shows after some event,
 * as when a suspicion becomes shorter; what there is to do then takes no time.
 */
final class Lateness {

    /** By how much a clock is off at most. */
    private static final double DRIFT = 0.002;

    private record Seen(long atNanos, long hinderedNanos) {}

    /** When the time of something was seen to be over, by process and by what it is. */
    private final Map<Witness, Map<Object, Seen>> overdue = new HashMap<>();

    private final ToLongFunction<Witness> hindered;

    /**
     * A record without entries.
     *
     * @param hindered for how long a process was kept from working, since its begin
     */
    Lateness(ToLongFunction<Witness> hindered) {
        this.hindered = hindered;
    }

    /** A loop that stands still, is slow or busy runs its timers late. */
    static long late(Witness witness) {
        return witness.life().loop().lateNanos();
    }

    /** Besides, what cannot be sent has to wait. */
    static long lateOrBlocked(Witness witness) {
        return late(witness) + witness.life().transport().blockedNanos();
    }

    /** Clocks that drift make timers inexact: by how much what takes so long may be off, in nanoseconds. */
    static long drift(long nanos) {
        return (long) (nanos * DRIFT);
    }

    /**
     * Tells how late something is; to be asked after every step.
     *
     * @param isOver whether its time is over
     * @return nanoseconds without an excuse
     */
    long of(Witness witness, Object what, boolean isOver) {
        Map<Object, Seen> known = overdue.computeIfAbsent(witness, process -> new HashMap<>());
        if (!isOver) {
            known.remove(what);
            return 0;
        }
        long now = witness.now();
        long excused = hindered.applyAsLong(witness);
        Seen first = known.computeIfAbsent(what, unseen -> new Seen(now, excused));
        return now - first.atNanos - (excused - first.hinderedNanos);
    }

    /** None of it waits any more. */
    void forget(Witness witness) {
        overdue.remove(witness);
    }
}
