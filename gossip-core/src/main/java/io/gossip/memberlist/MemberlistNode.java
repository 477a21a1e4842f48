package io.gossip.memberlist;

import io.gossip.runtime.ConfigurationException;
import io.gossip.runtime.EventLoop;
import io.gossip.runtime.Outbox;
import io.gossip.runtime.Timer;
import io.gossip.transport.Connection;
import io.gossip.transport.ConnectionHandler;
import io.gossip.transport.Transport;
import io.gossip.wire.Address;
import io.gossip.wire.Bytes;
import io.gossip.wire.Message;
import io.gossip.wire.NodeState;
import io.gossip.wire.Versions;
import io.gossip.wire.WireLimits;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The membership engine of one node: starts, uses and stops its parts.
 *
 * <p>Confined to the node's event loop: every method is called there and every callback comes back there.
 */
public final class MemberlistNode {

    /** Most bytes of meta a node may announce. */
    public static final int META_LIMIT = 512;

    /** Of somebody known only by address; as Go does, he is sent nothing that not all understand. */
    private static final Versions VERSIONS_UNKNOWN = new Versions(0, 0, 0, 0, 0, 0);

    /** Longer than any node runs, and short enough to be counted in nanoseconds. */
    private static final Duration FOREVER = Duration.ofDays(36_500);

    /** Watches nothing. */
    static final EventDelegate NOBODY = new EventDelegate() {};

    private final MemberlistConfig config;
    private final Environment environment;
    private final NodeParts parts;
    private boolean closed;

    /**
     * Builds a node that is not started yet and calls its delegates on the event loop.
     *
     * @param config the settings
     * @param environment what the node runs on
     * @param delegate the application; must neither block nor throw
     * @param metrics where the node reports what it does
     * @throws ConfigurationException if the transport is bound to all interfaces and no address to announce is set, or that
     *     address is in none of the allowed networks
     */
    public MemberlistNode(
            MemberlistConfig config, Environment environment, CompositeDelegate delegate, MemberlistMetrics metrics) {
        this(config, environment, delegate, NOBODY, new InlineCalls(delegate.events()), metrics);
    }

    /**
     * Builds a node that is not started yet and calls its delegates as a {@link Memberlist} does: through the
     * {@linkplain Environment#dispatcher() dispatcher}, one after another, so that one that blocks or throws holds up no other
     * part of the node. For whoever wants to see inside such a node, as a simulator does.
     *
     * @param config the settings
     * @param environment what the node runs on
     * @param delegate the application; only {@link NodeDelegate#meta} is asked on the event loop, and must neither block nor throw
     * @param watcher hears of each change on the event loop, at the moment of the change and before the application does; must
     *     neither block nor throw
     * @param metrics where the node reports what it does
     * @return the node
     * @throws ConfigurationException if the transport is bound to all interfaces and no address to announce is set, or that
     *     address is in none of the allowed networks
     */
    public static MemberlistNode withDispatchedDelegates(
            MemberlistConfig config,
            Environment environment,
            CompositeDelegate delegate,
            EventDelegate watcher,
            MemberlistMetrics metrics) {
        Outbox outbox = new Outbox(environment.loop(), environment.dispatcher(), () -> false);
        DelegateCalls calls = new OffLoopCalls(environment.loop(), outbox, delegate.events(), config.input());
        return new MemberlistNode(config, environment, delegate, watcher, calls, metrics);
    }

    /**
     * Builds a node that is not started yet.
     *
     * @param watcher hears of each change on the event loop
     * @param calls how the delegates are called, except for {@link NodeDelegate#meta}, which is asked on the loop
     */
    MemberlistNode(
            MemberlistConfig config,
            Environment environment,
            CompositeDelegate delegate,
            EventDelegate watcher,
            DelegateCalls calls,
            MemberlistMetrics reports) {
        this.config = config;
        this.environment = environment;
        this.parts = new NodeParts(config, environment, delegate, watcher, calls, reports);
    }

    /**
     * Announces this node and begins to listen, probe and gossip, and to join the {@linkplain RejoinConfig#seeds seeds};
     * {@link EventDelegate#joined} hears of this node itself.
     *
     * @throws ConfigurationException if the application's meta is too long, or packets are too small to carry name and meta
     */
    public void start() {
        start(() -> {});
    }

