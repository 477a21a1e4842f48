package io.gossip.runtime;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Keeps bad input from flooding the log: at most one line in an interval for each kind of complaint and each peer, with
 * the number of those that were left out since the last line.
 *
 * <pre>{@code
 * limiter.log("checksum", source, suppressed ->
 *         log.warn("Packet from {} has a wrong checksum ({} more like this)", source, suppressed));
 * }</pre>
 *
 * <p>The number of peers remembered is bounded, since addresses can be forged. When the table is full of fresh entries,
 * further peers share one line per kind and interval. Owned by one event loop, or by the tasks of one {@link Dispatcher} or thread.
 */
public final class LogLimiter {

    private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(10);
    private static final int DEFAULT_KEYS = 1_000;

    /** Stands for all peers that find no place of their own. */
    private static final Object OTHERS = new Object();

    private record Key(String kind, Object peer) {}

    private static final class Entry {
        private final long sinceNanos;
        private long suppressed;

        Entry(long sinceNanos) {
            this.sinceNanos = sinceNanos;
        }
    }

    private final LongSupplier nanoTime;
    private final long intervalNanos;
    private final int maxKeys;

    /** In the order of their last line, so the first is the first to expire. */
    private final Map<Key, Entry> entries = new LinkedHashMap<>();

    /**
     * One line every ten seconds for each of up to 1,000 pairs of kind and peer.
     *
     * @param loop the clock
     */
    public LogLimiter(EventLoop loop) {
        this(loop::nanoTime);
    }

    /**
     * One line every ten seconds for each of up to 1,000 pairs of kind and peer.
     *
     * @param nanoTime the clock
     */
    public LogLimiter(LongSupplier nanoTime) {
        this(nanoTime, DEFAULT_INTERVAL, DEFAULT_KEYS);
    }

    /**
     * A limiter.
     *
     * @param nanoTime the clock
     * @param interval how long a kind and peer stay silent after a line
     * @param maxKeys how many pairs of kind and peer are remembered, apart from one more for each kind
     */
    public LogLimiter(LongSupplier nanoTime, Duration interval, int maxKeys) {
        this.nanoTime = nanoTime;
        this.intervalNanos = interval.toNanos();
        this.maxKeys = maxKeys;
    }

    /**
     * Writes a line, or counts it.
     *
     * @param kind what kind of complaint, from a small fixed set
     * @param peer who gave cause for it; compared with {@code equals}
     * @param line writes the line; given how many were left out since the last one
     */
    public void log(String kind, Object peer, LongConsumer line) {
        long now = nanoTime.getAsLong();
        Key key = new Key(kind, peer);
        Entry entry = entries.get(key);
        if (entry == null && entries.size() >= maxKeys && !evictExpired(now)) {
            key = new Key(kind, OTHERS);
            entry = entries.get(key);
        }
        if (entry != null && now - entry.sinceNanos < intervalNanos) {
            entry.suppressed++;
            return;
        }
        long suppressed = entry == null ? 0 : entry.suppressed;
        entries.remove(key);
        entries.put(key, new Entry(now));
        line.accept(suppressed);
    }

    private boolean evictExpired(long now) {
        Iterator<Entry> oldestFirst = entries.values().iterator();
        boolean evicted = false;
        while (oldestFirst.hasNext() && now - oldestFirst.next().sinceNanos >= intervalNanos) {
            oldestFirst.remove();
            evicted = true;
        }
        return evicted;
    }
}
