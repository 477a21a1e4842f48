package io.gossip.simulator.junit;

import io.gossip.memberlist.CompositeDelegate;
import io.gossip.memberlist.Environment;
import io.gossip.memberlist.Memberlist;
import io.gossip.memberlist.MemberlistConfig;
import io.gossip.memberlist.MemberlistConfigBuilder;
import io.gossip.memberlist.MemberlistMetrics;
import io.gossip.serf.Serf;
import io.gossip.serf.SerfConfig;
import io.gossip.serf.SerfEvent;
import io.gossip.simulator.Chance;
import io.gossip.simulator.Host;
import io.gossip.simulator.Simulation;
import io.gossip.simulator.junit.RunningNode.Kind;
import io.gossip.virtual.VirtualTransport;
import io.gossip.wire.Address;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A cluster in virtual time, for tests of what an application plugs in: nodes behind the public facades {@link Memberlist} and
 * {@link Serf}, with the application's own delegates and listeners, on a network with faults. Nothing happens but in
 * {@link #advance} and {@code await}, on the thread of the test; an hour passes in milliseconds, and one seed makes a test the same
 * every time.
 *
 * <pre>{@code
 * try (VirtualCluster cluster = new VirtualCluster(42)) {
 *     Memberlist first = cluster.startMemberlist("first", delegate);
 *     cluster.startMemberlist("second", CompositeDelegate.none());
 *     cluster.awaitAllKnowEachOther(Duration.ofSeconds(5));
 *     cluster.crash("second");
 *     cluster.await("first notices it", Duration.ofSeconds(10), () -> first.members().size() == 1);
 * }
 * }</pre>
 *
 * <p>Each new node has all nodes that run as its seeds. Nodes with serf and nodes without refuse each other, as their delegates speak
 * different languages, so a cluster has only one kind; a test may have two clusters.
 *
 * <p>Delegates, listeners and completed futures run as they do on the executor of
 * an application that is never busy: not in the middle of a node's step, and one after another. They must not wait: whatever they
 * would wait for happens on this thread. The same holds for the test, so it gets the value of a future by
 * {@link #await(Duration, CompletableFuture)}, and it lets the cluster end nodes instead of closing them itself. What a listener
 * throws is logged, as in the application, and fails no test: collect what it hears, and assert on that.
 *
 * <p>Not thread-safe.
 */
public final class VirtualCluster implements AutoCloseable {

    private final Simulation simulation;
    private final Map<String, RunningNode> nodes = new LinkedHashMap<>();

    /**
     * An empty cluster on a perfect network, on which everything takes 1 ms each way.
     *
     * @param seed what makes the test repeatable
     */
    public VirtualCluster(long seed) {
        this.simulation = new Simulation(new Chance(seed), MemberlistConfig::lan);
    }

    /**
     * Starts a node without serf, with the settings of {@link MemberlistConfig#lan}.
     *
     * @param name its name, which no node that runs has
     * @param delegate the application
     * @return the node, which has announced itself
     */
    public Memberlist startMemberlist(String name, CompositeDelegate delegate) {
        return startMemberlist(name, delegate, settings -> settings);
    }

    /**
     * Starts a node without serf.
     *
     * @param name its name, which no node that runs has
     * @param delegate the application
     * @param settings changes those of {@link MemberlistConfig#lan}
     * @return the node, which has announced itself
     * @throws io.gossip.runtime.ConfigurationException if a setting cannot work
     * @throws IllegalArgumentException if a node of that name runs, or nodes of the other kind
     */
    public Memberlist startMemberlist(
            String name, CompositeDelegate delegate, UnaryOperator<MemberlistConfigBuilder> settings) {
        return start(
                name,
                Kind.MEMBERLIST,
                settings,
                (config, environment) -> Memberlist.start(config, environment, delegate, MemberlistMetrics.NONE),
                RunningNode::of);
    }

    /**
     * Starts a node with serf, with the settings of {@link MemberlistConfig#lan}.
     *
     * @param name its name, which no node that runs has
     * @param tags what it tells others about itself
     * @param listener gets every event from the first one on
     * @return the node, which has announced itself
     */
    public Serf startSerf(String name, Map<String, String> tags, Consumer<? super SerfEvent> listener) {
        return startSerf(name, settings -> settings.tags(tags), listener);
    }

    /**
     * Starts a node with serf.
     *
     * @param name its name, which no node that runs has
     * @param settings changes the defaults; those of the membership layer are changed by
     *     {@code settings.memberlist(config.toBuilder()...build())}
     * @param listener gets every event from the first one on
     * @return the node, which has announced itself
     * @throws io.gossip.runtime.ConfigurationException if a setting cannot work
     * @throws IllegalArgumentException if a node of that name runs, or nodes of the other kind
     */
    public Serf startSerf(
            String name, UnaryOperator<SerfConfig.Builder> settings, Consumer<? super SerfEvent> listener) {
        return start(
                name,
                Kind.SERF,
                memberlist -> memberlist,
                (config, environment) -> Serf.start(
                        settings.apply(SerfConfig.builder(config)).build(),
                        environment,
                        MemberlistMetrics.NONE,
                        List.of(listener)),
                RunningNode::of);
    }

    private <T> T start(
            String name,
            Kind kind,
            UnaryOperator<MemberlistConfigBuilder> settings,
            BiFunction<MemberlistConfig, Environment, CompletableFuture<T>> starter,
            BiFunction<T, VirtualTransport, RunningNode> maker) {
        if (nodes.containsKey(name)) {
            throw new IllegalArgumentException("a node named '" + name + "' runs already");
        }
        if (nodes.values().stream().anyMatch(node -> node.kind() != kind)) {
            throw new IllegalArgumentException("'" + name + "' would be a node " + kind.words() + " among nodes "
                    + kind.other().words() + ", which refuse each other: start it in a cluster of its own");
        }
        List<String> seeds = nodes.values().stream().map(RunningNode::host).toList();
        MemberlistConfig config =
                settings.apply(MemberlistConfig.lan(name).seeds(seeds)).build();
        Host host = simulation.addHost();
        VirtualTransport transport =
                simulation.network().bind(host.address().getAddress().getHostAddress(), Host.PORT);
        Chance chance = simulation.chance();
        Environment environment = new Environment(
                transport.eventLoop(),
                transport,
                simulation.network().resolver(),
                chance.stream("node", host.index()),
                chance.stream("nonces", host.index()),
                simulation.time().dispatcher());
        T node = now(starter.apply(config, environment));
        nodes.put(name, maker.apply(node, transport));
        return node;
    }

    /**
     * Lets time pass, and everything happen that happens meanwhile.
     *
     * @param duration how long
     */
    public void advance(Duration duration) {
        simulation.advance(duration);
    }

    /**
     * How long this cluster has existed.
     *
     * @return virtual time
     */
    public Duration elapsed() {
        return simulation.elapsed();
    }

    /**
     * Lets time pass until something is so; it is looked at after everything that happens. What else happens at that moment has
     * happened too: listeners have heard what {@code members()} shows.
     *
     * @param what what is awaited, for the message
     * @param limit how long at most
     * @param condition whether it is so
     * @throws AssertionError if it did not become so, telling what the nodes know
     */
    public void await(String what, Duration limit, BooleanSupplier condition) {
        if (!simulation.time().advanceUntil(condition, limit)) {
            throw new AssertionError("not within " + Words.of(limit) + " of virtual time: " + what + state());
        }
        // Listeners hear of what the members show already.
        simulation.time().runUntilIdle();
    }

    /**
     * Lets time pass until a future completes.
     *
     * @param <T> the type of its value
     * @param limit how long at most
     * @param future for instance of {@link Memberlist#join}
     * @return its value
     * @throws AssertionError if it did not complete
     * @throws CompletionException if it failed
     */
    public <T> T await(Duration limit, CompletableFuture<T> future) {
        await("a future completes", limit, future::isDone);
        return future.join();
    }

    /**
     * Lets time pass until every node that runs holds all of them for alive, and nobody else.
     *
     * @param limit how long at most
     * @throws AssertionError if it did not come to that, telling what the nodes know
     */
    public void awaitAllKnowEachOther(Duration limit) {
        List<String> names = nodes.keySet().stream().sorted().toList();
        await(
                "all of " + names + " know each other and nobody else",
                limit,
                () -> nodes.values().stream().allMatch(node -> node.alive().equals(names)));
    }

    /**
     * Ends a node as kill -9 does: the others hear nothing of it.
     *
     * @param name whom
     */
    public void crash(String name) {
        RunningNode victim = running(name);
        nodes.remove(name);
        simulation.network().kill(victim.address());
    }

    /**
     * Lets a node leave, and closes it when it has.
     *
     * @param name whom
     * @throws AssertionError if that takes longer than half a minute
     */
    public void leave(String name) {
        RunningNode leaver = running(name);
        await(Duration.ofSeconds(30), leaver.leave().get());
        now(leaver.shutdown().get());
        nodes.remove(name);
    }

    /**
     * Lets a node stand still, as a long garbage collection or a suspended machine does, until {@link #thaw}.
     *
     * @param name whom
     */
    public void freeze(String name) {
        running(name).transport().eventLoop().pause();
    }

    /**
     * Lets a node go on that stood still.
     *
     * @param name whom
     */
    public void thaw(String name) {
        running(name).transport().eventLoop().resume();
    }

    /**
     * Cuts the network between some nodes and all others that run, in both directions.
     *
     * @param names the nodes on one side
     */
    public void partition(Collection<String> names) {
        List<InetSocketAddress> inside =
                names.stream().map(this::running).map(RunningNode::address).toList();
        List<InetSocketAddress> outside = nodes.values().stream()
                .map(RunningNode::address)
                .filter(address -> !inside.contains(address))
                .toList();
        simulation.network().partition(inside, outside);
    }

    /** Ends all partitions. */
    public void heal() {
        simulation.network().heal();
    }

    /**
     * Sets how many packets get lost from now on; streams lose nothing.
     *
     * @param probability from 0 to 1, for each packet on its own
     */
    public void loss(double probability) {
        simulation.network().setLoss(probability);
    }

    /**
     * Sets how long everything takes from now on, one way.
     *
     * @param latency zero or more
     */
    public void latency(Duration latency) {
        simulation.network().setLatency(latency);
    }

    /**
     * Where a node is, for what is sent to it.
     *
     * @param name which one
     * @return its address
     */
    public Address address(String name) {
        return running(name).self().get();
    }

    /**
     * The world in which the nodes are, for what this class has no method for: network, clock and chance. Its own hosts run nothing.
     *
     * @return always the same
     */
    public Simulation simulation() {
        return simulation;
    }

    /** Ends all nodes. */
    @Override
    public void close() {
        List.copyOf(nodes.keySet()).forEach(this::crash);
    }

    private <T> T now(CompletableFuture<T> future) {
        simulation.time().runUntilIdle();
        if (!future.isDone()) {
            throw new IllegalStateException("it takes time, as the node stands still");
        }
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private RunningNode running(String name) {
        return Optional.ofNullable(nodes.get(name))
                .orElseThrow(() ->
                        new IllegalArgumentException("no node named '" + name + "' runs; there are " + nodes.keySet()));
    }

    private String state() {
        StringBuilder text = new StringBuilder("\n  after " + Words.of(elapsed()) + ", seed "
                + simulation.chance().seed());
        nodes.forEach((name, node) ->
                text.append("\n  ").append(name).append(" knows: ").append(node.view()));
        return text.toString();
    }
}
