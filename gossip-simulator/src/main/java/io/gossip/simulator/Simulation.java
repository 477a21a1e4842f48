package io.gossip.simulator;

import io.gossip.memberlist.MemberlistConfigBuilder;
import io.gossip.memberlist.Node;
import io.gossip.runtime.Subscription;
import io.gossip.simulator.SimulationListener.Kind;
import io.gossip.simulator.faults.Fault;
import io.gossip.transport.Resolver;
import io.gossip.virtual.VirtualEventLoop;
import io.gossip.virtual.VirtualNetwork;
import io.gossip.virtual.VirtualTime;
import io.gossip.wire.Bytes;
import io.gossip.wire.FramingConfig;
import io.gossip.wire.Message.Alive;
import io.gossip.wire.NodeState;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * A world of hosts on one virtual clock and one virtual network; one seed makes all of it repeatable.
 *
 * <pre>{@code
 * Simulation simulation = new Simulation(new Chance(42), MemberlistConfig::lan);
 * simulation.form(100);
 * simulation.host(7).crash();
 * simulation.advance(Duration.ofMinutes(1));
 * }</pre>
 *
 * <p>Hosts are named {@code n1}, {@code n2} and so on, after whom the first process on them is named too. Not thread-safe.
 */
public final class Simulation {

    private final Chance chance;
    private final Function<String, MemberlistConfigBuilder> profile;
    private final Bytes meta;
    private final boolean applications;
    private final VirtualTime time = new VirtualTime();
    private final VirtualNetwork network;
    private final long startNanos = time.nanoTime();
    private final List<Host> hosts = new ArrayList<>();
    private final Map<VirtualEventLoop, Life> lives = new HashMap<>();
    private final List<SimulationListener> listeners = new CopyOnWriteArrayList<>();
    private final List<UnaryOperator<MemberlistConfigBuilder>> rollOuts = new CopyOnWriteArrayList<>();
    private final List<Lookup> lookups = new CopyOnWriteArrayList<>();
    private int faultsBegun;
    private int strangers;

    /**
     * A world without hosts, whose network is perfect and takes 1 ms each way.
     *
     * @param chance where all chance comes from
     * @param profile the settings of a node of a given name
     */
    public Simulation(Chance chance, Function<String, MemberlistConfigBuilder> profile) {
        this(chance, profile, Bytes.EMPTY, false);
    }

    /**
     * A world without hosts, whose network is perfect and takes 1 ms each way.
     *
     * @param chance where all chance comes from
     * @param profile the settings of a node of a given name
     * @param meta what each node says about itself when it starts, at most 512 bytes
     * @param applications whether each node has a {@link VirtualApplication}, whose delegates may be in trouble; if not, whoever might ask
     *     or tell them does not, which is faster
     */
    public Simulation(
            Chance chance, Function<String, MemberlistConfigBuilder> profile, Bytes meta, boolean applications) {
        this.chance = chance;
        this.profile = profile;
        this.meta = meta;
        this.applications = applications;
        this.network = new VirtualNetwork(time, chance.stream("network"));
        network.onPacket(packet -> {
            for (SimulationListener listener : listeners) {
                listener.packetSent(packet);
            }
        });
        network.onReceipt(packet -> {
            for (SimulationListener listener : listeners) {
                listener.packetReceived(packet);
            }
        });
        time.onStep(this::stepped);
    }

    /**
     * A world whose nodes pass messages by reference instead of writing and reading them: several times as fast, and with a
     * fraction of the memory. What the nodes do is the same. Packets are as long as without compression; what garbles packets has
     * other effects than in reality.
     *
     * @param chance where all chance comes from
     * @param profile the settings of a node of a given name
     * @return a world without hosts
     */
    public static Simulation fast(Chance chance, Function<String, MemberlistConfigBuilder> profile) {
        return fast(chance, profile, Bytes.EMPTY, false);
    }

