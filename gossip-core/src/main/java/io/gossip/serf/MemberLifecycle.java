package io.gossip.serf;

import io.gossip.memberlist.EventDelegate;
import io.gossip.memberlist.Node;
import io.gossip.runtime.EventLoop;
import io.gossip.runtime.LogLimiter;
import io.gossip.runtime.Outbox;
import io.gossip.runtime.Printable;
import io.gossip.serf.Intents.Intent;
import io.gossip.serf.SerfMessage.JoinIntent;
import io.gossip.serf.SerfMessage.LeaveIntent;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules by which memberlist's news and the members' own intents change the status of a member (serf protocol reference,
 * section 6).
 *
 * <p>memberlist knows who is there; only an intent tells whether somebody who is gone has left or failed. The two travel by
 * different ways and come in any order. Lamport times decide which of two intents is the newer one:
 *
 * <pre>
 *               leave intent                memberlist: gone
 *       ALIVE ----------------&gt; LEAVING ----------------&gt; LEFT
 *       |  ^                      |                        ^
 *       |  |     join intent      |                        |
 *       |  +----------------------+         leave intent   |
 *       +----------------------------&gt; FAILED -------------+
 *               memberlist: gone
 *
 *       memberlist: joined makes every status ALIVE
 * </pre>
 */
final class MemberLifecycle implements EventDelegate {

    private static final Logger log = LoggerFactory.getLogger(MemberLifecycle.class);

    private final EventLoop loop;
    private final LogLimiter limiter;
    private final LamportClock clock;
    private final Intents intents;
    private final Members members;
    private final Outbox outbox;
    private final Listeners listeners;
    private final long pruneDelayNanos;
    private final int maxMembers;
    private final BooleanSupplier staying;
    private final Runnable refutation;
    private final Consumer<String> onLeft;

    /**
     * The rules of one node.
     *
     * @param loop the clock
     * @param config how long the prune delay is, and how many members are remembered
     * @param clock the member clock
     * @param intents intents of nodes that are not members yet
     * @param members the table
     * @param outbox publishes what has changed
     * @param listeners get the events
     * @param staying whether this node neither leaves nor has left
     * @param refutation announces that this node is there, against a rumour that it leaves
     * @param onLeft told who is gone on purpose, and not to be called back
     */
    MemberLifecycle(
            EventLoop loop,
            SerfConfig config,
            LamportClock clock,
            Intents intents,
            Members members,
            Outbox outbox,
            Listeners listeners,
            BooleanSupplier staying,
            Runnable refutation,
            Consumer<String> onLeft) {
        this.loop = loop;
        this.limiter = new LogLimiter(loop);
        this.clock = clock;
        this.intents = intents;
        this.members = members;
        this.outbox = outbox;
        this.listeners = listeners;
        this.pruneDelayNanos =
                config.broadcastTimeout().plus(config.leavePropagateDelay()).toNanos();
        this.maxMembers = config.memberlist().admission().maxMembers();
        this.staying = staying;
        this.refutation = refutation;
        this.onLeft = onLeft;
    }

    /** memberlist: a node became a member, or is one again (6.2). */
    @Override
    public void joined(Node node) {
        MemberRow row = members.get(node.name());
        if (row == null) {
            makeRoom();
            row = new MemberRow(node, decodeTags(node));
            Intent intent = intents.of(node.name());
            if (intent != null) {
                row.statusTime = intent.time();
                row.status = intent.kind() == Intents.Kind.LEAVE ? MemberStatus.LEAVING : MemberStatus.ALIVE;
            }
            members.add(row);
        } else {
            refresh(row, node);
            row.status = MemberStatus.ALIVE;
            row.prune = false;
            members.changed(row);
        }
        if (!members.isSelf(row)) {
            log.info("Member joined: {} {}", Printable.of(node.name()), node.address());
        }
        emit(MemberEvent.Type.JOIN, row);
    }

    /** memberlist: a member is gone (6.3). Whether memberlist thinks that it left does not matter. */
    @Override
    public void left(Node node) {
        MemberRow row = members.get(node.name());
        if (row == null) {
            return;
        }
        if (row.isGone()) {
            log.debug("Member {} is gone, but was {} already", Printable.of(row.name), row.status);
            return;
        }
        boolean intended = row.status == MemberStatus.LEAVING;
        refresh(row, node);
        row.status = intended ? MemberStatus.LEFT : MemberStatus.FAILED;
        row.goneAtNanos = loop.nanoTime();
        members.changed(row);
        if (!members.isSelf(row)) {
            log.info("Member {}: {} {}", intended ? "left" : "failed", Printable.of(row.name), node.address());
        }
        emit(intended ? MemberEvent.Type.LEAVE : MemberEvent.Type.FAILED, row);
        if (intended) {
            onLeft.accept(row.name);
        }
        if (intended && row.prune) {
            loop.schedule(pruneDelayNanos, () -> pruneIfStillGone(row));
        }
    }

