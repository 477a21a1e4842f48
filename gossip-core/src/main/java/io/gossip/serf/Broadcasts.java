package io.gossip.serf;

import io.gossip.memberlist.BroadcastQueue;
import io.gossip.memberlist.MemberlistNode;
import io.gossip.wire.Bytes;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits to be gossiped: intents before queries before user events (serf protocol reference, section 4.1). A message
 * never takes the place of another one.
 */
final class Broadcasts {

    private static final Logger log = LoggerFactory.getLogger(Broadcasts.class);

    /** What kind of news; the order is the priority. */
    enum Kind {
        INTENT,
        QUERY,
        EVENT
    }

    private final SerfConfig config;
    private final Map<Kind, BroadcastQueue> queues = new EnumMap<>(Kind.class);

    Broadcasts(SerfConfig config) {
        this.config = config;
    }

    /** Gets the queues; to be called once, before the node starts. */
    void attach(MemberlistNode node) {
        for (Kind kind : Kind.values()) {
            queues.put(kind, node.addBroadcastQueue());
        }
    }

    /** Queues a message; says whether it did, since one may be too long for any packet. */
    boolean add(Kind kind, Bytes message) {
        return add(kind, message, () -> {});
    }

    /**
     * Queues a message.
     *
     * @param sent called once when it has been sent often enough or was dropped; never if it was not queued
     * @return false if it is too long for any packet and was not queued
     */
    boolean add(Kind kind, Bytes message, Runnable sent) {
        return queue(kind).add(message, sent);
    }

    /** How many messages wait. */
    int depth(Kind kind) {
        return queue(kind).size();
    }

    /** Warns of long queues and cuts them down to what the number of members allows. */
    void check(int members) {
        int max = config.minQueueDepth() > 0 ? Math.max(config.minQueueDepth(), 2 * members) : config.maxQueueDepth();
        for (Kind kind : Kind.values()) {
            int depth = depth(kind);
            if (depth >= config.queueDepthWarning()) {
                log.warn("{} messages wait to be gossiped ({})", depth, kind);
            }
            if (depth > max) {
                log.warn("Dropped {} of them: at most {} may wait", depth - max, max);
                queue(kind).prune(max);
            }
        }
    }

    private BroadcastQueue queue(Kind kind) {
        BroadcastQueue queue = queues.get(kind);
        if (queue == null) {
            throw new IllegalStateException("not attached yet");
        }
        return queue;
    }
}
