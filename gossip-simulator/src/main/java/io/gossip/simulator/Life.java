package io.gossip.simulator;

import io.gossip.memberlist.Broadcast;
import io.gossip.memberlist.CompositeDelegate;
import io.gossip.memberlist.Environment;
import io.gossip.memberlist.EventDelegate;
import io.gossip.memberlist.JoinResult;
import io.gossip.memberlist.MemberlistConfig;
import io.gossip.memberlist.MemberlistMetrics;
import io.gossip.memberlist.MemberlistNode;
import io.gossip.memberlist.Node;
import io.gossip.memberlist.NodeDelegate;
import io.gossip.memberlist.UserBroadcasts;
import io.gossip.simulator.SimulationListener.Kind;
import io.gossip.virtual.DirectDispatcher;
import io.gossip.virtual.VirtualEventLoop;
import io.gossip.virtual.VirtualTransport;
import io.gossip.wire.Bytes;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One run of the process on a {@link Host}, from its start to its end: an unmodified {@link MemberlistNode} in virtual time. */
public final class Life {

    private final Simulation simulation;
    private final Host host;
    private final int number;
    private final MemberlistConfig config;
    private final VirtualTransport transport;
    private final MemberlistNode node;
    private final @Nullable VirtualApplication application;
    private Bytes meta;
    private @Nullable UserBroadcasts broadcasts;
    private long broadcastsMade;
    private @Nullable JoinResult joined;

    Life(Simulation simulation, Host host, int number, MemberlistConfig config) {
        this.simulation = simulation;
        this.host = host;
        this.number = number;
        this.config = config;
        this.meta = simulation.meta();
        this.transport = simulation
                .network()
                .bind(
                        host.address().getAddress().getHostAddress(),
                        host.address().getPort());
        transport.inboundStreams(
                config.input().maxInboundStreams(), config.input().maxInboundStreamsPerSource());
        Chance chance = simulation.chance();
        long stream = host.index() * 1000L + number;
        this.application = simulation.hasApplications()
                ? new VirtualApplication(loop(), simulation.time().dispatcher())
                : null;
        Environment environment = new Environment(
                transport.eventLoop(),
                transport,
                simulation.resolver(() -> this),
                chance.stream("node", stream),
                chance.stream("nonces", stream),
                application == null ? new DirectDispatcher() : application.dispatcher());
        this.node = application == null
                ? new MemberlistNode(
                        config,
                        environment,
                        CompositeDelegate.none().withNode(new Meta()).withEvents(new Events()),
                        MemberlistMetrics.NONE)
                : MemberlistNode.withDispatchedDelegates(
                        config, environment, application.delegates(new Meta()), new Events(), MemberlistMetrics.NONE);
    }

    void begin() {
        loop().run(node::start);
        simulation.stepped(loop());
    }

    void end() {
        application().ifPresent(running -> running.dispatcher().stop());
    }

    /**
     * Joins the processes on other hosts, in one attempt, beside those it was started with; the outcome is in
     * {@link #joined()} later.
     *
     * @param seeds the hosts
     */
    public void join(List<Host> seeds) {
        List<String> addresses = Host.addresses(seeds);
        loop().execute(() -> node.join(addresses, result -> joined = result));
    }

    /**
     * Announces another meta.
     *
     * @param newMeta at most 512 bytes; if that fits into no packet, as much of it as fits is announced
     * @return what is announced
     */
    public Bytes updateMeta(Bytes newMeta) {
        int longest = node.longestMeta();
        meta = newMeta.length() <= longest ? newMeta : Bytes.of(Arrays.copyOf(newMeta.toArray(), longest));
        loop().execute(() -> node.updateMeta(Duration.ofSeconds(5), () -> {}));
        return meta;
    }

    /**
     * Spreads messages of the application by gossip, as many as there is room for.
     *
     * @param count how many
     * @param bytes how long each; those that fit into no packet are as long as fits
     * @param random what is in them
     */
    public void broadcast(int count, int bytes, RandomGenerator random) {
        long seed = random.nextLong();
        loop().execute(() -> {
            UserBroadcasts queue = broadcasts == null ? new UserBroadcasts(node) : broadcasts;
            broadcasts = queue;
            RandomGenerator content = new SplittableRandom(seed);
            broadcastsMade += count;
            for (int i = 0; i < count; i++) {
                byte[] message = new byte[Math.min(bytes, config.gossip().packetSize())];
                content.nextBytes(message);
                while (queue.add(Broadcast.of(Bytes.of(message)), () -> {}) == UserBroadcasts.Outcome.TOO_LONG) {
                    message = Arrays.copyOf(message, message.length - 1);
                }
            }
        });
    }

    /**
     * How many messages the application wanted to be gossiped, those included for which there was no room.
     *
     * @return zero or more
     */
    public long broadcasts() {
        return broadcastsMade;
    }

    /**
     * How many messages of the application wait to be gossiped.
     *
     * @return zero or more
     */
    public int waitingBroadcasts() {
        return broadcasts == null ? 0 : broadcasts.size();
    }

    void leave(Duration timeout, Runnable done) {
        loop().execute(() -> node.leave(timeout, () -> node.shutdown(done)));
    }

    /**
     * The engine. Its methods are to be called on {@link #loop()}.
     *
     * @return the node
     */
    public MemberlistNode node() {
        return node;
    }

    /**
     * The application behind the node.
     *
     * @return nothing if this simulation has none
     */
    public Optional<VirtualApplication> application() {
        return Optional.ofNullable(application);
    }

    /**
     * The node's settings.
     *
     * @return as it was started with
     */
    public MemberlistConfig config() {
        return config;
    }

    /**
     * The node's name.
     *
     * @return unique among the others, unless a fault has it otherwise
     */
    public String name() {
        return config.name();
    }

    /**
     * Where the process runs.
     *
     * @return its host
     */
    public Host host() {
        return host;
    }

    /**
     * Which of the processes on its host this is.
     *
     * @return from 1
     */
    public int number() {
        return number;
    }

    /**
     * The process's event loop.
     *
     * @return which can be paused
     */
    public VirtualEventLoop loop() {
        return transport.eventLoop();
    }

    /**
     * The process's place in the network.
     *
     * @return whose input and output can be blocked
     */
    public VirtualTransport transport() {
        return transport;
    }

    /**
     * What became of the last attempt to join.
     *
     * @return nothing if there was none or it is not over
     */
    public Optional<JoinResult> joined() {
        return Optional.ofNullable(joined);
    }

    @Override
    public String toString() {
        return host.name() + "#" + number;
    }

    private final class Meta implements NodeDelegate {
        @Override
        public Bytes meta() {
            return meta;
        }
    }

    private final class Events implements EventDelegate {

        @Override
        public void joined(Node other) {
            simulation.event(Life.this, Kind.JOINED, other);
        }

        @Override
        public void updated(Node other) {
            simulation.event(Life.this, Kind.UPDATED, other);
        }

        @Override
        public void reannounced(Node other) {
            simulation.event(Life.this, Kind.REANNOUNCED, other);
        }

        @Override
        public void suspected(Node other) {
            simulation.event(Life.this, Kind.SUSPECTED, other);
        }

        @Override
        public void left(Node other) {
            simulation.event(Life.this, Kind.LEFT, other);
        }
    }
}
