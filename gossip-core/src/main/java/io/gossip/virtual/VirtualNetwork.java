package io.gossip.virtual;

import io.gossip.runtime.Subscription;
import io.gossip.transport.Resolver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A network in memory: datagrams that get lost, late or doubled, streams that do not, cuts and dead hosts.
 *
 * <pre>{@code
 * VirtualNetwork net = new VirtualNetwork(time, new SplittableRandom(42));
 * VirtualTransport a = net.bind("10.0.0.1", 7946);
 * VirtualTransport b = net.bind("10.0.0.2", 7946);
 * net.setLatency(Duration.ofMillis(1));
 * net.setLoss(0.05);
 * net.partition(Set.of(a.localAddress()), Set.of(b.localAddress()));
 * }</pre>
 *
 * <p>One seed reproduces the whole run. A fault acts on what is sent after it was set, except that whoever is killed
 * receives nothing more. The latency of a fresh network is 1 ms, each way.
 */
public final class VirtualNetwork {

    /**
     * A datagram that a node sent, whether or not it arrives.
     *
     * @param atNanos when it was sent
     * @param from the sender
     * @param to the receiver
     * @param bytes its content
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record Packet(long atNanos, InetSocketAddress from, InetSocketAddress to, byte[] bytes) {}

    private enum Kind {
        PACKETS,
        STREAMS
    }

    private record Block(InetSocketAddress from, InetSocketAddress to, Kind kind) {}

    private final VirtualTime time;
    private final RandomGenerator random;
    private final Map<InetSocketAddress, VirtualTransport> bound = new HashMap<>();
    private final Set<Block> blocks = new HashSet<>();
    private final Set<InetSocketAddress> muted = new HashSet<>();
    private final Set<InetSocketAddress> dead = new HashSet<>();
    private final Map<String, List<InetAddress>> names = new HashMap<>();
    private final List<Consumer<Packet>> taps = new ArrayList<>();
    private final List<Consumer<Packet>> receiptTaps = new ArrayList<>();
    private final List<LinkRule> rules = new CopyOnWriteArrayList<>();
    private double loss;
    private double duplication;
    private long latencyNanos = Duration.ofMillis(1).toNanos();
    private long jitterNanos;
    private int segmentBytes = 8192;
    private int nextPort = 40_000;
    private long packetsSent;
    private long lastArrivalNanos;

    /**
     * A network without faults.
     *
     * @param time the clock
     * @param random what decides about loss and delay; seeded, it makes the run repeatable
     */
    public VirtualNetwork(VirtualTime time, RandomGenerator random) {
        this.time = time;
        this.random = random;
        this.lastArrivalNanos = time.nanoTime();
    }

    /**
     * Binds an address for a node with a loop of its own; see {@link VirtualTransport#eventLoop()}.
     *
     * @param host a literal address
     * @param port the port, or 0 for any
     * @return a transport, quiet until started
     */
    public VirtualTransport bind(String host, int port) {
        return bind(time.eventLoop(), host, port);
    }

    /**
     * Binds an address; one that was killed may be bound again.
     *
     * @param loop the node's loop
     * @param host a literal address
     * @param port the port, or 0 for any
     * @return a transport, quiet until started
     */
    public VirtualTransport bind(VirtualEventLoop loop, String host, int port) {
        InetSocketAddress address = address(host, port == 0 ? nextPort++ : port);
        VirtualTransport transport = new VirtualTransport(this, time, loop, address);
        if (bound.putIfAbsent(address, transport) != null) {
            throw new IllegalStateException(address + " is bound already");
        }
        dead.remove(address);
        return transport;
    }

    /**
     * Whether somebody has an address.
     *
     * @param address the address
     * @return false if it can be bound
     */
    public boolean isBound(InetSocketAddress address) {
        return bound.containsKey(address);
    }

    /**
     * An address of this network.
     *
     * @param host a literal address
     * @param port the port
     * @return a resolved address
     */
    public static InetSocketAddress address(String host, int port) {
        return new InetSocketAddress(literal(host), port);
    }

    /**
     * Sets how much is lost, of packets only.
     *
     * @param probability from 0 to 1, for each packet on its own
     */
    public void setLoss(double probability) {
        loss = probability;
    }

    /**
     * Sets how much arrives twice, of packets only.
     *
     * @param probability from 0 to 1, for each packet on its own
     */
    public void setDuplication(double probability) {
        duplication = probability;
    }

    /**
     * Sets how long everything takes, one way.
     *
     * @param latency zero or more
     */
    public void setLatency(Duration latency) {
        latencyNanos = latency.toNanos();
    }