    /**
     * Starts as {@link #start()} does.
     *
     * @param joined called when a seed or a lost member has answered and this node is no longer alone; again each time after
     *     it was alone
     * @throws ConfigurationException if the application's meta is too long, or packets are too small to carry name and meta
     */
    public void start(Runnable joined) {
        Bytes meta = meta();
        requireRoom(meta);
        parts.membership.announce(parts.address, meta, () -> {});
        environment.transport().start(new Transport.Handler() {
            @Override
            public void packetReceived(InetSocketAddress source, ByteBuffer packet) {
                parts.receiver.receive(source, packet);
            }

            @Override
            public ConnectionHandler connectionAccepted(Connection connection) {
                return parts.streamServer.accept(connection);
            }

            @Override
            public void connectionRefused(InetSocketAddress source) {
                parts.badInput.overloaded(source, "open streams");
            }
        });
        environment.loop().onStall(this::stalled);
        parts.failureDetector.start(randomOffset(config.probing().interval()));
        parts.antiEntropy.start(randomOffset(config.streams().pushPullInterval()));
        parts.queueCheck.start();
        parts.rejoiner.start(joined);
    }

    /**
     * Takes what others announced for true without passing it on, as if this node had known it all along. For simulations that
     * begin with a cluster that has found itself; in a real one nobody else would ever hear of it.
     *
     * @param announcements what the others announced of themselves
     */
    public void introduce(Iterable<Message.Alive> announcements) {
        parts.membership.introduce(announcements);
    }

    /**
     * Adds a queue for the application's own broadcasts. What is in the queues added earlier goes first, and the
     * membership's own news before all.
     *
     * @return the new queue
     */
    public BroadcastQueue addBroadcastQueue() {
        return parts.addBroadcastQueue();
    }

    /**
     * Joins the cluster of whoever answers at one of the addresses.
     *
     * @param seeds {@code host}, {@code host:port} or {@code name/host:port}; the port defaults to this node's own
     * @param done receives the outcome once every address has answered or failed
     * @throws ConfigurationException if a seed has none of the forms
     */
    public void join(List<String> seeds, Consumer<JoinResult> done) {
        Set<SeedAddress> parsed = new LinkedHashSet<>();
        for (String seed : seeds) {
            parsed.add(SeedAddress.parse(seed, parts.joiner.defaultPort()));
        }
        parts.joiner.join(parsed, parts.address.socketAddress()::equals, done);
    }

    /** Tries neither seeds nor lost members any more; a node that is about to leave wants that. */
    public void stopRejoining() {
        parts.rejoiner.stop();
    }

    /**
     * Does not look for a lost member any more: the application knows that it is gone on purpose.
     *
     * @param name its name
     */
    public void dismiss(String name) {
        parts.rejoiner.dismiss(name);
    }

    /**
     * Tells the others that this node leaves. It goes on to answer afterwards, until it is shut down.
     *
     * @param timeout how long to wait until the news is out
     * @param done called when the news has been sent often enough or the time is over
     */
    public void leave(Duration timeout, Runnable done) {
        if (parts.membership.hasLeft()) {
            done.run();
            return;
        }
        parts.rejoiner.stop();
        announceAndWait(timeout, done, parts.membership::leave);
    }

    /**
     * Announces what {@link NodeDelegate#meta()} returns now.
     *
     * @param timeout how long to wait until the news is out
     * @param done called when the news has been sent often enough or the time is over
     * @throws ConfigurationException if the meta is longer than {@link #longestMeta()}
     */
    public void updateMeta(Duration timeout, Runnable done) {
        Bytes meta = meta();
        if (meta.length() > longestMeta()) {
            throw new ConfigurationException(
                    "meta",
                    meta.length() + " bytes",
                    "at most " + longestMeta() + " bytes, for packets of "
                            + config.gossip().packetSize() + " to carry it");
        }
        if (parts.membership.hasLeft()) {
            done.run();
            return;
        }
        announceAndWait(timeout, done, sent -> parts.membership.announce(parts.address, meta, sent));
    }

