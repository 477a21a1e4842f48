package io.gossip.memberlist;

import io.gossip.runtime.EventLoop;
import io.gossip.runtime.LogLimiter;
import io.gossip.runtime.Printable;
import io.gossip.wire.Address;
import io.gossip.wire.Bytes;
import io.gossip.wire.Message;
import io.gossip.wire.Message.Alive;
import io.gossip.wire.Message.Dead;
import io.gossip.wire.Message.PushPullNode;
import io.gossip.wire.Message.Suspect;
import io.gossip.wire.NodeState;
import io.gossip.wire.Versions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules by which a statement about a node changes what is believed of it (protocol reference, section 7).
 *
 * <p>At equal incarnation a worse statement beats a better one: alive &lt; suspect &lt; dead. Only the node itself raises its
 * incarnation, by announcing itself anew, and so beats what is said against it: a suspicion at a higher incarnation is a new one.
 * Whatever changes the table is passed on:
 *
 * <pre>
 *            alive, higher incarnation          suspect, not older
 *  (unknown) -------------------------&gt; ALIVE ---------------------&gt; SUSPECT
 *                                        ^  ^------------------------  |
 *                 alive, higher          |     alive, higher           | time is over
 *                 incarnation            |                             v
 *                                  LEFT or DEAD &lt;----------------------+
 *                                             dead, not older
 * </pre>
 */
final class Membership {

    private static final Logger log = LoggerFactory.getLogger(Membership.class);

    private final MemberlistConfig config;
    private final EventLoop loop;
    private final MemberTable table;
    private final BroadcastQueue broadcasts;
    private final MessageBytes encoder;
    private final PortMask ports;
    private final Application application;
    private final LocalHealth health;
    private final Plausibility plausibility;
    private final SecondOpinion secondOpinion;
    private final MemberlistMetrics metrics;
    private final Admission admission;
    private final LogLimiter limiter;
    private final SuspicionTimes suspicionTimes;
    private final Versions ownVersions;

    private long incarnation;
    private boolean leaving;
    private Runnable onLeaveSent = Membership::nobodyWaits;

    Membership(
            MemberlistConfig config,
            EventLoop loop,
            MemberTable table,
            BroadcastQueue broadcasts,
            MessageBytes encoder,
            PortMask ports,
            Application application,
            LocalHealth health,
            Plausibility plausibility,
            SecondOpinion secondOpinion,
            MemberlistMetrics metrics) {
        this.config = config;
        this.loop = loop;
        this.table = table;
        this.broadcasts = broadcasts;
        this.encoder = encoder;
        this.ports = ports;
        this.application = application;
        this.health = health;
        this.plausibility = plausibility;
        this.secondOpinion = secondOpinion;
        this.metrics = metrics;
        this.admission = new Admission(application, table, config.name());
        this.limiter = new LogLimiter(loop);
        this.suspicionTimes = new SuspicionTimes(config);
        this.ownVersions = config.versions();
    }

    /** Whether this node has said that it leaves. */
    boolean hasLeft() {
        return leaving;
    }

    /** Takes announcements without passing them on; those of nodes that are known already are ignored. */
    void introduce(Iterable<Alive> announcements) {
        for (Alive message : announcements) {
            if (table.get(message.node()) == null && plausibility.mayEnter(message)) {
                MemberEntry entry = add(message);
                entry.incarnation = message.incarnation();
                table.changeState(entry, NodeState.ALIVE, loop.nanoTime());
                application.joined(entry.snapshot());
            }
        }
    }

    /** This node's own row. */
    MemberEntry self() {
        MemberEntry self = table.get(config.name());
        if (self == null) {
            throw new IllegalStateException("not announced yet");
        }
        return self;
    }

    /** What this node says of itself now. */
    Alive ownAnnouncement() {
        return self().announcement();
    }

    /**
     * Announces this node, at start and whenever its meta changes.
     *
     * @param sent called when the news has been sent often enough
     */
    void announce(Address address, Bytes meta, Runnable sent) {
        incarnation = Math.min(incarnation + 1, Message.MAX_UINT32);
        accept(new Alive(incarnation, config.name(), address, meta, ownVersions), true, sent);
    }

