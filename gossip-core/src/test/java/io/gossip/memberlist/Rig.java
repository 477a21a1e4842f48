package io.gossip.memberlist;

import io.gossip.runtime.LogLimiter;
import io.gossip.transport.Connection;
import io.gossip.transport.ConnectionHandler;
import io.gossip.transport.Transport;
import io.gossip.virtual.VirtualEventLoop;
import io.gossip.virtual.VirtualNetwork;
import io.gossip.virtual.VirtualTime;
import io.gossip.virtual.VirtualTransport;
import io.gossip.wire.Bytes;
import io.gossip.wire.Message;
import io.gossip.wire.MessageCodec;
import io.gossip.wire.MsgpackCodec;
import io.gossip.wire.NodeState;
import io.gossip.wire.PacketFraming;
import io.gossip.wire.StreamFraming;
import io.gossip.wire.WireException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * The rooms of one node, put together as {@link MemberlistNode} does it but open to the test, and nothing started.
 *
 * <p>The node is {@code "a"} at 10.0.0.1:7946, announced with incarnation 1 and with its announcement told already. The
 * network takes no time, and others on it are {@link Peer}s, who do what the test says.
 */
final class Rig {

    final VirtualTime time = new VirtualTime();
    final VirtualNetwork net = new VirtualNetwork(time, new SplittableRandom(42));
    final VirtualTransport socket = net.bind("10.0.0.1", 7946);
    final VirtualEventLoop virtualLoop = socket.eventLoop();
    final ObservedLoop loop = new ObservedLoop(virtualLoop);
    final ObservedTransport transport = new ObservedTransport(socket, loop);
    final RandomGenerator random = new SplittableRandom(7);
    final RecordedApplication application = new RecordedApplication(loop);
    final RecordedMetrics metrics = new RecordedMetrics();

    final MemberlistConfig config;
    final MessageCodec codec;
    final MessageBytes encoder;
    final PacketFraming packets;
    final StreamFraming streams;
    final PortMask ports;
    final MemberTable table;
    final LocalHealth health;
    final List<BroadcastQueue> queues = new ArrayList<>();
    final PacketSender sender;
    final Gossiper gossiper;
    final BroadcastQueue news;
    final BadInput badInput;
    final Membership membership;
    final StreamClient streamClient;
    final PendingAcks pendingAcks = new PendingAcks();
    final SequenceNumbers sequences = new SequenceNumbers(1000);
    final ProbeTools probeTools;
    final FailureDetector failureDetector;
    final AntiEntropy antiEntropy;
    final Joiner joiner;
    final IndirectPings indirectPings;
    final PacketReceiver receiver;
    final StreamServer streamServer;

    Rig() {
        this(settings -> settings);
    }

