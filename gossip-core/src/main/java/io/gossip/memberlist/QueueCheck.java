package io.gossip.memberlist;

import io.gossip.runtime.EventLoop;
import io.gossip.runtime.Timer;
import org.jspecify.annotations.Nullable;

/** Reports from time to time how much of the membership's news waits (protocol reference, section 15). */
final class QueueCheck {

    private final EventLoop loop;
    private final BroadcastQueue queue;
    private final MemberlistMetrics metrics;
    private final long intervalNanos;
    private @Nullable Timer next;

    QueueCheck(MemberlistConfig config, EventLoop loop, BroadcastQueue queue, MemberlistMetrics metrics) {
        this.loop = loop;
        this.queue = queue;
        this.metrics = metrics;
        this.intervalNanos = config.gossip().queueCheckInterval().toNanos();
    }

    /** Reports for the first time after one interval. */
    void start() {
        next = loop.schedule(intervalNanos, this::check);
    }

    void stop() {
        if (next != null) {
            next.cancel();
        }
    }

    private void check() {
        start();
        metrics.broadcastsQueued(queue.size());
    }
}