    /**
     * Announces that this node leaves.
     *
     * @param sent called when the news has been sent often enough
     */
    void leave(Runnable sent) {
        leaving = true;
        onLeaveSent = sent;
        dead(new Dead(self().incarnation, config.name(), config.name()));
    }

    /** Applies a statement that a node is there (section 7.3). */
    void alive(Alive announced) {
        Alive message = ports.complete(announced);
        if (admission.needsConsent(message)) {
            admission.ask(message, this::accept);
        } else {
            accept(message);
        }
    }

    /**
     * What has to be said to a node that is gone here and announces itself with what is no news: it has come back through somebody who
     * has forgotten it, and begins below the incarnation with which it went. Null if gossip tells it, or it is somebody else who took
     * its name.
     */
    @Nullable
    Suspect objection(Alive announced) {
        MemberEntry entry = table.get(announced.node());
        if (entry == null
                || isSelf(entry)
                || entry.isToldNews(loop.nanoTime(), config.gossip().toTheDead().toNanos())
                || entry.isNews(ports.complete(announced))) {
            return null;
        }
        return new Suspect(Math.max(entry.incarnation, entry.accused), entry.name, config.name());
    }

    private void accept(Alive message) {
        accept(message, false, Membership::nobodyWaits);
    }

    private void accept(Alive message, boolean bootstrap, Runnable sent) {
        boolean aboutSelf = message.node().equals(config.name());
        if ((aboutSelf && leaving) || !plausibility.versionsMakeSense(message)) {
            return;
        }
        MemberEntry entry = table.get(message.node());
        boolean moved = entry != null && !entry.address.equals(message.address());
        if ((entry == null || moved) && !plausibility.isAllowed(message)) {
            return;
        }
        if (entry != null && !plausibility.isCredible(message.incarnation(), entry)) {
            return;
        }
        if (entry == null) {
            if (!plausibility.mayEnter(message)) {
                return;
            }
            entry = add(message);
        } else if (moved && !mayMove(entry)) {
            reportConflict(entry, message);
            return;
        }
        if (aboutSelf ? message.incarnation() < entry.incarnation : !entry.isNews(message)) {
            return;
        }
        metrics.aliveAccepted();
        if (aboutSelf && !bootstrap) {
            if (contradictsSelf(message, entry)) {
                refute(entry, message.incarnation());
            }
            return;
        }
        NodeState before = entry.state();
        boolean metaChanged = !entry.meta.equals(message.meta());
        entry.suspicion(null);
        entry.versions = message.versions();
        entry.incarnation = message.incarnation();
        entry.meta = message.meta();
        entry.address = message.address();
        entry.accused = 0;
        if (before != NodeState.ALIVE) {
            table.changeState(entry, NodeState.ALIVE, loop.nanoTime());
        }
        broadcast(message.node(), message, sent);
        if (!before.isMember()) {
            application.joined(entry.snapshot());
        } else if (metaChanged) {
            application.updated(entry.snapshot());
        } else {
            application.reannounced(entry.snapshot());
        }
    }

    /** Applies a statement that a node may be gone (section 7.4). */
    void suspect(Suspect message) {
        MemberEntry entry = table.get(message.node());
        if (entry == null
                || message.incarnation() < entry.incarnation
                || !plausibility.isCredible(message.incarnation(), entry)) {
            return;
        }
        Suspicion running = entry.suspicion();
        if (running != null && message.incarnation() == entry.incarnation) {
            if (running.confirm(message.from())) {
                broadcast(message.node(), message, Membership::nobodyWaits);
            }
            return;
        }
        if (entry.isGone()) {
            accuse(entry, message.incarnation());
            return;
        }
        if (isSelf(entry)) {
            refute(entry, message.incarnation());
            return;
        }
        // Also of who is suspected already: it has refuted since, unheard here, and has all its time once more.
        broadcast(message.node(), message, Membership::nobodyWaits);
        metrics.suspected();
        int alive = table.count(NodeState.ALIVE) + (running == null ? 0 : 1);
        int expected = suspicionTimes.confirmations(alive);
        entry.incarnation = message.incarnation();
        table.changeState(entry, NodeState.SUSPECT, loop.nanoTime());
        application.suspected(entry.snapshot());
        entry.suspicion(suspicionOf(entry, message.from(), expected));
        log.debug("Suspect '{}' of being gone, says '{}'", Printable.of(message.node()), Printable.of(message.from()));
    }

