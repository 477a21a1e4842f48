package io.gossip.serf;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was seen at the last Lamport times, to recognise what comes again by another way (serf protocol reference, section
 * 5.2).
 *
 * <p>A ring of slots: a time belongs to the slot {@code time mod size} and takes it over from whatever time had it before.
 *
 * @param <T> what tells two things of the same time apart, by {@code equals}
 */
final class LamportRing<T> {

    /** Real clusters have a handful of things at one time; bounds what a hostile peer can make us remember. */
    private static final int MAX_PER_TIME = 1024;

    /** What was seen at one time. */
    record Slot<T>(long time, Set<T> seen) {}

    private final List<@Nullable Slot<T>> slots;

    LamportRing(int size) {
        this.slots = new ArrayList<>(Collections.nCopies(size, null));
    }

    /** Whether a time lies so far behind the clock that its slot has been taken over. */
    boolean isTooOld(long time, LamportClock clock) {
        long now = clock.time();
        return Long.compareUnsigned(now, slots.size()) > 0 && Long.compareUnsigned(time, now - slots.size()) < 0;
    }

    /** Notes a thing; says whether it is new. */
    boolean add(long time, T thing) {
        int index = (int) Long.remainderUnsigned(time, slots.size());
        Slot<T> slot = slots.get(index);
        if (slot == null || slot.time != time) {
            slot = new Slot<>(time, new LinkedHashSet<>());
            slots.set(index, slot);
        }
        return slot.seen.size() < MAX_PER_TIME && slot.seen.add(thing);
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
}
