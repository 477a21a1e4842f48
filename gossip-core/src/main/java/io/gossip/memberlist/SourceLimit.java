package io.gossip.memberlist;

import io.gossip.runtime.EventLoop;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lets so much in from one IP address in a time, and no more: a token bucket for each (protocol reference, section 18.4).
 *
 * <p>The clock is read only when a bucket is empty, and then all is filled in that has run in since the last time. So a packet
 * costs one look-up, and the longest burst is two buckets instead of one. The addresses heard of last are remembered;
 * whoever floods is among them, and whoever is forgotten starts again with a full bucket.
 */
final class SourceLimit {

    /** How many addresses are remembered: bounded, since anybody can invent some. */
    static final int MAX_SOURCES = 1024;

    /** A bucket holds what runs in during so many seconds. */
    static final int BUCKET_SECONDS = 5;

    /** A stream costs buffers, a timer and an answer, and may bring as much as many packets. */
    static final int STREAM_COST = 10;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final EventLoop loop;
    private final long perSecond;
    private final long bucketSize;
    private final Map<InetAddress, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Bucket> eldest) {
            return size() > MAX_SOURCES;
        }
    };

    /**
     * A limit that nobody has come near.
     *
     * @param perSecond packets from one address in a second, or 0 for no limit
     */
    SourceLimit(EventLoop loop, int perSecond) {
        this.loop = loop;
        this.perSecond = perSecond;
        this.bucketSize = (long) perSecond * BUCKET_SECONDS;
    }

    /** Whether one more packet may come in. */
    boolean allowsPacket(InetAddress source) {
        return allows(source, 1);
    }

    /** Whether one more stream may come in. */
    boolean allowsStream(InetAddress source) {
        return allows(source, STREAM_COST);
    }

    /** How many addresses are remembered. */
    int sources() {
        return buckets.size();
    }

    private boolean allows(InetAddress source, int cost) {
        if (perSecond == 0) {
            return true;
        }
        Bucket bucket = buckets.get(source);
        if (bucket == null) {
            bucket = new Bucket(bucketSize, loop.nanoTime());
            buckets.put(source, bucket);
        }
        if (bucket.tokens < cost) {
            refill(bucket);
        }
        if (bucket.tokens < cost) {
            return false;
        }
        bucket.tokens -= cost;
        return true;
    }

    private void refill(Bucket bucket) {
        long now = loop.nanoTime();
        long elapsed = now - bucket.filledAt;
        if (elapsed >= BUCKET_SECONDS * NANOS_PER_SECOND) {
            bucket.tokens = bucketSize;
            bucket.filledAt = now;
            return;
        }
        long dripped = elapsed * perSecond / NANOS_PER_SECOND;
        bucket.tokens = Math.min(bucketSize, bucket.tokens + dripped);
        // What is less than a token counts next time.
        bucket.filledAt += dripped * NANOS_PER_SECOND / perSecond;
    }

    private static final class Bucket {
        private long tokens;
        private long filledAt;

        Bucket(long tokens, long filledAt) {
            this.tokens = tokens;
            this.filledAt = filledAt;
        }
    }
}