    /** Applies a statement that a node is gone (section 7.5). */
    void dead(Dead message) {
        MemberEntry entry = table.get(message.node());
        if (entry == null
                || message.incarnation() < entry.incarnation
                || !plausibility.isCredible(message.incarnation(), entry)) {
            return;
        }
        if (entry.isGone()) {
            accuse(entry, message.incarnation());
            return;
        }
        if (isSelf(entry) && !leaving) {
            refute(entry, message.incarnation());
            return;
        }
        broadcast(message.node(), message, isSelf(entry) ? onLeaveSent : Membership::nobodyWaits);
        metrics.died();
        entry.suspicion(null);
        entry.incarnation = message.incarnation();
        table.changeState(entry, message.isLeave() ? NodeState.LEFT : NodeState.DEAD, loop.nanoTime());
        expectFewerConfirmations();
        application.left(entry.snapshot());
    }

    /**
     * Applies another node's view of the cluster (section 7.7). Its word that a node is dead only makes us suspect that
     * node: the dead one gets its chance to refute here too. Whom we suspect already is not suspected more for it. What needs the
     * application's consent waits for it; the rest, refutations above all, does not wait with it.
     *
     * @param done called when all of it is applied; later, if the application is asked about some of it
     */
    void merge(List<PushPullNode> remote, Runnable done) {
        List<Alive> questions = new ArrayList<>();
        for (PushPullNode node : remote) {
            Message statement = statement(node);
            if (statement instanceof Alive alive && admission.needsConsent(alive)) {
                questions.add(alive);
            } else {
                apply(statement);
            }
        }
        admission.askAll(questions, this::accept, done);
    }

    private Message statement(PushPullNode node) {
        return switch (node.state()) {
            case ALIVE ->
                ports.complete(
                        new Alive(node.incarnation(), node.name(), node.address(), node.meta(), node.versions()));
            case LEFT -> new Dead(node.incarnation(), node.name(), node.name());
            case SUSPECT, DEAD -> new Suspect(node.incarnation(), node.name(), config.name());
        };
    }

    private void apply(Message statement) {
        if (statement instanceof Dead dead) {
            dead(dead);
        } else if (statement instanceof Suspect suspect) {
            // Hearsay: enough to ask who is suspected to refute, but no observation that confirms those of others.
            MemberEntry entry = table.get(suspect.node());
            if (entry == null || entry.suspicion() == null || suspect.incarnation() > entry.incarnation) {
                suspect(suspect);
            }
        } else if (statement instanceof Alive alive) {
            accept(alive);
        }
    }

    /** Who is gone confirms nothing: suspicions that waited for it need not any longer. */
    private void expectFewerConfirmations() {
        int expected = suspicionTimes.confirmations(table.count(NodeState.ALIVE) + 1); // and the suspect itself
        for (MemberEntry entry : table.entries()) {
            Suspicion suspicion = entry.suspicion();
            if (suspicion != null) {
                suspicion.expectAtMost(expected);
            }
        }
    }

    /** Gives every suspect the time back in which this node could not hear. */
    void extendSuspicions(long nanos) {
        for (MemberEntry entry : table.entries()) {
            Suspicion suspicion = entry.suspicion();
            if (suspicion != null) {
                suspicion.extend(nanos);
            }
        }
    }

    /** Whom this node suspects. */
    List<Inspection.RunningSuspicion> suspicions() {
        if (table.count(NodeState.SUSPECT) == 0) {
            return List.of();
        }
        List<Inspection.RunningSuspicion> running = new ArrayList<>();
        for (MemberEntry entry : table.entries()) {
            Suspicion suspicion = entry.suspicion();
            if (suspicion != null) {
                running.add(suspicion.inspect(entry.name, admission.isOpen(entry.name)));
            }
        }
        return running;
    }

