package io.gossip.simulator;

import io.gossip.memberlist.MemberlistConfigBuilder;
import io.gossip.virtual.VirtualNetwork;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A machine of a {@link Simulation}: a name, an address, and the process on it, if one runs. */
public final class Host {

    /** The port of all nodes. */
    public static final int PORT = 7946;

    private static final int HOSTS_PER_NET = 250;

    /** Strangers are counted from here, so that they draw from other streams than hosts of the cluster. */
    private static final int FIRST_STRANGER = 1_000_000;

    private static final int NET_OF_STRANGERS = 200;

    private final Simulation simulation;
    private final int index;
    private final List<Life> lives = new ArrayList<>();
    private InetSocketAddress address;
    private @Nullable Life life;

    Host(Simulation simulation, int index) {
        this.simulation = simulation;
        this.index = index;
        this.address = addressOf(10, index);
    }

    /** A stranger. */
    Host(Simulation simulation, int index, InetSocketAddress address) {
        this.simulation = simulation;
        this.index = FIRST_STRANGER + index;
        this.address = address;
    }

    static InetSocketAddress strangerAddress(int index) {
        return addressOf(NET_OF_STRANGERS, index);
    }

    /**
     * Starts a process under this host's own name, with the settings of the simulation.
     *
     * @param seeds through whom it finds the others; it tries again until one answers
     * @return the process
     */
    public Life start(Host... seeds) {
        return start(name(), List.of(seeds), settings -> settings);
    }

    /**
     * Starts a process.
     *
     * @param name the node's name
     * @param seeds through whom it finds the others; it tries again until one answers
     * @param adjust changes its settings
     * @return the process
     * @throws IllegalStateException if one runs already
     */
    public Life start(String name, List<Host> seeds, UnaryOperator<MemberlistConfigBuilder> adjust) {
        if (life != null) {
            throw new IllegalStateException("a process runs on " + this + " already");
        }
        MemberlistConfigBuilder settings = simulation.settings(name).seeds(addresses(seeds));
        Life started = new Life(
                simulation, this, lives.size() + 1, adjust.apply(settings).build());
        lives.add(started);
        life = started;
        simulation.begun(started);
        started.begin();
        return started;
    }

    static List<String> addresses(List<Host> hosts) {
        return hosts.stream()
                .map(host -> host.address().getAddress().getHostAddress())
                .toList();
    }

    /** Ends the process as kill -9 does. */
    public void crash() {
        Life victim = current();
        life = null;
        simulation.network().kill(address);
        simulation.ended(victim);
    }

    /**
     * Lets the process leave the cluster and then shuts it down.
     *
     * @param timeout how long it may take to tell the others
     */
    public void leave(Duration timeout) {
        Life leaver = current();
        leaver.leave(timeout, () -> {
            if (life == leaver) {
                life = null;
                simulation.ended(leaver);
            }
        });
    }

    /** Gives this machine another address, which is new to the others; the next process has it. */
    public void move() {
        if (life != null) {
            throw new IllegalStateException("a process runs on " + this);
        }
        InetSocketAddress before = address;
        int net = before.getAddress().getAddress()[0];
        address = addressOf(net + 1, index);
    }

    /**
     * The process that runs.
     *
     * @return nothing if none does
     */
    public Optional<Life> life() {
        return Optional.ofNullable(life);
    }

    /**
     * All processes that ran here, the running one included.
     *
     * @return the oldest first
     */
    public List<Life> lives() {
        return List.copyOf(lives);
    }

    /**
     * The name after which a process is named if nothing else is said.
     *
     * @return {@code n1}, {@code n2} and so on; a stranger's is {@code stranger1}
     */
    public String name() {
        return isStranger() ? "stranger" + (index - FIRST_STRANGER + 1) : "n" + (index + 1);
    }

    /**
     * The number of this host among the others.
     *
     * @return from 0
     */
    public int index() {
        return index;
    }

    /**
     * Where the process is reached.
     *
     * @return a resolved address
     */
    public InetSocketAddress address() {
        return address;
    }

    private Life current() {
        Life current = life;
        if (current == null) {
            throw new IllegalStateException("no process runs on " + this);
        }
        return current;
    }

    private static InetSocketAddress addressOf(int net, int index) {
        int block = index / HOSTS_PER_NET;
        return VirtualNetwork.address(
                net + "." + block / 256 + "." + block % 256 + "." + (1 + index % HOSTS_PER_NET), PORT);
    }

    /**
     * Whether it does not belong to the cluster.
     *
     * @return true if so
     */
    public boolean isStranger() {
        return index >= FIRST_STRANGER;
    }

    @Override
    public String toString() {
        return name();
    }
}