    /**
     * Such a world, whose nodes say something about themselves.
     *
     * @param chance where all chance comes from
     * @param profile the settings of a node of a given name
     * @param meta what each node says about itself when it starts, at most 512 bytes
     * @param applications whether each node has a {@link VirtualApplication}
     * @return a world without hosts
     */
    public static Simulation fast(
            Chance chance, Function<String, MemberlistConfigBuilder> profile, Bytes meta, boolean applications) {
        ObjectCodec.Registry registry = new ObjectCodec.Registry();
        Function<String, MemberlistConfigBuilder> byReference = name -> {
            MemberlistConfigBuilder settings = profile.apply(name);
            FramingConfig framing = settings.build().framing();
            return settings.framing(
                    framing.withCompression(false).withCodec(limits -> new ObjectCodec(registry, limits)));
        };
        return new Simulation(chance, byReference, meta, applications);
    }

    /**
     * Adds one that is told what happens.
     *
     * @param listener told from now on
     * @return ends that
     */
    public Subscription listen(SimulationListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /**
     * Adds a host, on which nothing runs yet.
     *
     * @return the new host
     */
    public Host addHost() {
        Host host = new Host(this, hosts.size());
        hosts.add(host);
        return host;
    }

    /**
     * Adds a host that does not belong to the cluster: it is none of {@link #hosts()}, and listeners are told of what runs
     * there only that it begins.
     *
     * @return the new host, with an address that nobody has
     */
    public Host addStranger() {
        return addStranger(Host.strangerAddress(strangers));
    }

    /**
     * Adds a host that does not belong to the cluster, at a given address.
     *
     * @param address where
     * @return the new host
     */
    public Host addStranger(InetSocketAddress address) {
        return new Host(this, strangers++, address);
    }

    /**
     * Changes the settings of all processes that start from now on, strangers included, as an operator does who rolls something out.
     * Those who run keep theirs.
     *
     * @param change changes them, after those that were added before
     * @return ends that
     */
    public Subscription onStart(UnaryOperator<MemberlistConfigBuilder> change) {
        rollOuts.add(change);
        return () -> rollOuts.remove(change);
    }

    /**
     * Changes what processes find when they look a host up.
     *
     * @param lookup changes it
     * @return ends that
     */
    public Subscription onLookup(Lookup lookup) {
        lookups.add(lookup);
        return () -> lookups.remove(lookup);
    }

    /**
     * Adds hosts and starts them all at once, with the first host of all as seed, until everybody knows everybody.
     *
     * @param size how many
     * @return the new hosts
     * @throws IllegalStateException if they do not find each other within ten minutes
     */
    public List<Host> form(int size) {
        List<Host> added = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            Host host = addHost();
            host.start(hosts.get(0));
            added.add(host);
        }
        if (!advanceUntil(this::isConverged, Duration.ofMinutes(10))) {
            throw new IllegalStateException(size + " nodes did not find each other within 10 minutes");
        }
        return added;
    }