    private MemberEntry add(Alive message) {
        MemberEntry entry =
                new MemberEntry(message.node(), message.address(), message.meta(), message.versions(), loop.nanoTime());
        table.add(entry);
        return entry;
    }

    /** A name may come back from another address once its owner has left, or has been dead for long enough. */
    private boolean mayMove(MemberEntry entry) {
        long reclaimNanos = config.admission().deadNodeReclaim().toNanos();
        return entry.state() == NodeState.LEFT
                || (entry.state() == NodeState.DEAD
                        && reclaimNanos > 0
                        && entry.nanosInState(loop.nanoTime()) > reclaimNanos);
    }

    /** If it was back meanwhile, unnoticed here, and is accused again, then the announcement with which it was comes too late. */
    private static void accuse(MemberEntry entry, long incarnation) {
        entry.accused = Math.max(entry.accused, incarnation);
    }

    private void reportConflict(MemberEntry entry, Alive message) {
        limiter.log(
                "conflict",
                entry.name,
                suppressed -> log.warn(
                        "Two nodes are named '{}': {} is known, {} was announced and is ignored",
                        Printable.of(entry.name),
                        entry.address,
                        message.address()));
        application.conflict(
                entry.snapshot(),
                new Node(
                        message.node(),
                        message.address(),
                        message.meta(),
                        message.versions(),
                        message.incarnation(),
                        NodeState.ALIVE));
    }

    private static boolean contradictsSelf(Alive message, MemberEntry self) {
        return message.incarnation() != self.incarnation
                || !message.meta().equals(self.meta)
                || !message.versions().equals(self.versions);
    }

    /** Announces this node with an incarnation above the accused one (section 7.6). */
    private void refute(MemberEntry self, long accused) {
        if (accused >= Message.MAX_UINT32) {
            // Beyond the last incarnation there is none to refute with; going on from 0 would silence us for good.
            limiter.log(
                    "incarnation",
                    self.name,
                    suppressed -> log.warn(
                            "Cannot refute an accusation with the highest incarnation there is, heard {} times more",
                            suppressed));
            return;
        }
        incarnation = Math.max(incarnation, accused) + 1;
        self.incarnation = incarnation;
        health.adjust(1);
        log.debug("Refute what is said about this node at incarnation {}", accused);
        broadcast(self.name, ownAnnouncement(), Membership::nobodyWaits);
        application.reannounced(self.snapshot());
    }

    private Suspicion suspicionOf(MemberEntry entry, String from, int expected) {
        int nodes = table.size();
        return new Suspicion(
                loop,
                from,
                expected,
                suspicionTimes.minNanos(nodes),
                suspicionTimes.maxNanos(nodes),
                secondOpinion.askedBeforeNanos(),
                () -> secondOpinion.ask(entry, from),
                () -> suspicionExpired(entry));
    }

    private void suspicionExpired(MemberEntry entry) {
        Suspicion suspicion = entry.suspicion();
        if (suspicion == null) {
            return;
        }
        if (admission.isOpen(entry.name)) {
            // It has said something; only whether to believe it is not decided yet.
            entry.suspicion(suspicionOf(entry, suspicion.accuser(), 0));
            return;
        }
        if (suspicion.lacksConfirmations()) {
            metrics.suspicionDegraded();
        }
        log.info("'{}' is gone: it did not refute the suspicion", Printable.of(entry.name));
        dead(new Dead(entry.incarnation, entry.name, config.name()));
    }

    private static void nobodyWaits() {}

    private boolean isSelf(MemberEntry entry) {
        return entry.name.equals(config.name());
    }

    private void broadcast(String name, Message message, Runnable sent) {
        if (!broadcasts.addEncoded(name, encoder.encode(message), sent)) {
            limiter.log(
                    "too long",
                    name,
                    suppressed -> log.warn(
                            "News of '{}' fits into no packet of {} bytes ({} more like this)",
                            Printable.of(name),
                            config.gossip().packetSize(),
                            suppressed));
            sent.run();
        }
    }
}