    /**
     * Sets how much longer something may take at random, which reorders packets but never the bytes of a stream.
     *
     * @param jitter zero or more
     */
    public void setJitter(Duration jitter) {
        jitterNanos = jitter.toNanos();
    }

    /**
     * Sets into which pieces streams are cut; 8 KiB at first. One byte tests a reader well.
     *
     * @param bytes one or more
     */
    public void setSegmentSize(int bytes) {
        segmentBytes = bytes;
    }

    /**
     * Adds a rule, for whatever has no method of its own.
     *
     * @param rule what befalls packets and streams
     * @return takes the rule away again
     */
    public Subscription add(LinkRule rule) {
        rules.add(rule);
        return () -> rules.remove(rule);
    }

    /**
     * Shows each packet that is sent to an observer.
     *
     * @param tap the observer; called in the middle of the sender's step
     */
    public void onPacket(Consumer<Packet> tap) {
        taps.add(tap);
    }

    /**
     * Shows each packet that is received to an observer: not when it arrives at the host, but when the node reads it.
     *
     * @param tap the observer; called on the receiver's loop, right before the node sees the packet
     */
    public void onReceipt(Consumer<Packet> tap) {
        receiptTaps.add(tap);
    }

    /**
     * The number of packets that were sent, lost ones included.
     *
     * @return zero or more
     */
    public long packetsSent() {
        return packetsSent;
    }

    /**
     * How long it takes until every packet that is under way has arrived; one that was sent twice may come minutes later.
     *
     * @return zero or longer
     */
    public Duration underWay() {
        return Duration.ofNanos(Math.max(0, lastArrivalNanos - time.nanoTime()));
    }

    /**
     * Cuts every connection between two groups, in both directions; streams that are open stall for good.
     *
     * @param some addresses
     * @param others other addresses
     */
    public void partition(Collection<InetSocketAddress> some, Collection<InetSocketAddress> others) {
        for (InetSocketAddress a : some) {
            for (InetSocketAddress b : others) {
                block(a, b);
            }
        }
    }

    /**
     * Cuts the connection between two addresses, in both directions.
     *
     * @param a one
     * @param b the other
     */
    public void block(InetSocketAddress a, InetSocketAddress b) {
        blockPackets(a, b);
        blockStreams(a, b);
    }

    /**
     * Loses the packets between two addresses, in both directions.
     *
     * @param a one
     * @param b the other
     */
    public void blockPackets(InetSocketAddress a, InetSocketAddress b) {
        blockPacketsOneWay(a, b);
        blockPacketsOneWay(b, a);
    }

    /**
     * Loses the packets from one address to another, but not back.
     *
     * @param from the sender
     * @param to the receiver
     */
    public void blockPacketsOneWay(InetSocketAddress from, InetSocketAddress to) {
        blocks.add(new Block(from, to, Kind.PACKETS));
    }

    /**
     * Stalls the open streams between two addresses for good and keeps new ones from opening.
     *
     * @param a one
     * @param b the other
     */
    public void blockStreams(InetSocketAddress a, InetSocketAddress b) {
        blocks.add(new Block(a, b, Kind.STREAMS));
        blocks.add(new Block(b, a, Kind.STREAMS));
    }

    /**
     * Loses all packets that come from an address.
     *
     * @param from the sender
     */
    public void dropAllFrom(InetSocketAddress from) {
        muted.add(from);
    }

    /**
     * Ends what was blocked between two addresses.
     *
     * @param a one
     * @param b the other
     */
    public void unblock(InetSocketAddress a, InetSocketAddress b) {
        blocks.removeIf(
                block -> (block.from.equals(a) && block.to.equals(b)) || (block.from.equals(b) && block.to.equals(a)));
    }

    /** Ends all partitions and blocks; rules, loss, latency and the dead remain. */
    public void heal() {
        blocks.clear();
        muted.clear();
    }

    /**
     * Takes a host from the network: nothing in or out any more, no good-bye on its streams, and its loop ends. The
     * address can be bound again.
     *
     * @param address who dies
     */
    public void kill(InetSocketAddress address) {
        VirtualTransport victim = bound.remove(address);
        if (victim == null) {
            throw new IllegalStateException("nobody is bound to " + address);
        }
        dead.add(address);
        victim.die();
    }

    /**
     * Gives a name to addresses, for {@link #resolver()}.
     *
     * @param name the host name
     * @param addresses literal addresses
     */
    public void name(String name, String... addresses) {
        names.put(name, List.of(addresses).stream().map(VirtualNetwork::literal).toList());
    }