    /** memberlist: a member changed what it announces (6.4). */
    @Override
    public void updated(Node node) {
        MemberRow row = members.get(node.name());
        if (row == null) {
            return;
        }
        refresh(row, node);
        members.changed(row);
        log.debug("Member updated: {}", Printable.of(row.name));
        emit(MemberEvent.Type.UPDATE, row);
    }

    /** memberlist: a member announced or defended itself once more; no news for the application but its incarnation. */
    @Override
    public void reannounced(Node node) {
        MemberRow row = members.get(node.name());
        if (row == null) {
            return;
        }
        refresh(row, node);
        members.changed(row);
        outbox.changed();
    }

    /**
     * A node says that it is there (6.6).
     *
     * @return whether the news should be passed on
     */
    boolean joinIntent(JoinIntent intent) {
        clock.witness(intent.time());
        MemberRow row = members.get(intent.node());
        if (row == null) {
            return intents.remember(intent.node(), Intents.Kind.JOIN, intent.time());
        }
        if (Long.compareUnsigned(intent.time(), row.statusTime) <= 0) {
            return false;
        }
        row.statusTime = intent.time();
        row.mayBeLeave = false;
        if (row.status == MemberStatus.LEAVING && (staying.getAsBoolean() || !members.isSelf(row))) {
            row.status = MemberStatus.ALIVE;
            row.prune = false;
            members.changed(row);
            outbox.changed();
        }
        return true;
    }

    /**
     * Another node knows an intent of this time, and that the one it is about has not left (4.4): it joined or, which is not
     * transmitted, it is about to leave. Then gossip brings that intent with this very time, and it must count. Go ignores
     * it, and takes who left right after a push/pull for failed.
     */
    void intentHeardOf(String node, long time) {
        boolean isNew = joinIntent(new JoinIntent(time, node));
        MemberRow row = members.get(node);
        if (isNew && row != null) {
            row.mayBeLeave = true;
        }
    }

    /**
     * A node says that somebody leaves, itself or another one (6.5).
     *
     * @return whether the news should be passed on
     */
    boolean leaveIntent(LeaveIntent intent) {
        clock.witness(intent.time());
        MemberRow row = members.get(intent.node());
        if (row == null) {
            return intents.remember(intent.node(), Intents.Kind.LEAVE, intent.time());
        }
        int order = Long.compareUnsigned(intent.time(), row.statusTime);
        if (order < 0 || (order == 0 && !row.mayBeLeave)) {
            return false;
        }
        if (members.isSelf(row) && staying.getAsBoolean()) {
            log.debug("Refute the rumour that this node leaves");
            refutation.run();
            return false;
        }
        // Noted even if nothing else changes: two nodes would pass the same news to each other for ever.
        row.statusTime = intent.time();
        row.mayBeLeave = false;
        switch (row.status) {
            case ALIVE -> {
                row.status = MemberStatus.LEAVING;
                members.changed(row);
                outbox.changed();
            }
            case FAILED -> {
                row.status = MemberStatus.LEFT;
                members.changed(row);
                log.info("Member left after it had failed: {}", Printable.of(row.name));
                onLeft.accept(row.name);
                emit(MemberEvent.Type.LEAVE, row);
            }
            case LEAVING, LEFT -> {}
        }
        if (intent.prune() && !members.isSelf(row)) {
            prune(row);
        }
        return true;
    }

    /** Erases a member from the table, as if it had never been there. */
    void forget(MemberRow row) {
        members.remove(row);
        log.info("Member forgotten: {}", Printable.of(row.name));
        emit(MemberEvent.Type.REAP, row);
    }

    /** memberlist bounds the members that are there, but forgets the others sooner: if all are too many, those go. */
    private void makeRoom() {
        while (members.size() >= maxMembers) {
            MemberRow longestGone = members.longestGone(loop.nanoTime());
            if (longestGone == null) {
                return;
            }
            forget(longestGone);
        }
    }

    /**
     * Somebody wants a member to be forgotten at once. One that is just leaving stays until it is gone; Go erases it after a
     * while in any case, and if it is alive after all it stays invisible (pitfall 32).
     */
    private void prune(MemberRow row) {
        if (row.isGone()) {
            forget(row);
        } else {
            row.prune = true;
        }
    }

    /** The news that it leaves must have died out, or a late copy would be taken for the intent of an unknown node. */
    private void pruneIfStillGone(MemberRow row) {
        if (row.prune && row.isGone() && members.get(row.name) == row) {
            forget(row);
        }
    }

    private void refresh(MemberRow row, Node node) {
        row.refresh(node, node.meta().equals(row.node().meta()) ? row.tags() : decodeTags(node));
    }

    private Map<String, String> decodeTags(Node node) {
        return Tags.decode(
                node.meta(),
                complaint -> limiter.log(
                        "tags",
                        node.name(),
                        more -> log.warn(
                                "Member {} announces broken tags: {} ({} more like it)",
                                Printable.of(node.name()),
                                complaint,
                                more)));
    }

    private void emit(MemberEvent.Type type, MemberRow row) {
        listeners.emit(new MemberEvent(type, row.snapshot()));
    }
}
