package io.gossip.serf;

import io.gossip.runtime.EventLoop;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Intents of nodes that are not members yet: gossip may bring the intent before it brings the member (serf protocol
 * reference, section 5.1). The newest intent of each name is kept for a while.
 */
final class Intents {

    /** What a node intends. */
    enum Kind {
        JOIN,
        LEAVE
    }

    /**
     * An intent.
     *
     * @param kind what is intended
     * @param time its Lamport time
     * @param heardNanos when it was heard
     */
    record Intent(Kind kind, long time, long heardNanos) {}

    private final EventLoop loop;
    private final long timeoutNanos;
    private final int capacity;
    private final Map<String, Intent> newest = new HashMap<>();

    /** At most {@code capacity} names are remembered, for {@code timeoutNanos} each. */
    Intents(EventLoop loop, long timeoutNanos, int capacity) {
        this.loop = loop;
        this.timeoutNanos = timeoutNanos;
        this.capacity = capacity;
    }

    /** Remembers an intent unless a newer or equal one is known; says whether it did. */
    boolean remember(String name, Kind kind, long time) {
        Intent known = newest.get(name);
        if (known == null ? newest.size() >= capacity : Long.compareUnsigned(time, known.time) <= 0) {
            return false;
        }
        newest.put(name, new Intent(kind, time, loop.nanoTime()));
        return true;
    }

    /** The newest intent of a name; it stays remembered. */
    @Nullable
    Intent of(String name) {
        return newest.get(name);
    }

    /** Forgets what was heard too long ago. */
    void expire() {
        long now = loop.nanoTime();
        newest.values().removeIf(intent -> now - intent.heardNanos > timeoutNanos);
    }

    int size() {
        return newest.size();
    }
}
