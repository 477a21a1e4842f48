package io.gossip.benchmarks;

import io.gossip.wire.FramingConfig;
import java.time.Duration;
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
import org.openjdk.jmh.annotations.Warmup;

/** What an idle cluster of two does in a second, everything but the sockets: each pings the other and is answered. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@SuppressWarnings("NullAway.Init") // JMH calls prepare() first
public class ProbeBenchmark {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** Whether packets are encrypted, with AES-256-GCM. */
    @Param({"false", "true"})
    public boolean encrypted = false;

    private ManualLoop loop;
    private MemoryNetwork network;

    /** Makes two nodes that know each other. */
    @Setup(Level.Iteration)
    public void prepare() {
        loop = new ManualLoop();
        network = new MemoryNetwork(loop);
        FramingConfig framing = Packets.framing(false, encrypted);
        BenchNode first = BenchNode.start(loop, network, "first", 7946, framing, INTERVAL);
        BenchNode second = BenchNode.start(loop, network, "second", 7947, framing, INTERVAL);
        Packets packets = new Packets(framing);
        first.receive(packets.announcement(second.node().localNode()));
        second.receive(packets.announcement(first.node().localNode()));
        loop.advance(10 * INTERVAL.toNanos());
        long before = network.sent();
        loop.advance(INTERVAL.toNanos());
        if (network.sent() != before + 4) {
            throw new IllegalStateException((network.sent() - before) + " packets a second");
        }
    }

    /**
     * Two probes: four packets.
     *
     * @return how many packets were sent
     */
    @Benchmark
    public long twoProbes() {
        loop.advance(INTERVAL.toNanos());
        return network.sent();
    }
}