    /**
     * How long the meta of this node may be: {@value #META_LIMIT} bytes, or less if {@link GossipConfig#packetSize} leaves less room
     * beside its name. What gossip cannot carry no node could refute either.
     *
     * @return bytes, 0 or more
     */
    public int longestMeta() {
        return Math.max(0, META_LIMIT - parts.sender.missingRoom(longestAnnouncement(META_LIMIT)));
    }

    /**
     * Sends a user message in one packet, which may get lost.
     *
     * @param to where to send it
     * @param payload the message; must fit into a packet of {@link GossipConfig#packetSize}, its layers included
     * @return null, or why it was not sent
     */
    public @Nullable String sendBestEffort(Address to, Bytes payload) {
        int room = parts.sender.longestUserMessage();
        if (payload.length() > room) {
            return "a message of " + payload.length() + " bytes, where a packet of "
                    + config.gossip().packetSize() + " bytes has room for " + room;
        }
        String refusal = refusal(to);
        if (refusal != null) {
            return refusal;
        }
        parts.sender.sendAlone(
                List.of(new Message.User(payload)), to.socketAddress(), VERSIONS_UNKNOWN, PacketSender.NOBODY_CARES);
        return null;
    }

    /**
     * Sends a user message over a stream of its own; for what must not get lost or fits into no packet.
     *
     * @param to where to send it
     * @param payload the message, at most {@link WireLimits#userMessageBytes}, and with its layers at most
     *     {@link WireLimits#streamBytes}; both are 20 MiB by default
     * @param done receives null when all was sent, which is not to say that it was handled, or what went wrong
     */
    public void sendReliable(Address to, Bytes payload, Consumer<@Nullable String> done) {
        int longest = config.framing().limits().userMessageBytes();
        String refusal = payload.length() > longest
                ? "a message of " + payload.length() + " bytes, where " + longest + " are allowed"
                : refusal(to);
        if (refusal != null) {
            environment.loop().execute(() -> done.accept(refusal));
            return;
        }
        long timeout = config.streams().timeout().toNanos();
        parts.streamClient.send(to.socketAddress(), new Message.User(payload), timeout, done);
    }

    /**
     * Pings a node for the application.
     *
     * @param name its name; another one does not answer
     * @param address where it is
     * @param listener learns the outcome
     */
    void ping(String name, Address address, RoundTrip.Listener listener) {
        new RoundTrip(parts.probeTools, name, address, listener).start();
    }

    /**
     * Stops everything and closes the transport, without a word to the others.
     *
     * @param done called when the address is free again
     */
    public void shutdown(Runnable done) {
        parts.failureDetector.stop();
        parts.gossiper.stop();
        parts.antiEntropy.stop();
        parts.queueCheck.stop();
        parts.rejoiner.stop();
        for (MemberEntry entry : parts.table.entries()) {
            entry.suspicion(null);
        }
        parts.application.close();
        parts.receiver.close();
        environment.transport().close(() -> {
            if (!closed) {
                closed = true;
                parts.metrics.closed();
            }
            done.run();
        });
    }

    /**
     * This node.
     *
     * @return a snapshot
     */
    public Node localNode() {
        return parts.membership.self().snapshot();
    }

    /**
     * All members, alive or suspect, this node included.
     *
     * @return snapshots, in no particular order
     */
    public List<Node> members() {
        List<Node> members = new ArrayList<>(parts.table.memberCount());
        for (MemberEntry entry : parts.table.entries()) {
            if (!entry.isGone()) {
                members.add(entry.snapshot());
            }
        }
        return members;
    }

    /**
     * A node by name, also one that is gone but not yet forgotten.
     *
     * @param name its name
     * @return a snapshot, or null if it is not known
     */
    public @Nullable Node node(String name) {
        MemberEntry entry = parts.table.get(name);
        return entry == null ? null : entry.snapshot();
    }

    /** Whether there is no member but this node. */
    boolean isAlone() {
        return parts.table.memberCount() <= 1;
    }

    /** How often what is believed of a node has changed. */
    long changes() {
        return parts.application.changes();
    }

    /**
     * How far this node distrusts its own judgement (Lifeguard's local health); may be called from any thread.
     *
     * @return 0 is healthy, {@link MemberlistConfigBuilder#awarenessMaxMultiplier} - 1 the worst
     */
    public int healthScore() {
        return parts.health.score();
    }

