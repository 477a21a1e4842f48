package io.gossip.memberlist;

import io.gossip.runtime.ConfigurationException;
import io.gossip.runtime.EventLoop;
import io.gossip.runtime.LogLimiter;
import io.gossip.transport.Transport;
import io.gossip.wire.Address;
import io.gossip.wire.MessageCodec;
import io.gossip.wire.PacketFraming;
import io.gossip.wire.StreamFraming;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/** The rooms of one node, each handed what it needs of the others; {@link MemberlistNode} starts, uses and stops them. */
final class NodeParts {

    final Address address;
    final BadInput badInput;
    final MemberlistMetrics metrics;
    final Application application;
    final MemberTable table;
    final LocalHealth health;
    final List<BroadcastQueue> queues = new ArrayList<>();
    final PacketSender sender;
    final Gossiper gossiper;
    final QueueCheck queueCheck;
    final Membership membership;
    final StreamClient streamClient;
    final PendingAcks pendingAcks = new PendingAcks();
    final IndirectPings indirectPings;
    final ProbeTools probeTools;
    final FailureDetector failureDetector;
    final AntiEntropy antiEntropy;
    final Joiner joiner;
    final Rejoiner rejoiner;
    final PacketReceiver receiver;
    final StreamServer streamServer;
    private final MemberlistConfig config;
    private final MessageBytes encoder;
    private final IntSupplier longestBroadcast;

    /**
     * Makes all of them; none does anything yet.
     *
     * @throws ConfigurationException if there is no address to announce, or it is in none of the allowed networks
     */
    NodeParts(
            MemberlistConfig config,
            Environment environment,
            CompositeDelegate delegate,
            EventDelegate watcher,
            DelegateCalls calls,
            MemberlistMetrics reports) {
        this.config = config;
        this.address = advertisedAddress(config, environment.transport());
        requireAllowed(address, config.admission());
        EventLoop loop = environment.loop();
        Transport transport = environment.transport();
        MessageCodec codec = config.framing().codec().create(config.framing().limits());
        PacketFraming packets = new PacketFraming(config.framing(), codec, environment.nonces());
        StreamFraming streams = new StreamFraming(config.framing(), codec, environment.nonces());
        PortMask ports =
                new PortMask(config.protocolVersion(), transport.localAddress().getPort());
        this.longestBroadcast =
                () -> PacketSender.longestBroadcast(config.gossip().packetSize(), packets);
        this.metrics = new GuardedMetrics(reports, new LogLimiter(loop));
        this.encoder = new MessageBytes(codec);
        this.badInput = new BadInput(new LogLimiter(loop), metrics);
        this.application = new Application(delegate, watcher, calls, config, loop, badInput, metrics);
        this.table = new MemberTable(environment.random(), metrics);
        this.health = new LocalHealth(config.probing().awarenessMaxMultiplier(), metrics);
        this.sender = new PacketSender(config.gossip().packetSize(), packets, encoder, transport, queues, metrics);
        this.gossiper = new Gossiper(config, loop, table, queues, sender, metrics);
        BroadcastQueue membershipNews = addBroadcastQueue();
        this.queueCheck = new QueueCheck(config, loop, membershipNews, metrics);
        Plausibility plausibility = new Plausibility(config.admission(), table, badInput);
        SequenceNumbers sequences = new SequenceNumbers(environment.random().nextLong());
        this.membership = new Membership(
                config,
                loop,
                table,
                membershipNews,
                encoder,
                ports,
                application,
                health,
                plausibility,
                new SecondOpinion(config, table, sequences, sender),
                metrics);
        this.streamClient = new StreamClient(loop, transport, streams, badInput, metrics);
        this.probeTools = new ProbeTools(
                config,
                loop,
                table,
                membership,
                application,
                health,
                sequences,
                pendingAcks,
                sender,
                streamClient,
                new LogLimiter(loop),
                metrics);
        this.failureDetector = new FailureDetector(probeTools);
        this.antiEntropy = new AntiEntropy(
                config, loop, table, membership, application, streamClient, metrics, environment.random());
        this.joiner = new Joiner(
                environment.resolver(),
                antiEntropy,
                transport.localAddress().getPort(),
                config.admission().requireNodeNames());
        this.rejoiner = new Rejoiner(
                config,
                loop,
                environment.random(),
                table,
                joiner,
                List.of(address.socketAddress(), transport.localAddress()));
        this.indirectPings =
                new IndirectPings(config, loop, table, membership, ports, sequences, pendingAcks, sender, badInput);
        SourceLimit sources = new SourceLimit(loop, config.input().packetsPerSecondPerSource());
        this.receiver = new PacketReceiver(
                config,
                sources,
                packets,
                table,
                membership,
                pendingAcks,
                indirectPings,
                sender,
                new Corrections(config.name(), table, sender),
                application,
                badInput,
                metrics);
        this.streamServer =
                new StreamServer(config, loop, sources, streams, antiEntropy, application, badInput, metrics);
    }

    /** Adds a queue whose news goes after that of the queues added earlier. */
    BroadcastQueue addBroadcastQueue() {
        BroadcastQueue queue = new BroadcastQueue(
                encoder, config.gossip().retransmitMultiplier(), longestBroadcast, table::size, gossiper::newsQueued);
        queues.add(queue);
        return queue;
    }

    private static Address advertisedAddress(MemberlistConfig config, Transport transport) {
        Address configured = config.advertisedAddress();
        if (configured != null) {
            return configured;
        }
        InetSocketAddress bound = transport.localAddress();
        if (bound.getAddress().isAnyLocalAddress()) {
            throw new ConfigurationException(
                    "advertisedAddress", "not set", "an address others can reach, because all interfaces are bound");
        }
        return Address.of(bound);
    }

    /** Go starts such a node, which then lacks itself in its own table. */
    private static void requireAllowed(Address own, AdmissionConfig admission) {
        if (!admission.allows(own.socketAddress().getAddress())) {
            throw new ConfigurationException(
                    "allowedNetworks",
                    admission.allowedNetworks(),
                    "networks of which one contains the address of this node, " + own);
        }
    }
}
