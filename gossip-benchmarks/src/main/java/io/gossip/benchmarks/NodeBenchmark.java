package io.gossip.benchmarks;

import io.gossip.memberlist.BroadcastQueue;
import io.gossip.wire.Bytes;
import io.gossip.wire.FramingConfig;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a whole membership engine does with packets, from bytes to bytes, everything but the socket. What a packet costs must not
 * depend on how many members there are.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@SuppressWarnings("NullAway.Init") // JMH calls prepare() first
public class NodeBenchmark {

    private static final int BROADCASTS = 64;
    private static final int BROADCAST_BYTES = 150;

    /** Whether packets are encrypted, with AES-256-GCM. */
    @Param({"false", "true"})
    public boolean encrypted = false;

    /** How many members the node knows. */
    @Param({"16", "1000"})
    public int members = 16;

    private ManualLoop loop;
    private MemoryNetwork network;
    private BenchNode node;
    private ByteBuffer known;
    private ByteBuffer ping;

    /** Makes a node that gossips and answers, and the packets it will get. */
    @Setup(Level.Iteration)
    public void prepare() {
        loop = new ManualLoop();
        network = new MemoryNetwork(loop);
        FramingConfig framing = Packets.framing(false, encrypted);
        node = BenchNode.start(loop, network, "self", 7946, framing, Duration.ZERO);
        Packets packets = new Packets(framing);
        node.learn(members, packets);
        BroadcastQueue queue = node.node().addBroadcastQueue();
        for (int i = 0; i < BROADCASTS; i++) {
            enqueue(queue, Bytes.of(new byte[BROADCAST_BYTES]));
        }
        known = packets.packet(Packets.announcements(0, 1), true);
        ping = packets.packet(List.of(Packets.ping("self", "billing-7f9c2")), false);
    }

    /** Makes sure that the node did what is measured. */
    @TearDown(Level.Iteration)
    public void check() {
        node.checkAllWasTaken();
    }

    /** A full packet, checksum included, of which everything is known already, as most news is: opened, read, compared. */
    @Benchmark
    public void receiveKnown() {
        node.receive(known);
    }

    /**
     * A ping is answered, with as much news as fits.
     *
     * @return how many packets were sent
     */
    @Benchmark
    public long answerPing() {
        node.receive(ping);
        loop.runTasks();
        return network.sent();
    }

    /**
     * A round of gossip: three full packets to three random members.
     *
     * @return how many packets were sent
     */
    @Benchmark
    public long gossipRound() {
        loop.advance(BenchNode.GOSSIP_NANOS);
        return network.sent();
    }

    /** Again and again, so that the queue stays as long as it is. */
    private static void enqueue(BroadcastQueue queue, Bytes message) {
        queue.add(message, () -> enqueue(queue, message));
    }
}