    /**
     * How many members are alive, this node included; suspects do not count.
     *
     * @return 0 or more
     */
    public int aliveCount() {
        return parts.table.count(NodeState.ALIVE);
    }

    /**
     * What goes on inside this node now.
     *
     * @return a snapshot
     */
    public Inspection inspect() {
        int queued = 0;
        for (BroadcastQueue queue : parts.queues) {
            queued += queue.size();
        }
        MemberEntry self = parts.membership.self();
        return new Inspection(
                self.incarnation,
                self.state(),
                parts.membership.hasLeft(),
                parts.health.score(),
                parts.failureDetector.openProbe(),
                parts.pendingAcks.size(),
                parts.indirectPings.pending(),
                parts.table.size(),
                parts.application.unansweredQuestions(),
                queued,
                parts.streamServer.sessions(),
                parts.streamServer.pushPulls(),
                parts.streamServer.keptBytes(),
                parts.membership.suspicions());
    }

    /**
     * This node stood still: whoever seems silent may be well, and who it suspects had no chance to be heard. It blames
     * itself instead of them.
     */
    private void stalled(long lateNanos) {
        parts.failureDetector.stalled();
        parts.membership.extendSuspicions(lateNanos);
        parts.health.adjust(1);
    }

    /**
     * How much input was dropped because it is not what it should be; may be called from any thread.
     *
     * @return packets, streams and single messages since the start
     */
    public long rejectedInputs() {
        return parts.badInput.count();
    }

    /** Reports that two events of a member were told as one, because the application is too slow. */
    public void eventFolded() {
        parts.metrics.eventFolded();
    }

    private void announceAndWait(Duration timeout, Runnable done, Consumer<Runnable> announcement) {
        boolean alone = parts.table.memberCount() <= 1;
        long timeoutNanos = timeout.compareTo(FOREVER) < 0 ? timeout.toNanos() : FOREVER.toNanos();
        Once once = new Once(done);
        announcement.accept(once::run);
        if (alone) {
            once.run();
        } else {
            once.runWithin(timeoutNanos, environment.loop());
        }
    }

    private Bytes meta() {
        Bytes meta = parts.application.meta();
        if (meta.length() > META_LIMIT) {
            throw new ConfigurationException("meta", meta.length() + " bytes", "at most " + META_LIMIT + " bytes");
        }
        return meta;
    }

    private void requireRoom(Bytes meta) {
        int missing = parts.sender.missingRoom(longestAnnouncement(meta.length()));
        if (missing > 0) {
            int packetSize = config.gossip().packetSize();
            throw new ConfigurationException(
                    "packetSize",
                    packetSize,
                    "at least " + (packetSize + missing) + " to carry the name of this node and its meta of "
                            + meta.length() + " bytes");
        }
    }

    /** What this node may have to say of itself with meta of a length. */
    private Message.Alive longestAnnouncement(int metaBytes) {
        return new Message.Alive(
                Message.MAX_UINT32, config.name(), parts.address, Bytes.of(new byte[metaBytes]), config.versions());
    }

    /** Why nothing is sent to an address, or null: with requireNodeNames only to those whose node's name is known. */
    private @Nullable String refusal(Address to) {
        if (!config.admission().requireNodeNames()
                || parts.table.entries().stream().anyMatch(entry -> entry.address.equals(to))) {
            return null;
        }
        return "no node is known at " + to + ", and requireNodeNames is set";
    }

    private long randomOffset(Duration interval) {
        return interval.isZero() ? 0 : environment.random().nextLong(interval.toNanos());
    }

    /** Runs a task on the first of several occasions. */
    private static final class Once {
        private @Nullable Runnable task;
        private @Nullable Timer timer;

        Once(Runnable task) {
            this.task = task;
        }

        /** Unless it has run already, it runs then at the latest. */
        void runWithin(long nanos, EventLoop loop) {
            if (task != null) {
                timer = loop.schedule(nanos, this::run);
            }
        }

        void run() {
            Runnable first = task;
            task = null;
            if (timer != null) {
                timer.cancel();
            }
            if (first != null) {
                first.run();
            }
        }
    }
}
