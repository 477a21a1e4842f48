package io.gossip.memberlist;

import io.gossip.runtime.EventLoop;
import io.gossip.runtime.Timer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Spreads news: every interval, as long as there is any, a few random nodes get a packet of it (protocol reference,
 * section 10.2).
 *
 * <p>Nothing ticks while there is no news. The first piece after a quiet time goes out at once, not at the next tick; that
 * is the same number of packets, sent earlier.
 */
final class Gossiper {

    private final EventLoop loop;
    private final MemberTable table;
    private final List<BroadcastQueue> queues;
    private final PacketSender sender;
    private final MemberlistMetrics metrics;
    private final String selfName;
    private final long intervalNanos;
    private final int fanout;
    private final long toTheDeadNanos;
    private long lastRoundAt;
    private @Nullable Timer nextRound;
    private boolean stopped;

    Gossiper(
            MemberlistConfig config,
            EventLoop loop,
            MemberTable table,
            List<BroadcastQueue> queues,
            PacketSender sender,
            MemberlistMetrics metrics) {
        this.loop = loop;
        this.table = table;
        this.queues = queues;
        this.sender = sender;
        this.metrics = metrics;
        this.selfName = config.name();
        this.intervalNanos = config.gossip().interval().toNanos();
        this.fanout = config.gossip().nodes();
        this.toTheDeadNanos = config.gossip().toTheDead().toNanos();
        this.lastRoundAt = loop.nanoTime() - intervalNanos;
    }

    /** There is something to tell. */
    void newsQueued() {
        if (nextRound == null && intervalNanos > 0 && fanout > 0 && !stopped) {
            long delay = lastRoundAt + intervalNanos - loop.nanoTime();
            nextRound = loop.schedule(Math.max(0, delay), this::round);
        }
    }

    void stop() {
        stopped = true;
        if (nextRound != null) {
            nextRound.cancel();
            nextRound = null;
        }
    }

    private void round() {
        nextRound = null;
        long now = loop.nanoTime();
        lastRoundAt = now;
        List<MemberEntry> targets = table.select(fanout, entry -> mayBeTold(entry, now));
        if (targets.isEmpty()) {
            queues.forEach(BroadcastQueue::finishTold);
            return; // the next node that appears is news and starts the rounds again
        }
        for (MemberEntry target : targets) {
            if (!sender.sendNews(target)) {
                break;
            }
        }
        metrics.gossipEnded(loop.nanoTime() - now);
        for (BroadcastQueue queue : queues) {
            if (queue.size() > 0) {
                newsQueued();
                return;
            }
        }
    }

    /** The recently dead are told too, so that one who is wrongly held for dead learns of it and refutes. */
    private boolean mayBeTold(MemberEntry entry, long now) {
        return switch (entry.state()) {
            case ALIVE, SUSPECT -> !entry.name.equals(selfName);
            case DEAD -> entry.nanosInState(now) <= toTheDeadNanos;
            case LEFT -> false;
        };
    }
}
