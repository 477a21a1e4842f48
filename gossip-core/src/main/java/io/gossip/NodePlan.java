package io.gossip;

import io.gossip.keyring.KeyringFile;
import io.gossip.keyring.LocalKeys;
import io.gossip.memberlist.CompositeDelegate;
import io.gossip.memberlist.Environment;
import io.gossip.memberlist.InputConfig;
import io.gossip.memberlist.Memberlist;
import io.gossip.memberlist.MemberlistConfig;
import io.gossip.memberlist.MemberlistMetrics;
import io.gossip.memberlist.SeedAddress;
import io.gossip.runtime.ConfigurationException;
import io.gossip.runtime.OrderedDispatcher;
import io.gossip.runtime.netty.NettyEventLoop;
import io.gossip.runtime.netty.NettyEventLoops;
import io.gossip.serf.Serf;
import io.gossip.serf.SerfConfig;
import io.gossip.serf.SerfEvent;
import io.gossip.transport.BindFailedException;
import io.gossip.transport.IpLiteral;
import io.gossip.transport.JdkResolver;
import io.gossip.transport.netty.NettyTransport;
import io.gossip.transport.netty.NettyTransportConfig;
import io.gossip.wire.Address;
import io.gossip.wire.FramingConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that is needed to start a node, checked; starting it can only fail for reasons that lie outside, such as a port that is
 * taken.
 *
 * @param name name of the node, or null for one made from host name, address and port
 * @param bindAddress where to listen; port 0 lets the operating system choose
 * @param portFallback how many of the following ports to try if the port is taken
 * @param advertiseIp where others reach the node, or null for where it listens
 * @param advertisePort the port there, or 0 for the one that was bound
 * @param config settings, with a name and an address still to be replaced
 * @param keyringFile where the keys of the settings came from and changes are kept, or null
 * @param listeners get all events, as {@link io.gossip.serf.Serf#subscribe} says
 * @param metrics told what the membership layer does
 * @param eventExecutor runs user code, or null for a thread of the node's own
 * @param eventLoops run the node, or null for a thread of its own
 */
record NodePlan(
        @Nullable String name,
        InetSocketAddress bindAddress,
        int portFallback,
        @Nullable InetAddress advertiseIp,
        int advertisePort,
        SerfConfig config,
        @Nullable KeyringFile keyringFile,
        List<Consumer<? super SerfEvent>> listeners,
        MemberlistMetrics metrics,
        @Nullable Executor eventExecutor,
        @Nullable NettyEventLoops eventLoops) {

    private static final Logger log = LoggerFactory.getLogger(NodePlan.class);

    private static final Duration LOOKUP_TIMEOUT = Duration.ofSeconds(5);
    static final int DEFAULT_PORT = 7946;

    private static final int MAX_PORT = 65_535;

    NodePlan {
        if (portFallback < 0) {
            throw new ConfigurationException("portFallback", portFallback, "0 or more");
        }
        InetAddress ip = bindAddress.getAddress();
        if (advertiseIp == null && ip.isAnyLocalAddress() && ip.getAddress().length > 4) {
            throw new ConfigurationException(
                    "bind", ip.getHostAddress(), "0.0.0.0 or one IPv6 address, unless an address to advertise is set");
        }
        if (advertiseIp != null && advertiseIp.isAnyLocalAddress()) {
            throw new ConfigurationException(
                    "advertise", advertiseIp.getHostAddress(), "the address at which others reach this node");
        }
        if (eventExecutor != null) {
            checkLeavesTheCaller(eventExecutor);
        }
        listeners = List.copyOf(listeners);
    }

    /** Also asked on a thread of that very executor: then the task runs there later, which is as it should be. */
    private static void checkLeavesTheCaller(Executor executor) {
        Thread caller = Thread.currentThread();
        AtomicBoolean stayed = new AtomicBoolean();
        try {
            executor.execute(() -> stayed.set(Thread.currentThread() == caller));
        } catch (RejectedExecutionException e) {
            throw new ConfigurationException("eventExecutor", executor, "one that accepts tasks");
        }
        if (stayed.get()) {
            throw new ConfigurationException(
                    "eventExecutor", executor, "one that does not run tasks on the calling thread");
        }
    }

    /**
     * A literal IP address; one of IPv6 may stand in brackets.
     *
     * @throws ConfigurationException if the text is something else, such as a host name
     */
    static InetAddress literal(String property, String text) {
        try {
            String address = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
            if (IpLiteral.isLiteral(address)) {
                return InetAddress.getByName(address);
            }
        } catch (UnknownHostException e) {
            log.debug("Not an address of this machine: {}", text, e);
        }
        throw new ConfigurationException(property, "'" + text + "'", "a literal IP address");
    }

    static int port(String property, int port) {
        if (port < 0 || port > MAX_PORT) {
            throw new ConfigurationException(property, port, "0 to " + MAX_PORT);
        }
        return port;
    }

    /**
     * Binds the sockets and announces the node; the former blocks, for milliseconds.
     *
     * @return completes on the event loop; fails when what was opened is closed again
     */
    CompletableFuture<GossipNode> start() {
        return start((memberlist, environment, resources) -> Serf.start(
                        config.toBuilder().memberlist(memberlist).build(), environment, metrics, listeners)
                .thenApply(serf -> new GossipNode(serf, resources)));
    }

    /**
     * Like {@link #start()}, but without serf.
     *
     * @param delegate the application
     */
    CompletableFuture<GossipMemberlist> startMemberlist(CompositeDelegate delegate) {
        return start((settings, environment, resources) -> Memberlist.start(settings, environment, delegate, metrics)
                .thenApply(memberlist -> new GossipMemberlist(memberlist, resources)));
    }

    /** Starts a node in what was opened for it. */
    private interface Starter<T> {
        CompletableFuture<T> start(MemberlistConfig settings, Environment environment, NodeResources resources);
    }

    private <T> CompletableFuture<T> start(Starter<T> starter) {
        NodeLoops loops = NodeLoops.of(eventLoops, name == null ? "gossip" : "gossip-" + name);
        try {
            NettyTransport transport = bind(loops.loop());
            try {
                return start(starter, loops, transport);
            } catch (Throwable e) {
                close(transport, loops.loop()).join();
                throw e;
            }
        } catch (Throwable e) {
            loops.close();
            throw e;
        }
    }

    private static CompletableFuture<Void> close(NettyTransport transport, NettyEventLoop loop) {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        loop.execute(() -> transport.close(() -> closed.complete(null)));
        return closed;
    }

    private <T> CompletableFuture<T> start(Starter<T> starter, NodeLoops loops, NettyTransport transport) {
        NettyEventLoop loop = loops.loop();
        InetSocketAddress local = transport.localAddress();
        Address advertised = advertisedAddress(local);
        String nodeName = name == null ? NodeName.of(advertised) : name;
        OrderedDispatcher dispatcher = eventExecutor == null
                ? OrderedDispatcher.onOwnThread(nodeName)
                : new OrderedDispatcher("gossip-" + nodeName + "-events", eventExecutor);
        SecureRandom random = new SecureRandom(); // the nonces of encrypted messages come from here too
        Environment environment = new Environment(
                loop,
                transport,
                new JdkResolver(loop, JdkResolver.newExecutor(nodeName), LOOKUP_TIMEOUT),
                random,
                random,
                dispatcher);
        MemberlistConfig memberlist = config.memberlist().toBuilder()
                .name(nodeName)
                .advertisedAddress(advertised)
                .build();
        LocalKeys keys = new LocalKeys(memberlist.framing().keyring(), keyringFile, LocalKeys.newExecutor(nodeName));
        warnIfOpen(local);
        warnIfUnreachable(advertised);
        return starter.start(memberlist, environment, new NodeResources(keys, local, advertised, dispatcher, loops))
                .thenApply(node -> {
                    log.info("Node {} listens on {}, known as {}", nodeName, Address.of(local), advertised);
                    return node;
                })
                .exceptionallyCompose(failure -> {
                    dispatcher.close();
                    // Whoever hears of the failure may try again at once, on the same port.
                    return loops.closeAsync().thenCompose(closed -> CompletableFuture.failedFuture(failure));
                });
    }

    private NettyTransport bind(NettyEventLoop loop) {
        Duration streamTimeout = config.memberlist().streams().timeout();
        InputConfig input = config.memberlist().input();
        NettyTransportConfig limits = NettyTransportConfig.defaults()
                .withInboundConnections(input.maxInboundStreams(), input.maxInboundStreamsPerSource())
                .withDeadlines(streamTimeout.multipliedBy(2), streamTimeout);
        int port = bindAddress.getPort();
        for (int triesLeft = port == 0 ? 0 : Math.min(portFallback, MAX_PORT - port); ; triesLeft--, port++) {
            try {
                return NettyTransport.bind(loop, new InetSocketAddress(bindAddress.getAddress(), port), limits);
            } catch (BindFailedException e) {
                if (triesLeft == 0 || !e.isAddressInUse()) {
                    throw e;
                }
                log.info("Port {} is taken, trying the next one", port);
            }
        }
    }

    private Address advertisedAddress(InetSocketAddress bound) {
        int port = advertisePort == 0 || advertiseIp == null ? bound.getPort() : advertisePort;
        if (advertiseIp != null) {
            return Address.of(new InetSocketAddress(advertiseIp, port));
        }
        InetAddress ip = bound.getAddress().isAnyLocalAddress() ? AdvertiseAddress.find() : bound.getAddress();
        return Address.of(new InetSocketAddress(ip, port));
    }

    /** Seeds whose port does not depend on which port this node happens to get. */
    static List<String> withPort(List<String> seeds, int bindPort) {
        int port = bindPort == 0 ? DEFAULT_PORT : bindPort;
        return seeds.stream()
                .map(seed -> SeedAddress.parse(seed, port).toString())
                .toList();
    }

    private void warnIfUnreachable(Address advertised) {
        List<String> seeds = config.memberlist().rejoin().seeds();
        if (advertised.socketAddress().getAddress().isLoopbackAddress()
                && !seeds.stream()
                        .allMatch(seed -> SeedAddress.parse(seed, DEFAULT_PORT).isLoopback())) {
            log.warn(
                    "Known to others as {}, where nodes on other machines cannot reach it, but seeds are {}: bind or"
                            + " advertise another address",
                    advertised,
                    seeds);
        }
    }

    private void warnIfOpen(InetSocketAddress bound) {
        FramingConfig framing = config.memberlist().framing();
        if (framing.keyring().isEmpty()) {
            if (!bound.getAddress().isLoopbackAddress()) {
                log.warn(
                        "Listening on {} without encryption: whoever can send to this port can read and forge the"
                                + " membership. Set an encryption key, or let only the cluster's nodes reach it",
                        Address.of(bound));
            }
        } else if (!framing.isProtected()) {
            log.warn(
                    "There is a key, but this node {}, which is right only while the cluster is being moved to encryption",
                    framing.verifyOutgoing() ? "accepts what is not encrypted" : "does not encrypt");
        }
    }
}
