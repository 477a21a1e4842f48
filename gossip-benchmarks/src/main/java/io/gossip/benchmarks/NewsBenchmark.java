package io.gossip.benchmarks;

import io.gossip.wire.FramingConfig;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A full packet of eight announcements that are new: opened, read, put into the table, and queued to be told to others. Not
 * encrypted, so that the same packet can be made new again by counting in its bytes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@SuppressWarnings("NullAway.Init") // JMH calls prepare() first
public class NewsBenchmark {

    /** Easily found among the bytes of a packet. */
    private static final int FIRST_INCARNATION = 0x1357_0000;

    private BenchNode node;
    private ByteBuffer news;
    private int[] incarnationsAt;
    private int incarnation;

    /** Makes a node that knows a thousand members, and the packet it will get. */
    @Setup(Level.Iteration)
    public void prepare() {
        ManualLoop loop = new ManualLoop();
        FramingConfig framing = Packets.framing(false, false);
        node = BenchNode.start(loop, new MemoryNetwork(loop), "self", 7946, framing, Duration.ZERO);
        Packets packets = new Packets(framing);
        node.learn(1000, packets);
        incarnation = FIRST_INCARNATION;
        news = packets.packet(Packets.announcements(0, incarnation), false);
        List<Integer> found = new ArrayList<>();
        for (int at = 0; at + Integer.BYTES <= news.limit(); at++) {
            if (news.getInt(at) == incarnation) {
                found.add(at);
            }
        }
        incarnationsAt = found.stream().mapToInt(Integer::intValue).toArray();
        if (incarnationsAt.length != Packets.ANNOUNCEMENTS) {
            throw new IllegalStateException(found.size() + " incarnations found");
        }
    }

    /** Makes sure that the node did what is measured. */
    @TearDown(Level.Iteration)
    public void check() {
        node.checkAllWasTaken();
    }

    /** All eight are applied. */
    @Benchmark
    public void receiveNews() {
        incarnation++;
        for (int at : incarnationsAt) {
            news.putInt(at, incarnation);
        }
        node.receive(news);
    }
}
