package io.gossip.wire;

import static io.gossip.wire.WireSamples.KEY;
import static io.gossip.wire.WireSamples.codec;
import static io.gossip.wire.WireSamples.compound;
import static io.gossip.wire.WireSamples.compressed;
import static io.gossip.wire.WireSamples.config;
import static io.gossip.wire.WireSamples.keyring;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import io.gossip.wire.WireException.Reason;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever arrives, nothing but rejections comes out, and memory stays in proportion to what arrived. */
class FramingFuzzTest {

    private static final int PACKETS = 100_000;
    private static final int STREAMS = 20_000;
    private static final int WRONG_KEYS = 5_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final RandomMessages messages = new RandomMessages(11);
    private final Mutations mutations = new Mutations(12);
    private final SplittableRandom random = new SplittableRandom(13);
    private final Map<Reason, Integer> rejections = new EnumMap<>(Reason.class);
    private int understood;

    @Test
    void survivesMutatedPackets() {
        PacketFraming framing = packets(config("", true, new Keyring()));
        List<byte[]> samples = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Bytes content = packetContent(2);
            samples.add(Bytes.of(framing.seal(content.asBuffer(), false)).toArray());
            samples.add(content.toArray());
        }
        openMutated(framing, samples, PACKETS);
        assertThat(understood).isGreaterThan(PACKETS / 10);
        assertThat(rejections)
                .containsKeys(
                        Reason.TRUNCATED,
                        Reason.MALFORMED,
                        Reason.TOO_LARGE,
                        Reason.UNKNOWN_TYPE,
                        Reason.COMPRESSION,
                        Reason.CHECKSUM);
    }

    @Test
    void survivesMutatedPacketsOfEncryptedAndLabelledClusters() {
        for (int version = 0; version <= 1; version++) {
            FramingConfig config = new FramingConfig(
                    "blue", false, true, keyring(KEY), version == 0, true, version, true, WireLimits.DEFAULTS);
            PacketFraming framing = packets(config);
            List<byte[]> samples = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                samples.add(Bytes.of(framing.seal(packetContent(2).asBuffer(), random.nextBoolean()))
                        .toArray());
            }
            openMutated(framing, samples, PACKETS / 10);
        }
        assertThat(rejections).containsKeys(Reason.LABEL, Reason.ENCRYPTION);
    }

    @Test
    void survivesMutatedContentBehindARightKeyAndChecksum() {
        PacketFraming framing = packets(config("", true, keyring(KEY)));
        List<byte[]> samples = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            samples.add(packetContent(3).toArray());
        }
        Sink sink = new Sink();
        for (int i = 0; i < PACKETS / 5; i++) {
            byte[] content = mutations.of(samples);
            framing.open(framing.seal(ByteBuffer.wrap(content), true), sink);
        }
        assertThat(rejections).doesNotContainKeys(Reason.CHECKSUM, Reason.ENCRYPTION);
    }

    @Test
    void survivesMutatedRequests() {
        readMutated(config("", false, new Keyring()), STREAMS);
        assertThat(understood).isGreaterThan(STREAMS / 10);
        assertThat(rejections).containsKeys(Reason.MALFORMED, Reason.TOO_LARGE, Reason.UNKNOWN_TYPE);
    }

    @Test
    void survivesMutatedRequestsBehindEveryLayer() {
        readMutated(config("", true, new Keyring()), STREAMS / 4);
        readMutated(config("blue", false, keyring(KEY)), STREAMS / 4);
        readMutated(config("blue", true, new Keyring()), STREAMS / 4);
        assertThat(rejections).containsKeys(Reason.COMPRESSION, Reason.LABEL, Reason.ENCRYPTION);
    }

    @Test
    void noWrongKeyOpensAnythingOrThrows() {
        for (int i = 0; i < WRONG_KEYS; i++) {
            String label = random.nextBoolean() ? "" : "blue";
            FramingConfig sender = new FramingConfig(
                    label,
                    false,
                    random.nextBoolean(),
                    randomKeys(1),
                    true,
                    true,
                    random.nextInt(2),
                    false,
                    WireLimits.DEFAULTS);
            FramingConfig receiver = new FramingConfig(
                    label,
                    false,
                    true,
                    randomKeys(1 + random.nextInt(3)),
                    true,
                    true,
                    random.nextInt(2),
                    true,
                    WireLimits.DEFAULTS);
            PacketFraming packets = packets(sender);
            byte[] packet = Bytes.of(packets.seal(packetContent(1).asBuffer(), random.nextBoolean()))
                    .toArray();
            byte[] stream = Bytes.of(new StreamFraming(sender, codec(), random).sealRequest(messages.request()))
                    .toArray();
            if (random.nextBoolean()) {
                int version = label.isEmpty() ? 0 : 6;
                packet[version] ^= 1;
                stream[version + StreamFraming.FRAME_HEADER_BYTES] ^= 1;
            }
            packets(receiver).open(ByteBuffer.wrap(packet), new Sink());
            readWhole(receiver, stream);
        }
        assertThat(understood).isZero();
        assertThat(rejections).containsOnly(Map.entry(Reason.ENCRYPTION, 2 * WRONG_KEYS));
    }

    /** While migrating, what no key opens may be plain, and is read as if it were. */
    @Test
    void survivesCiphertextThatIsTakenForPlain() {
        FramingConfig migrating =
                new FramingConfig("", false, true, randomKeys(2), false, false, 1, true, WireLimits.DEFAULTS);
        for (int i = 0; i < WRONG_KEYS; i++) {
            PacketFraming sender = packets(new FramingConfig(
                    "", false, true, randomKeys(1), true, true, random.nextInt(2), false, WireLimits.DEFAULTS));
            packets(migrating).open(sender.seal(packetContent(1).asBuffer(), random.nextBoolean()), new Sink());
        }
        assertThat(understood).isZero();
        assertThat(rejections.values().stream().mapToInt(Integer::intValue).sum())
                .isGreaterThanOrEqualTo(WRONG_KEYS);
    }

    private Keyring randomKeys(int count) {
        Keyring keyring = new Keyring();
        for (int i = 0; i < count; i++) {
            byte[] key = new byte[16 + 8 * random.nextInt(3)];
            random.nextBytes(key);
            keyring.add(Bytes.of(key));
        }
        return keyring;
    }

    private void readWhole(FramingConfig config, byte[] stream) {
        StreamReader reader = new StreamFraming(config, codec(), random).requestReader();
        try {
            if (reader.read(ByteBuffer.wrap(stream)) != null) {
                understood++;
            }
        } catch (WireException why) {
            rejections.merge(why.reason(), 1, Integer::sum);
        }
    }

    private void openMutated(PacketFraming framing, List<byte[]> samples, int count) {
        Sink sink = new Sink();
        for (int i = 0; i < count; i++) {
            byte[] packet = mutations.of(samples);
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            try {
                framing.open(ByteBuffer.wrap(packet), sink);
            } catch (RuntimeException e) {
                fail("packet " + HexFormat.of().formatHex(packet), e);
            }
            long allocated =
                    threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
            // Generous for one-time costs; the point is that megabytes are never allocated for a kilobyte.
            assertThat(allocated)
                    .as("allocated for %s", HexFormat.of().formatHex(packet))
                    .isLessThan(100_000L + 200L * packet.length);
        }
    }

    private void readMutated(FramingConfig config, int count) {
        StreamFraming framing = new StreamFraming(config, codec(), new SplittableRandom(14));
        List<byte[]> samples = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            samples.add(Bytes.of(framing.sealRequest(messages.request())).toArray());
        }
        for (int i = 0; i < count; i++) {
            byte[] bytes = mutations.of(samples);
            StreamReader reader = framing.requestReader();
            int position = 0;
            try {
                while (position < bytes.length) {
                    int length = Math.min(bytes.length - position, 1 + random.nextInt(1 + bytes.length));
                    if (reader.read(ByteBuffer.wrap(bytes, position, length)) != null) {
                        understood++;
                    }
                    position += length;
                }
            } catch (WireException why) {
                rejections.merge(why.reason(), 1, Integer::sum);
            } catch (RuntimeException e) {
                fail("stream " + HexFormat.of().formatHex(bytes), e);
            }
        }
    }

    private Bytes packetContent(int depth) {
        Bytes message = WireSamples.packet(messages.packet());
        if (depth == 0) {
            return message;
        }
        return switch (random.nextInt(4)) {
            case 0 -> compound(packetContent(depth - 1), packetContent(depth - 1), message);
            case 1 -> compressed(packetContent(depth - 1));
            default -> message;
        };
    }

    private static PacketFraming packets(FramingConfig config) {
        return new PacketFraming(config, codec(), new SplittableRandom(15));
    }

    private final class Sink implements PacketFraming.Sink {

        @Override
        public void message(Message message) {
            understood++;
        }

        @Override
        public void rejected(WireException why) {
            rejections.merge(why.reason(), 1, Integer::sum);
        }
    }
}
