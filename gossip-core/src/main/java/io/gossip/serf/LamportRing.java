package io.gossip.serf;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What was seen at the last Lamport times, to recognise what comes again by another way (serf protocol reference, section
 * 5.2).
 *
 * <p>A ring of slots: a time belongs to the slot {@code time mod size} and takes it over from whatever time had it before.
 * All things together may take {@value #MAX_BYTES} bytes: what is new pushes out the oldest times. A time that was pushed out
 * is too old from then on, and so are all before it, or what was seen then would be new once more and go round for ever.
 *
 * @param <T> what tells two things of the same time apart, by {@code equals}
 */
final class LamportRing<T> {

    /** Real clusters have a handful of things at one time; bounds what a hostile peer can make us remember. */
    private static final int MAX_PER_TIME = 1024;

    /** Most bytes of all things together; they ride on every push/pull. */
    static final int MAX_BYTES = 1 << 20;

    /** What a thing takes beyond its own bytes, roughly. */
    static final int OVERHEAD = 64;

    /** What was seen at one time. */
    record Slot<T>(long time, Set<T> seen) {}

    private final List<@Nullable Slot<T>> slots;
    private final NavigableSet<Long> times = new TreeSet<>(Long::compareUnsigned);
    private final ToIntFunction<T> length;
    private long firstTime;
    private long bytes;

    /**
     * An empty ring.
     *
     * @param size how many times are remembered
     * @param length how many bytes a thing takes
     */
    LamportRing(int size, ToIntFunction<T> length) {
        this.slots = new ArrayList<>(Collections.nCopies(size, null));
        this.length = length;
    }

    /** Whether a time lies so far back that its slot has been taken over, or what was seen then has been pushed out. */
    boolean isTooOld(long time, LamportClock clock) {
        long now = clock.time();
        return Long.compareUnsigned(time, firstTime) < 0
                || (Long.compareUnsigned(now, slots.size()) > 0 && Long.compareUnsigned(time, now - slots.size()) < 0);
    }

    /** Notes a thing; says whether it is new and there is room for it. */
    boolean add(long time, T thing) {
        int index = index(time);
        Slot<T> slot = slots.get(index);
        if (slot != null && slot.time == time && (slot.seen.size() >= MAX_PER_TIME || slot.seen.contains(thing))) {
            return false;
        }
        if (Long.compareUnsigned(time, firstTime) < 0 || !makeRoom(time, bytes(thing))) {
            return false;
        }
        if (slot == null || slot.time != time) {
            drop(index);
            slot = new Slot<>(time, new LinkedHashSet<>());
            slots.set(index, slot);
            times.add(time);
        }
        bytes += bytes(thing);
        return slot.seen.add(thing);
    }

    /** What is remembered, in the order of the slots. */
    List<Slot<T>> occupied() {
        List<Slot<T>> occupied = new ArrayList<>();
        for (Slot<T> slot : slots) {
            if (slot != null) {
                occupied.add(slot);
            }
        }
        return occupied;
    }

    /** Pushes out older times until there is room; says whether there is. */
    private boolean makeRoom(long time, int needed) {
        while (bytes + needed > MAX_BYTES) {
            if (times.lower(time) == null) {
                return false;
            }
            long oldest = times.first();
            drop(index(oldest));
            firstTime = oldest + 1;
        }
        return true;
    }

    private void drop(int index) {
        Slot<T> slot = slots.set(index, null);
        if (slot != null) {
            times.remove(slot.time);
            slot.seen.forEach(thing -> bytes -= bytes(thing));
        }
    }

    private int index(long time) {
        return (int) Long.remainderUnsigned(time, slots.size());
    }

    private int bytes(T thing) {
        return length.applyAsInt(thing) + OVERHEAD;
    }
}
