package io.gossip.memberlist;

import io.gossip.runtime.EventLoop;
import io.gossip.runtime.Timer;
import io.gossip.transport.Transport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Spreads news: every interval, as long as there is any, a few random nodes get a packet of it (protocol reference,
 * section 10.2).
 *
 * <p>Nothing ticks while there is no news. What is new does not wait for the tick either: it goes out at once or, if a
 * round was made just now, a third of an interval after that one. Since everybody who hears of it does the same, most
 * of the cluster knows it within a few hops. How often it is sent remains the same; what has been sent before goes with
 * it, or waits for the tick. ({@link GossipConfig#eager} switches that off: then all waits for the tick.)
 *
 * <p>As long as a packet of the last round is stuck, neither sent nor failed, there is no further round: news is not used up
 * on a way that is blocked.
 */
final class Gossiper {

    /** Most rounds in an interval. */
    private static final int ROUNDS_AT_MOST = 3;

    private final EventLoop loop;
    private final MemberTable table;
    private final List<BroadcastQueue> queues;
    private final PacketSender sender;
    private final MemberlistMetrics metrics;
    private final String selfName;
    private final long intervalNanos;
    private final int fanout;
    private final long toTheDeadNanos;
    private final boolean eager;
    private final long startedAt;
    private int unsent;
    private boolean roundIsDue;
    private long lastRoundAt;
    private long nextRoundAt;
    private @Nullable Timer nextRound;
    private boolean stopped;

    private final Transport.SendListener sending = new Transport.SendListener() {
        @Override
        public void sent() {
            packetLeft();
        }

        @Override
        public void failed(Throwable cause) {
            packetLeft();
        }
    };

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
        this.eager = config.gossip().eager();
        this.startedAt = loop.nanoTime();
        this.lastRoundAt = loop.nanoTime() - intervalNanos;
    }

    /** There is something new to tell. */
    void newsQueued() {
        schedule(eager ? lastRoundAt + intervalNanos / ROUNDS_AT_MOST : nextTick());
    }

    private long nextTick() {
        long ticks = intervalNanos == 0 ? 0 : (loop.nanoTime() - startedAt) / intervalNanos;
        return startedAt + (ticks + 1) * intervalNanos;
    }

    void stop() {
        stopped = true;
        if (nextRound != null) {
            nextRound.cancel();
            nextRound = null;
        }
    }

    private void round() {
        if (nextRound != null) {
            nextRound.cancel(); // set meanwhile, if this round waited for the packets of the last one
            nextRound = null;
        }
        roundIsDue = unsent > 0;
        if (roundIsDue) {
            return;
        }
        long now = loop.nanoTime();
        lastRoundAt = now;
        List<MemberEntry> targets = table.select(fanout, entry -> mayBeTold(entry, now));
        if (targets.isEmpty()) {
            queues.forEach(hasLeft() ? queue -> queue.prune(0) : BroadcastQueue::finishTold);
            return; // the next node that appears is news and starts the rounds again
        }
        for (MemberEntry target : targets) {
            if (!sender.sendNews(target, sending)) {
                break;
            }
            unsent++;
        }
        metrics.gossipEnded(loop.nanoTime() - now);
        for (BroadcastQueue queue : queues) {
            if (queue.size() > 0) {
                schedule(eager ? now + intervalNanos : nextTick());
                return;
            }
        }
    }

    private void packetLeft() {
        unsent--;
        if (roundIsDue && unsent == 0 && !stopped) {
            round();
        }
    }

    /** Makes the next round then, unless it comes sooner anyway. */
    private void schedule(long at) {
        if (stopped || intervalNanos == 0 || fanout == 0 || (nextRound != null && nextRoundAt - at <= 0)) {
            return;
        }
        if (nextRound != null) {
            nextRound.cancel();
        }
        nextRoundAt = at;
        nextRound = loop.schedule(Math.max(0, at - loop.nanoTime()), this::round);
    }

    /** Who has left meets nobody any more, and need not wait until it has told that to others who are gone too. */
    private boolean hasLeft() {
        MemberEntry self = table.get(selfName);
        return self != null && self.isGone();
    }

    private boolean mayBeTold(MemberEntry entry, long now) {
        return !entry.name.equals(selfName) && entry.isToldNews(now, toTheDeadNanos);
    }
}
