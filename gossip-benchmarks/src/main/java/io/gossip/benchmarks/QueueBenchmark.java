package io.gossip.benchmarks;

import io.gossip.memberlist.BroadcastQueue;
import io.gossip.wire.Bytes;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The queue of news at growing lengths: a hundred times as many pieces must not cost a hundred times as much. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@SuppressWarnings("NullAway.Init") // JMH calls prepare() first
public class QueueBenchmark {

    private static final int LENGTHS = 200;
    private static final int SHORTEST = 40;

    /** How many pieces wait. */
    @Param({"100", "1000", "10000", "100000"})
    public int pieces = 100;

    private ManualLoop loop;
    private MemoryNetwork network;
    private BroadcastQueue queue;
    private Bytes piece;

    /** Fills the queue with pieces of many lengths. */
    @Setup
    public void prepare() {
        loop = new ManualLoop();
        network = new MemoryNetwork(loop);
        BenchNode node = BenchNode.start(loop, network, "self", 7946, Packets.framing(false, false), Duration.ZERO);
        node.learn(16, new Packets(Packets.framing(false, false)));
        queue = node.node().addBroadcastQueue();
        fill();
        piece = Bytes.of(new byte[SHORTEST + LENGTHS / 2]);
    }

    /** One more piece, and the one that was sent most, which is the shortest and oldest of those, is dropped. */
    @Benchmark
    public void addAndDropOne() {
        queue.add(piece, () -> {});
        queue.prune(pieces);
    }

    /**
     * Three packets are filled with what was sent least, and sent; what was sent often enough is replaced.
     *
     * @return how many packets were sent
     */
    @Benchmark
    public long gossipRound() {
        loop.advance(BenchNode.GOSSIP_NANOS);
        fill();
        return network.sent();
    }

    private void fill() {
        for (int i = queue.size(); i < pieces; i++) {
            queue.add(Bytes.of(new byte[SHORTEST + i % LENGTHS]), () -> {});
        }
    }
}