    /**
     * A resolver that knows the names of this network and literal addresses; the answer comes back on the loop that
     * asked.
     *
     * @return a resolver
     */
    public Resolver resolver() {
        return (host, callback) -> {
            VirtualEventLoop asking = time.current();
            Runnable answer = () -> {
                List<InetAddress> known = names.get(host);
                if (known == null && (host.contains(":") || host.matches("[0-9.]+"))) {
                    known = List.of(literal(host));
                }
                if (known == null || known.isEmpty()) {
                    callback.failed(new UnknownHostException(host));
                } else {
                    callback.resolved(known);
                }
            };
            if (asking == null) {
                time.after(Duration.ofNanos(latencyNanos), answer);
            } else {
                time.post(latencyNanos, () -> asking.input(answer));
            }
        };
    }

    private static InetAddress literal(String host) {
        if (!host.contains(":") && !host.matches("[0-9.]+")) {
            throw new IllegalArgumentException(host + " is no literal address");
        }
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(host + " is no literal address", e);
        }
    }

    void packet(InetSocketAddress from, InetSocketAddress to, byte[] bytes) {
        Packet packet = new Packet(time.nanoTime(), from, to, bytes);
        packetsSent++;
        taps.forEach(tap -> tap.accept(packet));
        // Chance is drawn for each packet whatever becomes of it, so that one more block does not change all that
        // follows.
        boolean lost = random.nextDouble() < loss;
        boolean twice = random.nextDouble() < duplication;
        long first = delay();
        long second = delay();
        Fate fate = new Fate(bytes, first);
        if (twice) {
            fate.duplicate(second - first);
        }
        for (LinkRule rule : rules) {
            rule.packet(packet, fate);
        }
        if (lost
                || fate.isLost()
                || fate.bytes().length == 0
                || muted.contains(from)
                || (!blocks.isEmpty() && blocks.contains(new Block(from, to, Kind.PACKETS)))) {
            return;
        }
        deliver(from, to, fate.bytes(), fate.delayNanos());
        for (long further : fate.copies()) {
            deliver(from, to, fate.bytes(), fate.delayNanos() + further);
        }
    }

    /** To whoever has the address when it arrives. */
    private void deliver(InetSocketAddress from, InetSocketAddress to, byte[] bytes, long delayNanos) {
        lastArrivalNanos += Math.max(0, time.nanoTime() + delayNanos - lastArrivalNanos);
        time.post(delayNanos, () -> {
            VirtualTransport receiver = bound.get(to);
            if (receiver != null) {
                receiver.packetArrived(from, bytes);
            }
        });
    }

    void received(InetSocketAddress from, InetSocketAddress to, byte[] bytes) {
        if (!receiptTaps.isEmpty()) {
            Packet packet = new Packet(time.nanoTime(), from, to, bytes);
            receiptTaps.forEach(tap -> tap.accept(packet));
        }
    }

    boolean streamsPass(InetSocketAddress from, InetSocketAddress to) {
        if (dead.contains(from) || dead.contains(to) || blocks.contains(new Block(from, to, Kind.STREAMS))) {
            return false;
        }
        for (LinkRule rule : rules) {
            if (!rule.streamsPass(from, to)) {
                return false;
            }
        }
        return true;
    }

    boolean refusesStream(InetSocketAddress from, InetSocketAddress to) {
        return rules.stream().anyMatch(rule -> rule.refusesStream(from, to));
    }

    boolean canOpenStream(InetSocketAddress from) {
        return rules.stream().allMatch(rule -> rule.canOpenStream(from));
    }

    boolean canSendPacket(InetSocketAddress from) {
        for (LinkRule rule : rules) {
            if (!rule.canSendPacket(from)) {
                return false;
            }
        }
        return true;
    }

    boolean resetsStream(InetSocketAddress from, InetSocketAddress to) {
        boolean resets = false;
        for (LinkRule rule : rules) {
            resets |= rule.resetsStream(from, to);
        }
        return resets;
    }

    long streamNanosPerByte(InetSocketAddress from, InetSocketAddress to) {
        long nanos = 0;
        for (LinkRule rule : rules) {
            nanos += rule.streamNanosPerByte(from, to);
        }
        return nanos;
    }

    long streamDelay(InetSocketAddress from, InetSocketAddress to) {
        long delay = delay();
        for (LinkRule rule : rules) {
            delay += rule.streamDelayNanos(from, to);
        }
        return delay;
    }

    long delay() {
        return latencyNanos + (jitterNanos > 0 ? random.nextLong(jitterNanos + 1) : 0);
    }

    int segmentBytes() {
        return segmentBytes;
    }

    @Nullable
    VirtualTransport at(InetSocketAddress address) {
        return bound.get(address);
    }

    void unbind(VirtualTransport transport) {
        bound.remove(transport.localAddress(), transport);
    }
}
