package io.gossip.benchmarks.peers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one node has been told, and when; safe for use by several threads. Members are known by their port. */
public final class View {

    private final int port;
    private final Set<Integer> alive = new HashSet<>();
    private final Map<Integer, Long> upAt = new HashMap<>();
    private final Map<Integer, Long> goneAt = new HashMap<>();
    private final Map<Integer, Long> removedAt = new HashMap<>();
    private final List<Integer> failures = new ArrayList<>();
    private final Map<String, Long> seenAt = new HashMap<>();
    private String expected = "";
    private @Nullable Long lastSeen;

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
            if (failed) {
                failures.add(member);
            }
        }
    }

    /**
     * A member is out of the list for good; only told by libraries with {@link Peer#removesLater}.
     *
     * @param member its port
     */
    public synchronized void removed(int member) {
        down(member, true);
        removedAt.put(member, System.nanoTime());
    }

    /**
     * News came: a message, or what a member says about itself.
     *
     * @param value the message, or the value the member was given
     * @return whether it is expected and has not been seen yet; then gossip passes it on
     */
    public synchronized boolean saw(String value) {
        long now = System.nanoTime();
        boolean fresh = value.startsWith(expected) && seenAt.putIfAbsent(value, now) == null;
        if (fresh) {
            lastSeen = now;
        }
        return fresh;
    }

    /** Forgets all news; from now on only what begins like this is taken note of, so late copies of other news are not. */
    synchronized void expect(String beginning) {
        expected = beginning;
        seenAt.clear();
        lastSeen = null;
    }

    synchronized int size() {
        return alive.size();
    }

    /** Who was declared dead so far, once for each time. */
    synchronized List<Integer> failures() {
        return List.copyOf(failures);
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

    synchronized @Nullable Long removedAt(int member) {
        return removedAt.get(member);
    }

    synchronized @Nullable Long seenAt(String value) {
        return seenAt.get(value);
    }

    /** How much different news has come since {@link #expect}. */
    synchronized int seen() {
        return seenAt.size();
    }

    synchronized @Nullable Long lastSeen() {
        return lastSeen;
    }
}