    /**
     * Adds hosts and starts them as a cluster that found itself long ago: everybody knows everybody, and there is no news.
     *
     * @param size how many
     * @return the new hosts
     */
    public List<Host> formed(int size) {
        List<Host> added = new ArrayList<>(size);
        List<Alive> announcements = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            Host host = addHost();
            Node node = host.start(hosts.get(0)).node().localNode();
            announcements.add(new Alive(node.incarnation(), node.name(), node.address(), node.meta(), node.versions()));
            added.add(host);
        }
        for (Host host : added) {
            host.life().ifPresent(life -> life.loop().run(() -> life.node().introduce(announcements)));
        }
        return added;
    }

    /**
     * Lets a fault begin now and end later.
     *
     * @param fault what goes wrong
     * @param duration how long; what cannot be taken back stays
     */
    public void inject(Fault fault, Duration duration) {
        Subscription end = begin(fault);
        time.after(duration, end::close);
    }

    /**
     * Lets a fault begin now.
     *
     * @param fault what goes wrong
     * @return ends it
     */
    public Subscription begin(Fault fault) {
        // Each fault has a stream of its own, so that one less does not shift what the others draw.
        return begin(fault, chance.stream("fault", faultsBegun++));
    }

    /**
     * Lets a fault begin now.
     *
     * @param fault what goes wrong
     * @param random what it draws from, and nobody else does
     * @return ends it; harmless when repeated
     */
    public Subscription begin(Fault fault, RandomGenerator random) {
        Subscription running = fault.begin(this, random);
        tell(listener -> listener.faultBegun(fault));
        return new Subscription() {
            private boolean ended;

            @Override
            public void close() {
                if (!ended) {
                    ended = true;
                    running.close();
                    tell(listener -> listener.faultEnded(fault));
                }
            }
        };
    }

    /**
     * Does something later, as a step of the script that belongs to no host.
     *
     * @param delay how long from now
     * @param step what to do
     */
    public void after(Duration delay, Runnable step) {
        time.after(delay, step);
    }

    /**
     * Lets time pass and everything happen that happens meanwhile.
     *
     * @param duration how long
     */
    public void advance(Duration duration) {
        time.advance(duration);
    }

    /**
     * Lets time pass until something is true; it is asked ten times in a second.
     *
     * @param condition what is waited for
     * @param limit how long at most
     * @return whether it became true
     */
    public boolean advanceUntil(BooleanSupplier condition, Duration limit) {
        Duration end = elapsed().plus(limit);
        while (!condition.getAsBoolean()) {
            if (elapsed().compareTo(end) >= 0) {
                return false;
            }
            advance(Duration.ofMillis(100));
        }
        return true;
    }

    /**
     * Whether every running node knows exactly the running nodes, all of them alive.
     *
     * @return true if so
     */
    public boolean isConverged() {
        List<Life> running = running();
        for (Life life : running) {
            if (life.node().aliveCount() != running.size()
                    || life.node().members().size() != running.size()) {
                return false;
            }
        }
        for (Life life : running) {
            for (Life other : running) {
                Node known = life.node().node(other.name());
                if (known == null || known.state() != NodeState.ALIVE) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * How long this world has existed.
     *
     * @return zero or longer
     */
    public Duration elapsed() {
        return Duration.ofNanos(time.nanoTime() - startNanos);
    }

    /**
     * All hosts, in the order in which they were added.
     *
     * @return unmodifiable
     */
    public List<Host> hosts() {
        return Collections.unmodifiableList(hosts);
    }

    /**
     * One host.
     *
     * @param index from 0
     * @return the host
     */
    public Host host(int index) {
        return hosts.get(index);
    }

    /**
     * The processes that run now, in the order of their hosts.
     *
     * @return a new list
     */
    public List<Life> running() {
        return hosts.stream().map(Host::life).flatMap(Optional::stream).toList();
    }

    /**
     * The clock.
     *
     * @return the one of this world
     */
    public VirtualTime time() {
        return time;
    }

    /**
     * The network.
     *
     * @return the one of this world
     */
    public VirtualNetwork network() {
        return network;
    }

    /**
     * Where all chance comes from.
     *
     * @return what the constructor was given
     */
    public Chance chance() {
        return chance;
    }

    MemberlistConfigBuilder settings(String name) {
        MemberlistConfigBuilder settings = profile.apply(name);
        for (UnaryOperator<MemberlistConfigBuilder> rollOut : rollOuts) {
            settings = rollOut.apply(settings);
        }
        return settings;
    }

    /** What a process looks hosts up with. */
    Resolver resolver(Supplier<Life> asking) {
        return new LookupResolver(network.resolver(), lookups, asking);
    }

    Bytes meta() {
        return meta;
    }

    boolean hasApplications() {
        return applications;
    }

    void begun(Life life) {
        if (!life.host().isStranger()) {
            lives.put(life.loop(), life);
            tell(listener -> listener.begun(life));
        } else {
            tell(listener -> listener.strangerBegun(life));
        }
    }

    void ended(Life life) {
        life.end();
        if (lives.remove(life.loop()) != null) {
            tell(listener -> listener.ended(life));
        }
    }

    void event(Life observer, Kind kind, Node node) {
        if (!observer.host().isStranger()) {
            tell(listener -> listener.event(observer, kind, node));
        }
    }

    void stepped(VirtualEventLoop loop) {
        if (listeners.isEmpty()) {
            return;
        }
        Life life = lives.get(loop);
        if (life != null) {
            tell(listener -> listener.stepped(life));
        }
    }

    private void tell(Consumer<SimulationListener> news) {
        listeners.forEach(news);
    }

    @Override
    public String toString() {
        return "simulation of " + hosts.size() + " hosts, seed " + chance.seed() + ", after " + elapsed();
    }
}
