package io.gossip.benchmarks;

import io.gossip.wire.Bytes;
import io.gossip.wire.Compound;
import io.gossip.wire.FramingConfig;
import io.gossip.wire.Message;
import io.gossip.wire.MessageCodec;
import io.gossip.wire.MsgpackCodec;
import io.gossip.wire.PacketFraming;
import io.gossip.wire.WireException;
import io.gossip.wire.WireLimits;
import io.gossip.wire.WireOutput;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
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
import org.openjdk.jmh.infra.Blackhole;

/**
 * What a packet costs: the ping with its source, some 70 bytes, and a full gossip packet of eight announcements with service
 * tags, some 1,300 bytes before compression.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@SuppressWarnings("NullAway.Init") // JMH calls prepare() first
public class PacketBenchmark {

    /** Which packet. */
    public enum Kind {
        /** One ping, compression off because it would not help. */
        PING,
        /** Eight announcements with a checksum, not compressed. */
        GOSSIP,
        /** The same, compressed as Go does by default. */
        GOSSIP_COMPRESSED,
        /** Not compressed but encrypted, with AES-256-GCM. */
        GOSSIP_ENCRYPTED
    }

    /** Which packet. */
    @Param
    public Kind kind = Kind.PING;

    private PacketFraming framing;
    private MessageCodec codec;
    private List<Message> messages;
    private ByteBuffer packet;
    private WireOutput content;
    private PacketFraming.Sink sink;

    /**
     * Makes the packet and checks that it can be read.
     *
     * @param blackhole takes what is decoded
     */
    @Setup
    public void prepare(Blackhole blackhole) {
        FramingConfig config = Packets.framing(kind == Kind.GOSSIP_COMPRESSED, kind == Kind.GOSSIP_ENCRYPTED);
        codec = new MsgpackCodec(WireLimits.DEFAULTS);
        framing = new PacketFraming(config, codec, new SplittableRandom(1));
        content = new WireOutput(1400);
        messages = kind == Kind.PING
                ? List.of(Packets.ping("billing-7f9c", "storefront-1a2b"))
                : Packets.announcements(0, 1);
        sink = new PacketFraming.Sink() {
            @Override
            public void message(Message message) {
                blackhole.consume(message);
            }

            @Override
            public void rejected(WireException why) {
                throw new IllegalStateException(why);
            }
        };
        ByteBuffer sealed = encode();
        packet = ByteBuffer.allocate(sealed.remaining()).put(sealed).flip();
        decode();
    }

    /** From bytes to messages. */
    @Benchmark
    public void decode() {
        framing.open(packet.duplicate(), sink);
    }

    /**
     * From messages to bytes, as when the messages are fresh; what is gossiped again is encoded only once.
     *
     * @return the packet
     */
    @Benchmark
    public ByteBuffer encode() {
        content.truncate(0);
        if (messages.size() == 1) {
            codec.encodePacket(messages.get(0), content);
        } else {
            List<Bytes> parts = new ArrayList<>(messages.size());
            for (Message message : messages) {
                content.truncate(0);
                codec.encodePacket(message, content);
                parts.add(content.toBytes());
            }
            content.truncate(0);
            Compound.write(parts, content);
        }
        return framing.seal(content.view(), kind != Kind.PING);
    }
}
