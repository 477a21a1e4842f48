package io.gossip.serf;

import io.gossip.memberlist.CompositeDelegate;
import io.gossip.memberlist.Environment;
import io.gossip.memberlist.JoinResult;
import io.gossip.memberlist.MemberlistMetrics;
import io.gossip.memberlist.MemberlistNode;
import io.gossip.runtime.ConfigurationException;
import io.gossip.runtime.EventLoop;
import io.gossip.runtime.LogLimiter;
import io.gossip.runtime.Outbox;
import io.gossip.runtime.Timer;
import io.gossip.wire.Address;
import io.gossip.wire.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine of one node: puts the rooms of this package together on top of memberlist, and starts and stops them.
 *
 * <p>Owned by the event loop: every method is called there and every callback comes back there, but for {@link #state()},
 * {@link #healthScore()} and {@link #rejectedInputs()}.
 */
final class SerfNode {

    private static final Logger log = LoggerFactory.getLogger(SerfNode.class);

    private final SerfConfig config;
    private final EventLoop loop;
    private final Members members;
    private final LamportClock clock = new LamportClock();
    private final Broadcasts broadcasts;
    private final Intents intents;
    private final MemberLifecycle lifecycle;
    private final Announcer announcer;
    private final MemberlistNode memberlist;
    private final Reaper reaper;
    private final Map<String, Timer> timers = new HashMap<>();
    private final List<Runnable> awaitLeft = new ArrayList<>();
    private final List<Runnable> awaitShutdown = new ArrayList<>();
    private Bytes tags;
    private boolean closed;
    private volatile SerfState state = SerfState.ALIVE;

    SerfNode(
            SerfConfig config,
            Environment environment,
            MemberlistMetrics metrics,
            Members members,
            Outbox outbox,
            Listeners listeners) {
        this.config = config;
        this.loop = environment.loop();
        this.members = members;
        this.tags = Tags.encode(config.tags());
        String name = config.memberlist().name();
        LogLimiter limiter = new LogLimiter(loop);
        this.broadcasts = new Broadcasts(config);
        this.intents = new Intents(
                loop,
                config.recentIntentTimeout().toNanos(),
                config.memberlist().admission().maxMembers());
        this.lifecycle = new MemberLifecycle(
                loop,
                config,
                clock,
                intents,
                members,
                outbox,
                listeners,
                () -> state == SerfState.ALIVE,
                this::announceJoin,
                this::dismiss);
        this.announcer = new Announcer(loop, config, clock, members, lifecycle, broadcasts);
        SerfDelegate delegate = new SerfDelegate(
                name,
                () -> tags,
                clock,
                members,
                lifecycle,
                new UserEvents(config.eventBuffer(), limiter),
                new Queries(name, config.queryBuffer(), limiter, this::send),
                broadcasts,
                this::send,
                limiter);
        this.memberlist = new MemberlistNode(
                config.memberlist(), environment,
                CompositeDelegate.none()
                                .withNode(delegate)
                                .withEvents(lifecycle)
                                .withConflict(delegate),
                        metrics);
        broadcasts.attach(memberlist);
        this.reaper = new Reaper(config, members, intents, lifecycle);
    }

    /** How far the life of this node has come; may be called from any thread. */
    SerfState state() {
        return state;
    }

    /** See {@link MemberlistNode#healthScore()}; may be called from any thread. */
    int healthScore() {
        return memberlist.healthScore();
    }

    /** See {@link MemberlistNode#rejectedInputs()}; may be called from any thread. */
    long rejectedInputs() {
        return memberlist.rejectedInputs();
    }

    /** See {@link MemberlistNode#eventFolded()}. */
    void eventFolded() {
        memberlist.eventFolded();
    }

    /** Announces this node and begins all periodic work. */
    void start() {
        memberlist.start(this::announceJoin);
        every(config.reapInterval(), "reap", () -> reaper.reap(loop.nanoTime()));
        every(config.queueCheckInterval(), "check queues", () -> broadcasts.check(members.size()));
    }

    /** Joins; if anybody answers, says so to everybody. */
    void join(List<String> seeds, Consumer<JoinResult> done) {
        memberlist.join(seeds, result -> {
            if (result.contacted() > 0) {
                announceJoin();
            }
            done.accept(result);
        });
    }

    /** Replaces this node's tags. */
    void setTags(Bytes encoded, Runnable done) {
        if (encoded.equals(tags)) {
            done.run();
            return;
        }
        Bytes before = tags;
        tags = encoded;
        try {
            memberlist.updateMeta(config.broadcastTimeout(), done);
        } catch (ConfigurationException e) {
            tags = before;
            throw e;
        }
    }

    /** Declares that a member is gone. */
    void forceLeave(String name, boolean prune, Runnable done) {
        announcer.announceLeave(name, prune, done);
    }

    /** Leaves if it has not done so yet (section 6.8); called back when the others should know, or this node is closed. */
    void leave(Runnable done) {
        if (state == SerfState.LEFT || state == SerfState.SHUTDOWN) {
            done.run();
            return;
        }
        awaitLeft.add(done);
        if (state == SerfState.LEAVING) {
            return;
        }
        state = SerfState.LEAVING;
        memberlist.stopRejoining();
        boolean alone = !members.othersPresent();
        announcer.announceLeave(config.memberlist().name(), false, () -> {
            if (state != SerfState.LEAVING) {
                return;
            }
            memberlist.leave(config.broadcastTimeout(), () -> {
                // Who is alone has nobody who might probe it.
                long answerNanos = alone ? 0 : config.leavePropagateDelay().toNanos();
                loop.schedule(answerNanos, this::hasLeft);
            });
        });
    }

    /** Closes everything without a word; called back when the address is free again. */
    void shutdown(Runnable done) {
        if (closed) {
            done.run();
            return;
        }
        awaitShutdown.add(done);
        if (state == SerfState.SHUTDOWN) {
            return;
        }
        state = SerfState.SHUTDOWN;
        timers.values().forEach(Timer::cancel);
        runAll(awaitLeft);
        memberlist.shutdown(() -> {
            closed = true;
            runAll(awaitShutdown);
        });
    }

    private void hasLeft() {
        if (state == SerfState.LEAVING) {
            state = SerfState.LEFT;
            log.info("Left the cluster");
            runAll(awaitLeft);
        }
    }

    private void announceJoin() {
        if (state == SerfState.ALIVE) {
            announcer.announceJoin();
        }
    }

    private void dismiss(String name) {
        memberlist.dismiss(name);
    }

    private void send(Address to, Bytes message) {
        String refusal = memberlist.sendBestEffort(to, message);
        if (refusal != null) {
            log.debug("Sent nothing to {}: {}", to, refusal);
        }
    }

    private void every(Duration interval, String what, Runnable task) {
        if (interval.isZero()) {
            return;
        }
        timers.put(what, loop.schedule(interval.toNanos(), () -> {
            every(interval, what, task);
            task.run();
        }));
    }

    private static void runAll(List<Runnable> tasks) {
        List<Runnable> now = new ArrayList<>(tasks);
        tasks.clear();
        now.forEach(Runnable::run);
    }
}
