package io.gossip.wire;

import static io.gossip.wire.WireSamples.KEY;
import static io.gossip.wire.WireSamples.codec;
import static io.gossip.wire.WireSamples.compressed;
import static io.gossip.wire.WireSamples.config;
import static io.gossip.wire.WireSamples.hex;
import static io.gossip.wire.WireSamples.keyring;
import static io.gossip.wire.WireSamples.packet;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Memory is spent on bytes that came, never on lengths that were claimed. */
class AllocationTest {

    private static final PacketFraming.Sink IGNORE = new PacketFraming.Sink() {
        @Override
        public void message(Message message) {}

        @Override
        public void rejected(WireException why) {}
    };

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00 82 a44e6f6465 db7fffffff", // a name of 2 GiB
                "02 82 a75061796c6f6164 c67fffffff", // a payload
                "02 82 a75061796c6f6164 dd7fffffff", // a payload as an array
                "04 86 a44d657461 dbffffffff", // meta of 4 GiB
                "00 dfffffffff a44e6f6465", // a map of 2^32 entries
                "00 ddffffffff", // an array
                "00 81 db7fffffff", // a key
                "00 81 a178 c97fffffff", // an extension nobody knows
                "00 81 a178 dfffffffff", // a map nobody knows
                "09 82 a4416c676f00 a3427566 db7fffffff", // compressed data
                "07 ff ffffffffffff", // a compound
            })
    void spendsNothingOnLengthsClaimedInPackets(String bytes) {
        PacketFraming framing = new PacketFraming(FramingConfig.plain(), codec(), new SplittableRandom(1));
        ByteBuffer packet = hex(bytes + "00".repeat(20)).asBuffer();
        assertThat(allocatedBy(() -> framing.open(packet, IGNORE))).isLessThan(4096);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "06 83 a44a6f696ec3 a54e6f646573d20001ffff ac5573657253746174654c656ed201400000", // nodes and user
                // state
                "08 81 aa557365724d73674c656ed201400000", // a user message of 20 MiB
                "09 82 a4416c676f00 a3427566 db01300000", // compressed data of 19 MiB
                "00 82 a44e6f6465 dfffffffff",
            })
    void spendsNothingOnLengthsClaimedOnStreams(String bytes) {
        StreamFraming framing = new StreamFraming(FramingConfig.plain(), codec(), new SplittableRandom(1));
        assertThat(allocatedByReading(framing, bytes)).isLessThan(4096);
    }

    @Test
    void spendsNothingOnTheClaimedLengthOfAnEncryptedFrame() {
        StreamFraming framing = new StreamFraming(config("", false, keyring(KEY)), codec(), new SplittableRandom(1));
        assertThat(allocatedByReading(framing, "0a013fffff" + "00".repeat(30))).isLessThan(4096);
    }

    @Test
    void spendsLittleMoreOnACompressedPacketThanItDecompressesTo() {
        PacketFraming framing = new PacketFraming(FramingConfig.plain(), codec(), new SplittableRandom(1));
        Bytes bomb = compressed(packet(new Message.User(Bytes.of(new byte[20_000_000]))));
        assertThat(bomb.length()).isLessThan(65_536);
        // Growing by half each time takes three times the limit in all.
        assertThat(allocatedBy(() -> framing.open(bomb.asBuffer(), IGNORE))).isLessThan(4 << 20);
    }

    @Test
    void givesBackTheMemoryOfALargePacket() {
        PacketFraming framing = new PacketFraming(FramingConfig.plain(), codec(), new SplittableRandom(1));
        Bytes large = compressed(packet(new Message.User(Bytes.of(new byte[1_000_000]))));
        framing.open(large.asBuffer(), IGNORE);
        long again = allocatedBy(() -> framing.open(large.asBuffer(), IGNORE));
        assertThat(again).as("the message and a new buffer").isGreaterThan(2_000_000);
    }

    @Test
    void readsAPushPullThatTricklesInWithMemoryInProportion() {
        StreamFraming framing = new StreamFraming(config("", false, new Keyring()), codec(), new SplittableRandom(1));
        Message.PushPull sent =
                new Message.PushPull(false, Collections.nCopies(10_000, WireSamples.node("node-a")), Bytes.EMPTY, 0);
        ByteBuffer bytes = framing.sealRequest(sent);
        int length = bytes.remaining();
        long allocated = allocatedBy(() -> {
            StreamReader reader = framing.requestReader();
            Message read = null;
            try {
                for (int at = 0; at < length; at += 50) {
                    read = reader.read(bytes.slice(at, Math.min(50, length - at)));
                }
            } catch (WireException e) {
                throw new AssertionError(e);
            }
            assertThat(read).isEqualTo(sent);
        });
        assertThat(allocated).isLessThan(40L * length);
    }

    private long allocatedByReading(StreamFraming framing, String bytes) {
        ByteBuffer arrived = hex(bytes).asBuffer();
        return allocatedBy(() -> {
            try {
                framing.requestReader().read(arrived.rewind());
            } catch (WireException ignored) {
                // Only the memory matters.
            }
        });
    }

    /** What the second run allocates: the first one loads classes. */
    private long allocatedBy(Runnable task) {
        task.run();
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        task.run();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    }
}
