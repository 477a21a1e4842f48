package io.gossip.serf;

import io.gossip.runtime.EventLoop;
import io.gossip.runtime.Timer;
import io.gossip.serf.SerfMessage.JoinIntent;
import io.gossip.serf.SerfMessage.LeaveIntent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes intents: applies them here first, then gossips them (serf protocol reference, section 5). */
final class Announcer {

    private static final Logger log = LoggerFactory.getLogger(Announcer.class);

    private final String selfName;
    private final EventLoop loop;
    private final long timeoutNanos;
    private final LamportClock clock;
    private final Members members;
    private final MemberLifecycle lifecycle;
    private final Broadcasts broadcasts;

    Announcer(
            EventLoop loop,
            SerfConfig config,
            LamportClock clock,
            Members members,
            MemberLifecycle lifecycle,
            Broadcasts broadcasts) {
        this.selfName = config.memberlist().name();
        this.loop = loop;
        this.timeoutNanos = config.broadcastTimeout().toNanos();
        this.clock = clock;
        this.members = members;
        this.lifecycle = lifecycle;
        this.broadcasts = broadcasts;
    }

    /** Says that this node has joined, or that it does not leave. */
    void announceJoin() {
        JoinIntent intent = new JoinIntent(clock.time(), selfName);
        lifecycle.joinIntent(intent);
        broadcasts.add(Broadcasts.Kind.INTENT, SerfCodec.encode(intent));
    }

    /**
     * Says that somebody leaves, or is declared gone.
     *
     * @param done called when the news has been sent often enough, at once if nobody is there to hear it, and at the latest
     *     after the broadcast timeout
     */
    void announceLeave(String name, boolean prune, Runnable done) {
        LeaveIntent intent = new LeaveIntent(clock.time(), name, prune);
        clock.increment();
        // Asked before it is applied: the only other member must hear of it to contradict. Go asks afterwards.
        boolean heard = members.othersPresent();
        lifecycle.leaveIntent(intent);
        if (!heard) {
            done.run();
            return;
        }
        Wait wait = new Wait(done);
        if (broadcasts.add(Broadcasts.Kind.INTENT, SerfCodec.encode(intent), wait::over)) {
            wait.limit(name);
        } else {
            log.warn("Nobody hears that {} leaves: the name is too long for a packet", name);
            wait.over();
        }
    }

    /** Ends with the news being through, or with the timeout. */
    private final class Wait {

        private final Runnable done;
        private @Nullable Timer timeout;
        private boolean over;

        Wait(Runnable done) {
            this.done = done;
        }

        void limit(String name) {
            if (!over) {
                timeout = loop.schedule(timeoutNanos, () -> {
                    log.warn("The news that {} leaves is not yet through to everybody", name);
                    over();
                });
            }
        }

        void over() {
            if (!over) {
                over = true;
                if (timeout != null) {
                    timeout.cancel();
                }
                done.run();
            }
        }
    }
}
