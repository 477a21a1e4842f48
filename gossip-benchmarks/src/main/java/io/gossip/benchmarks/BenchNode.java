package io.gossip.benchmarks;

import io.gossip.memberlist.CompositeDelegate;
import io.gossip.memberlist.Environment;
import io.gossip.memberlist.MemberlistConfig;
import io.gossip.memberlist.MemberlistMetrics;
import io.gossip.memberlist.MemberlistNode;
import io.gossip.wire.FramingConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.SplittableRandom;

/** A membership engine on a {@link ManualLoop} and a {@link MemoryNetwork}. */
final class BenchNode {

    /** How long a round of gossip takes. */
    static final long GOSSIP_NANOS = Duration.ofMillis(200).toNanos();

    /** In the time that stands still while a benchmark runs, all packets come within a second. */
    private static final int MAX_PACKETS_PER_SECOND = 1_000_000;

    private static final InetSocketAddress ELSEWHERE = address(1);

    private final ManualLoop loop;
    private final MemoryNetwork network;
    private final InetSocketAddress address;
    private final MemberlistNode node;

    private BenchNode(
            ManualLoop loop, MemoryNetwork network, InetSocketAddress address, String name, MemberlistConfig config) {
        this.loop = loop;
        this.network = network;
        this.address = address;
        this.node = new MemberlistNode(
                config,
                new Environment(
                        loop,
                        network.transport(address),
                        (host, callback) -> {},
                        new SplittableRandom(name.hashCode()),
                        new SplittableRandom(name.hashCode()),
                        loop::execute),
                CompositeDelegate.none(),
                MemberlistMetrics.NONE);
        node.start();
    }

    /** A node that gossips and answers; it probes if there is an interval. */
    static BenchNode start(
            ManualLoop loop,
            MemoryNetwork network,
            String name,
            int port,
            FramingConfig framing,
            Duration probeInterval) {
        MemberlistConfig config = MemberlistConfig.lan(name)
                .probeInterval(probeInterval)
                .pushPullInterval(Duration.ZERO)
                .packetsPerSecondPerSource(MAX_PACKETS_PER_SECOND)
                .framing(framing)
                .build();
        return new BenchNode(loop, network, address(port), name, config);
    }

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    MemberlistNode node() {
        return node;
    }

    /** Makes a packet arrive from somewhere; its position is left alone. */
    void receive(ByteBuffer packet) {
        network.deliver(ELSEWHERE, address, packet.duplicate());
    }

    /** Fails if not every packet was taken: what was measured then is a refusal. */
    void checkAllWasTaken() {
        if (node.rejectedInputs() > 0) {
            throw new IllegalStateException(node.rejectedInputs() + " packets were refused");
        }
    }

    /** Lets the node hear of members, and tell them of each other until all is told. */
    void learn(int members, Packets packets) {
        for (int first = 0; first < members; first += Packets.ANNOUNCEMENTS) {
            receive(packets.packet(Packets.announcements(first, 1), true));
        }
        for (long before = -1; before != network.sent(); ) {
            before = network.sent();
            loop.advance(GOSSIP_NANOS);
        }
    }
}
