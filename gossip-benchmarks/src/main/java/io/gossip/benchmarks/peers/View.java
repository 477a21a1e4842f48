package io.gossip.benchmarks.peers;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one node has been told, and when; safe for use by several threads. Members are known by their port. */
public final class View {

    private final int port;
    private final Set<Integer> alive = new HashSet<>();
    private final Map<Integer, Long> upAt = new HashMap<>();
    private final Map<Integer, Long> goneAt = new HashMap<>();
    private final Map<String, Long> seenAt = new HashMap<>();
    private int failures;

    View(int port) {
        this.port = port;
        alive.add(port);
    }

    /**
     * A member is alive.
     *
     * @param member its port
     */
    public synchronized void up(int member) {
        if (alive.add(member)) {
            upAt.put(member, System.nanoTime());
        }
    }

    /**
     * A member is no longer counted on.
     *
     * @param member its port
     * @param failed true if it was declared dead, false if it left
     */
    public synchronized void down(int member, boolean failed) {
        if (member != port && alive.remove(member)) {
            goneAt.put(member, System.nanoTime());
            failures += failed ? 1 : 0;
        }
    }

    /**
     * A member says something new about itself.
     *
     * @param value the value it was given
     */
    public synchronized void saw(String value) {
        seenAt.putIfAbsent(value, System.nanoTime());
    }

    synchronized int size() {
        return alive.size();
    }

    synchronized int failures() {
        return failures;
    }

    synchronized @Nullable Long lastUp() {
        return upAt.values().stream().max(Long::compare).orElse(null);
    }

    synchronized @Nullable Long upAt(int member) {
        return upAt.get(member);
    }

    synchronized @Nullable Long goneAt(int member) {
        return goneAt.get(member);
    }

    synchronized @Nullable Long seenAt(String value) {
        return seenAt.get(value);
    }
}
