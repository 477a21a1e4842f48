package io.gossip.memberlist;

import io.gossip.runtime.EventLoop;
import io.gossip.runtime.Timer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Probes one node after another, each once before any is probed again (SWIM, section 4.3; protocol reference, sections
 * 8.1 and 8.2).
 *
 * <p>One probe at a time. The next one starts an interval after the last one started, or when that one has ended, if it
 * took longer.
 */
final class FailureDetector {

    /** So many push/pulls of a node should still tell it who has left. */
    private static final int EXCHANGES = 2;

    private final ProbeTools tools;
    private final long intervalNanos;
    private final long reapAfterNanos;
    private int nextIndex;
    private @Nullable Probe running;
    private @Nullable Timer nextProbe;

    FailureDetector(ProbeTools tools) {
        this.tools = tools;
        this.intervalNanos = tools.config().probing().interval().toNanos();
        this.reapAfterNanos = tools.config().gossip().toTheDead().toNanos();
    }

    /**
     * Starts to probe.
     *
     * @param offsetNanos time until the first probe; random, so that the nodes of a cluster do not probe in step
     */
    void start(long offsetNanos) {
        if (intervalNanos > 0) {
            nextProbe = loop().schedule(offsetNanos, this::probeNext);
        }
    }

    void stop() {
        if (nextProbe != null) {
            nextProbe.cancel();
        }
        if (running != null) {
            running.cancel();
            running = null;
        }
    }

    /** Ends the open probe without a verdict: this node stood still, so a missing ack proves nothing. */
    void stalled() {
        if (running != null) {
            running.inconclusive();
        }
    }

    Inspection.@Nullable OpenProbe openProbe() {
        return running == null ? null : running.inspect();
    }

    private void probeNext() {
        long startedAt = loop().nanoTime();
        Runnable scheduleNext = () -> {
            running = null;
            long delay = startedAt + intervalNanos - loop().nanoTime();
            nextProbe = loop().schedule(Math.max(0, delay), this::probeNext);
        };
        MemberEntry target = nextTarget();
        if (target == null) {
            scheduleNext.run();
            return;
        }
        long stretched = tools.health().stretch(intervalNanos);
        if (stretched > intervalNanos) {
            tools.metrics().probeDegraded();
        }
        running = new Probe(tools, target, stretched, scheduleNext);
        running.start();
    }

    private @Nullable MemberEntry nextTarget() {
        MemberEntry self = tools.membership().self();
        List<MemberEntry> order = tools.table().entries();
        for (boolean secondPass = false; ; ) {
            while (nextIndex < order.size()) {
                MemberEntry entry = order.get(nextIndex++);
                if (entry != self && !entry.isGone()) {
                    return entry;
                }
            }
            if (secondPass) {
                return null;
            }
            tools.table().reapAndShuffle(self, reapAfterNanos, forgetLeaversAfterNanos(), loop().nanoTime());
            nextIndex = 0;
            secondPass = true;
        }
    }

    /** Whom gossip missed learns of a leave from push/pulls only as long as others remember it, or would take it for a death. */
    private long forgetLeaversAfterNanos() {
        long exchange = AntiEntropy.intervalNanos(
                tools.config().streams(), tools.table().size());
        return Math.max(reapAfterNanos, EXCHANGES * exchange);
    }

    private EventLoop loop() {
        return tools.loop();
    }
}
