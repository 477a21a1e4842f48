package io.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.sun.management.ThreadMXBean;
import io.gossip.memberlist.Environment;
import io.gossip.memberlist.MemberlistConfig;
import io.gossip.memberlist.MemberlistMetrics;
import io.gossip.serf.Serf;
import io.gossip.serf.SerfConfig;
import io.gossip.transport.Connection;
import io.gossip.transport.ConnectionHandler;
import io.gossip.transport.Transport;
import io.gossip.virtual.VirtualNetwork;
import io.gossip.virtual.VirtualTime;
import io.gossip.virtual.VirtualTransport;
import io.gossip.wire.FramingConfig;
import io.gossip.wire.Keyring;
import io.gossip.wire.Message;
import io.gossip.wire.MsgpackCodec;
import io.gossip.wire.PacketFraming;
import io.gossip.wire.StreamFraming;
import io.gossip.wire.WireException;
import io.gossip.wire.WireException.Reason;
import io.gossip.wire.WireLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * What Go nodes send, damaged, to a running node: the bad is counted, logged at a limited rate and dropped. What the loop
 * throws comes out of {@link VirtualTime#advance}.
 */
class BadInputTest {

    private static final int PACKETS = 100_000;
    private static final int DAMAGED_PACKETS = 20_000;
    private static final int STREAMS = 10_000;

    /** After that many packets, the classes are loaded. */
    private static final int WARM_UP = 1_000;

    /** A hundred thousand of them are ten seconds, the time in which a kind of complaint is logged once. */
    private static final Duration PAUSE = Duration.ofNanos(100_000);

    /** For each place that logs: one line for each reason and sender, with a second one where the ten seconds end. */
    private static final int LINES = 2 * Reason.values().length;

    /** A push/pull that brings no news; the answer tells all that the node believes. */
    private static final byte[] TELL_ALL =
            HexFormat.of().parseHex("0683a44a6f696ec2a54e6f64657300ac5573657253746174654c656e00");

    private static final FramingConfig FRAMING =
            new FramingConfig("", false, false, new Keyring(), true, true, 1, false, WireLimits.DEFAULTS);

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final VirtualTime time = new VirtualTime();
    private final VirtualNetwork net = new VirtualNetwork(time, new SplittableRandom(1));
    private final Rejections rejections = new Rejections();
    private final LogLines logLines = new LogLines();
    private final List<byte[]> goPackets = goBytes("packet");
    private final List<byte[]> goStreams = goBytes("stream");
    private final Parts parts = new Parts();
    private VirtualTransport attacker;
    private VirtualTransport target;
    private long sentByTarget;

    /** The cluster whose packets were captured, so that what they say concerns its members. */
    @BeforeEach
    void startCluster() {
        net.setLatency(Duration.ZERO);
        attacker = net.bind("127.0.0.9", 7946);
        target = net.bind("127.0.0.1", 7201);
        net.onPacket(packet -> sentByTarget += packet.from().equals(target.localAddress()) ? 1 : 0);
        Serf node = start("n1", target, List.of(), rejections);
        start("node-a", net.bind("127.0.0.1", 7202), List.of("127.0.0.1:7201"), MemberlistMetrics.NONE);
        start("node-b", net.bind("127.0.0.1", 7203), List.of("127.0.0.1:7201"), MemberlistMetrics.NONE);
        time.advance(Duration.ofSeconds(5));
        assertThat(node.members()).hasSize(3);
        logLines.attach();
    }

    @AfterEach
    void listenToTheLogNoMore() {
        logLines.detach();
    }

    @Test
    void survivesMutatedGoPackets() {
        Mutations mutations = new Mutations(2, goPackets);
        long heapBefore = heapInUse();
        int dropped = 0;
        for (int i = 0; i < PACKETS; i++) {
            byte[] packet = mutations.next();
            time.advance(PAUSE);
            byte[] before = everythingBelieved();
            long countedBefore = rejections.count;
            long sentBefore = sentByTarget;

            sendWithinMemoryBounds(packet, i);

            if (rejections.count - countedBefore == parts.of(packet)) {
                dropped++;
                assertThat(everythingBelieved()).as(named(packet)).isEqualTo(before);
                assertThat(sentByTarget).as("no answer to %s", named(packet)).isEqualTo(sentBefore);
            }
        }
        assertThat(dropped).isGreaterThan(PACKETS / 10).isLessThan(PACKETS);
        assertThat(rejections.byReason)
                .containsKeys(
                        Reason.TRUNCATED,
                        Reason.MALFORMED,
                        Reason.TOO_LARGE,
                        Reason.UNKNOWN_TYPE,
                        Reason.COMPRESSION,
                        Reason.CHECKSUM,
                        Reason.LABEL);
        assertThat(logLines.most()).as(logLines.toString()).isLessThanOrEqualTo(LINES);
        assertThat(heapInUse() - heapBefore).isLessThan(PACKETS * 50L);
    }

    @Test
    void countsEachDamagedPacketOnceAndBelievesNothingOfIt() {
        Mutations mutations = new Mutations(3, goPackets);
        for (int i = 0; i < DAMAGED_PACKETS; i++) {
            byte[] packet = mutations.damagedBehindAChecksum();
            time.advance(PAUSE);
            byte[] before = everythingBelieved();
            long countedBefore = rejections.count;

            sendWithinMemoryBounds(packet, i);

            assertThat(rejections.count - countedBefore).as(named(packet)).isOne();
            assertThat(everythingBelieved()).as(named(packet)).isEqualTo(before);
        }
        assertThat(logLines.most()).as(logLines.toString()).isLessThanOrEqualTo(LINES);
    }

    @Test
    void survivesMutatedGoStreams() {
        Mutations mutations = new Mutations(4, goStreams);
        SplittableRandom random = new SplittableRandom(5);
        int dropped = 0;
        for (int i = 0; i < STREAMS; i++) {
            byte[] bytes = mutations.next();
            time.advance(PAUSE.multipliedBy(PACKETS / STREAMS));
            byte[] before = everythingBelieved();
            long countedBefore = rejections.count;

            // Not smaller, because the memory that each piece takes in this network is none of the node's.
            net.setSegmentSize(32 + random.nextInt(1 + bytes.length));
            long allocated = allocatedBy(() -> ask(bytes));
            net.setSegmentSize(8192);

            // The answer, which tells of all members and events, included.
            assertThat(allocated).as("allocated for %s", named(bytes)).isLessThan(1_000_000 + 200L * bytes.length);
            if (isNoRequest(bytes)) {
                dropped++;
                assertThat(rejections.count - countedBefore).as(named(bytes)).isOne();
                assertThat(everythingBelieved()).as(named(bytes)).isEqualTo(before);
            }
        }
        assertThat(dropped).isGreaterThan(STREAMS / 10).isLessThan(STREAMS);
        assertThat(target.openConnections()).isZero();
        assertThat(logLines.most()).as(logLines.toString()).isLessThanOrEqualTo(LINES);
    }

    private Serf start(String name, VirtualTransport transport, List<String> seeds, MemberlistMetrics metrics) {
        // Small tables, because a mutated packet that is still well-formed may bring any member and event into them.
        MemberlistConfig memberlist = MemberlistConfig.lan(name)
                .framing(FRAMING)
                .maxMembers(20)
                .seeds(seeds)
                .build();
        SerfConfig config =
                SerfConfig.builder(memberlist).eventBuffer(8).queryBuffer(8).build();
        Environment environment = new Environment(
                transport.eventLoop(),
                transport,
                net.resolver(),
                new SplittableRandom(transport.localAddress().getPort()),
                new SplittableRandom(-transport.localAddress().getPort()),
                time.dispatcher());
        CompletableFuture<Serf> started = Serf.start(config, environment, metrics, List.of());
        time.runUntilIdle();
        return started.join();
    }

    private void sendWithinMemoryBounds(byte[] packet, int number) {
        long allocated = allocatedBy(() -> {
            attacker.send(target.localAddress(), ByteBuffer.wrap(packet), new Transport.SendListener() {
                @Override
                public void sent() {}

                @Override
                public void failed(Throwable cause) {
                    // Larger than any datagram.
                }
            });
            time.runUntilIdle();
        });
        assertThat(allocated)
                .as("allocated for %s", named(packet))
                .isLessThan((number < WARM_UP ? 1_000_000 : 100_000) + 200L * packet.length);
    }

    /** All members with their incarnations, all that serf knows of them, and all events. */
    private byte[] everythingBelieved() {
        return ask(TELL_ALL);
    }

    /** Sends a request and hangs up; returns the answer. */
    private byte[] ask(byte[] request) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        attacker.connect(target.localAddress(), 1_000_000_000L, new ConnectionHandler() {
            @Override
            public void opened(Connection connection) {
                connection.send(ByteBuffer.wrap(request));
                connection.close();
            }

            @Override
            public void received(Connection connection, ByteBuffer bytes) {
                answer.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
            }

            @Override
            public void closed(@Nullable Throwable cause) {}
        });
        time.runUntilIdle();
        return answer.toByteArray();
    }

    private long allocatedBy(Runnable step) {
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        step.run();
        return threads.getThreadAllocatedBytes(thread) - before;
    }

    private static long heapInUse() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static boolean isNoRequest(byte[] bytes) {
        try {
            StreamFraming streams = new StreamFraming(FRAMING, codec(), new SplittableRandom(6));
            return streams.requestReader().read(ByteBuffer.wrap(bytes)) == null;
        } catch (WireException why) {
            return true;
        }
    }

    private static MsgpackCodec codec() {
        return new MsgpackCodec(WireLimits.DEFAULTS);
    }

    private static String named(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static List<byte[]> goBytes(String kind) {
        try (InputStream file = BadInputTest.class.getResourceAsStream("/go-packets.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> line.startsWith(kind + " "))
                    .map(line -> HexFormat.of().parseHex(line.substring(kind.length() + 1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Counts the messages of a packet, and what is none: if the node drops that many, it has taken nothing. */
    private static final class Parts implements PacketFraming.Sink {

        private final PacketFraming framing = new PacketFraming(FRAMING, codec(), new SplittableRandom(7));
        private long count;

        long of(byte[] packet) {
            count = 0;
            framing.open(ByteBuffer.wrap(packet), this);
            return count;
        }

        @Override
        public void message(Message message) {
            count++;
        }

        @Override
        public void rejected(WireException why) {
            count++;
        }
    }

    private static final class Rejections implements MemberlistMetrics {

        private final Map<Reason, Long> byReason = new EnumMap<>(Reason.class);
        private long count;

        @Override
        public void inputRejected(Reason reason) {
            byReason.merge(reason, 1L, Long::sum);
            count++;
        }
    }

    /** How often each place in the code has logged. */
    private static final class LogLines extends AppenderBase<ILoggingEvent> {

        private final Map<String, Integer> byPlace = new TreeMap<>();

        void attach() {
            start();
            logger().addAppender(this);
            logger().setAdditive(false);
        }

        void detach() {
            logger().setAdditive(true);
            logger().detachAppender(this);
        }

        @Override
        protected void append(ILoggingEvent line) {
            byPlace.merge(line.getLoggerName() + ": " + line.getMessage(), 1, Integer::sum);
        }

        int most() {
            return byPlace.values().stream().max(Integer::compare).orElse(0);
        }

        private static Logger logger() {
            return (Logger) LoggerFactory.getLogger("io.gossip");
        }

        @Override
        public String toString() {
            return byPlace.toString();
        }
    }

    /** Damages Go's bytes as networks, bugs and attackers do, the same way for the same seed. */
    private static final class Mutations {

        private static final int CRC = 12;
        private static final int CRC_HEADER = 5;

        private final SplittableRandom random;
        private final List<byte[]> samples;
        private final PacketFraming compressing =
                new PacketFraming(FramingConfig.plain(), codec(), new SplittableRandom(8));

        Mutations(long seed, List<byte[]> samples) {
            this.random = new SplittableRandom(seed);
            this.samples = samples;
        }

        /** Up to four changes: to the sample as it is, or within its checksum, or within one made anew. */
        byte[] next() {
            byte[] bytes = pick().clone();
            int layers = random.nextInt(3);
            if (layers > 0 && bytes[0] == CRC) {
                bytes = Arrays.copyOfRange(bytes, CRC_HEADER, bytes.length);
            }
            for (int i = random.nextInt(5); i > 0; i--) {
                bytes = change(bytes);
            }
            byte[] packet = layers == 2 ? sealed(bytes) : bytes;
            return random.nextInt(500) == 0 ? padded(packet, 65_000) : packet;
        }

        /** One to three bits flipped, which a CRC-32 always notices, or the end cut off. */
        byte[] damagedBehindAChecksum() {
            byte[] sample = pick();
            byte[] packet = sample[0] == CRC ? sample.clone() : sealed(sample);
            if (random.nextInt(4) == 0) {
                return Arrays.copyOf(packet, 1 + random.nextInt(packet.length - 1));
            }
            random.ints(1 + random.nextInt(3), Byte.SIZE, packet.length * Byte.SIZE)
                    .distinct()
                    .forEach(bit -> packet[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE));
            return packet;
        }

        private byte[] sealed(byte[] content) {
            ByteBuffer packet = compressing.seal(ByteBuffer.wrap(content), true);
            byte[] bytes = new byte[packet.remaining()];
            packet.get(bytes);
            return bytes;
        }

        private byte[] change(byte[] bytes) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(7)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> bytes[random.nextInt(Math.min(bytes.length, 8))] = (byte) random.nextInt(14);
                case 3 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                case 4 -> bytes = padded(bytes, 100);
                case 5 -> claimALength(bytes, at);
                default -> bytes = spliced(bytes, at);
            }
            return bytes;
        }

        private byte[] padded(byte[] bytes, int most) {
            return Arrays.copyOf(bytes, bytes.length + random.nextInt(most));
        }

        /** The header of a long value, or a large number, over whatever was there. */
        private void claimALength(byte[] bytes, int at) {
            int[] headers = {0xDA, 0xDB, 0xC5, 0xC6, 0xDC, 0xDD, 0xDE, 0xDF, 0xD2, 0xD3, 0xCE, 0xCF, 0x8F, 0x9F};
            bytes[at] = (byte) headers[random.nextInt(headers.length)];
            long length = random.nextInt(4) == 0 ? -1 : random.nextLong() >>> random.nextInt(64);
            for (int i = at + 1; i < Math.min(bytes.length, at + 5); i++) {
                bytes[i] = (byte) (length >>> 24);
                length <<= 8;
            }
        }

        /** The end of another sample from somewhere in this one on. */
        private byte[] spliced(byte[] bytes, int at) {
            byte[] other = pick();
            int from = random.nextInt(other.length);
            byte[] spliced = Arrays.copyOf(bytes, at + other.length - from);
            System.arraycopy(other, from, spliced, at, other.length - from);
            return spliced;
        }

        private byte[] pick() {
            return samples.get(random.nextInt(samples.size()));
        }
    }
}