    Rig(UnaryOperator<MemberlistConfigBuilder> settings) {
        net.setLatency(Duration.ZERO);
        config = settings.apply(MemberlistConfig.lan("a")).build();
        codec = new MsgpackCodec(config.framing().limits());
        encoder = new MessageBytes(codec);
        packets = new PacketFraming(config.framing(), codec, random);
        streams = new StreamFraming(config.framing(), codec, random);
        ports = new PortMask(config.protocolVersion(), 7946);
        table = new MemberTable(random, metrics);
        health = new LocalHealth(config.probing().awarenessMaxMultiplier(), metrics);
        sender = new PacketSender(config.gossip().packetSize(), packets, encoder, transport, queues, metrics);
        gossiper = new Gossiper(config, loop, table, queues, sender, metrics);
        news = addQueue();
        badInput = new BadInput(new LogLimiter(loop), metrics);
        Application delegate = new Application(
                application.delegate(),
                MemberlistNode.NOBODY,
                new InlineCalls(application.delegate().events()),
                config,
                loop,
                badInput,
                metrics);
        membership = new Membership(
                config,
                loop,
                table,
                news,
                encoder,
                ports,
                delegate,
                health,
                new Plausibility(config.admission(), table, badInput),
                new SecondOpinion(config, table, sequences, sender),
                metrics);
        streamClient = new StreamClient(loop, transport, streams, badInput, metrics);
        probeTools = new ProbeTools(
                config,
                loop,
                table,
                membership,
                delegate,
                health,
                sequences,
                pendingAcks,
                sender,
                streamClient,
                new LogLimiter(loop),
                metrics);
        failureDetector = new FailureDetector(probeTools);
        antiEntropy = new AntiEntropy(config, loop, table, membership, delegate, streamClient, metrics, random);
        joiner =
                new Joiner(net.resolver(), antiEntropy, 7946, config.admission().requireNodeNames());
        indirectPings =
                new IndirectPings(config, loop, table, membership, ports, sequences, pendingAcks, sender, badInput);
        SourceLimit sources = new SourceLimit(loop, config.input().packetsPerSecondPerSource());
        receiver = new PacketReceiver(
                config,
                sources,
                packets,
                table,
                membership,
                pendingAcks,
                indirectPings,
                sender,
                new Corrections(config.name(), table, sender),
                delegate,
                badInput,
                metrics);
        streamServer = new StreamServer(config, loop, sources, streams, antiEntropy, delegate, badInput, metrics);
        transport.start(new Transport.Handler() {
            @Override
            public void packetReceived(InetSocketAddress source, ByteBuffer packet) {
                receiver.receive(source, packet);
            }

            @Override
            public ConnectionHandler connectionAccepted(Connection connection) {
                return streamServer.accept(connection);
            }
        });
        membership.announce(Say.addressOf("a"), Bytes.EMPTY, () -> {});
        forget();
    }

    /** One more queue, as an application has it. */
    BroadcastQueue addQueue() {
        BroadcastQueue queue = new BroadcastQueue(
                encoder,
                config.gossip().retransmitMultiplier(),
                () -> PacketSender.longestBroadcast(config.gossip().packetSize(), packets),
                table::size,
                gossiper::newsQueued);
        queues.add(queue);
        return queue;
    }

    /** A stranger on the network. */
    Peer stranger(String name) {
        return new Peer(this, name);
    }

    /** A member of incarnation 1, with its announcement told already. */
    Peer peer(String name) {
        Peer peer = stranger(name);
        membership.alive(Say.alive(name, 1));
        forget();
        return peer;
    }

    /** Several members. */
    List<Peer> peers(String... names) {
        return List.of(names).stream().map(this::peer).toList();
    }

    MemberEntry entry(String name) {
        MemberEntry entry = table.get(name);
        if (entry == null) {
            throw new AssertionError("'" + name + "' is not in the table");
        }
        return entry;
    }

    NodeState state(String name) {
        return entry(name).state();
    }

    long incarnation(String name) {
        return entry(name).incarnation;
    }

    /** What waits to be gossiped about membership; each look counts as one transmission. */
    List<Message> news() {
        List<Bytes> pieces = new ArrayList<>();
        news.take(pieces, 2, 1_000_000);
        news.packetSent();
        return pieces.stream().map(this::decode).toList();
    }

    /** Forgets what has happened so far: events, news, and rounds of gossip that were about to come. */
    void forget() {
        while (news.size() > 0) {
            news.take(new ArrayList<>(), 2, 1_000_000);
            news.packetSent();
        }
        application.events.clear();
        transport.sent.clear();
    }

    Message decode(Bytes message) {
        try {
            return codec.decodePacket(message.asBuffer());
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }

    /** The messages in a packet. */
    List<Message> open(byte[] packet) {
        List<Message> messages = new ArrayList<>();
        new PacketFraming(config.framing(), codec, random).open(ByteBuffer.wrap(packet), new PacketFraming.Sink() {
            @Override
            public void message(Message message) {
                messages.add(message);
            }

            @Override
            public void rejected(WireException why) {
                throw new AssertionError("unreadable packet", why);
            }
        });
        return messages;
    }

    void advanceMillis(long millis) {
        time.advance(Duration.ofMillis(millis));
    }
}
