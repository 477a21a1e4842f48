package io.gossip.wire;

import static io.gossip.wire.WireSamples.ALIVE_NODE_A;
import static io.gossip.wire.WireSamples.ALIVE_NODE_A_HEX;
import static io.gossip.wire.WireSamples.KEY;
import static io.gossip.wire.WireSamples.MINIMAL_PING;
import static io.gossip.wire.WireSamples.MINIMAL_PING_HEX;
import static io.gossip.wire.WireSamples.OTHER_KEY;
import static io.gossip.wire.WireSamples.VERSIONS;
import static io.gossip.wire.WireSamples.address;
import static io.gossip.wire.WireSamples.ascii;
import static io.gossip.wire.WireSamples.codec;
import static io.gossip.wire.WireSamples.compound;
import static io.gossip.wire.WireSamples.compressed;
import static io.gossip.wire.WireSamples.concat;
import static io.gossip.wire.WireSamples.config;
import static io.gossip.wire.WireSamples.hex;
import static io.gossip.wire.WireSamples.keyring;
import static io.gossip.wire.WireSamples.packet;
import static io.gossip.wire.WireSamples.recordedNonce;
import static io.gossip.wire.WireSamples.user;
import static io.gossip.wire.WireSamples.withLimits;
import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.wire.WireException.Reason;
import io.gossip.wire.WireSamples.Received;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets as Go sends them (protocol reference, sections 5 and 21.1), and what is refused in them. */
class PacketFramingTest {

    private static final Keyring NO_KEY = new Keyring();
    private static final Bytes PING = hex(MINIMAL_PING_HEX);
    private static final Message.User EIGHTY_BYTES = user("ab".repeat(40));

    private static final FramingConfig PLAIN = config("", true, NO_KEY);
    private static final FramingConfig LABELLED = config("blue", true, NO_KEY);

    @ParameterizedTest
    @CsvSource({
        "blue, true, false, false, f404626c75650082a44e6f6465a26e31a55365714e6f01",
        "'', true, true, false, 01000102030405060708090a0bfdbd605371105e948617a249a5eafe420160aed944916fb1816b11b2785537ff64",
        "blue, true, true, false, f404626c756501000102030405060708090a0bfdbd605371105e948617a249a5eafe4201e8b0c4aef009d1e1d28a88fb0a47d305",
        "'', true, false, true, 0c752fdf220082a44e6f6465a26e31a55365714e6f01",
    })
    void wrapsAPingAsGoDoes(String label, boolean compression, boolean encryption, boolean checksum, String expected) {
        assertWraps(MINIMAL_PING, label, compression, encryption, checksum, expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'', true, false, true, 0c8a83792e0982a4416c676f00a3427566b70011841133b020c1830613225ca8b021c3870e233e0c08",
        "'', false, true, true, 01000102030405060708090a0bf1a2ef955a7c5a5489446678a1f9d14f61b5369866d12b29160b8b918ec9ca0e3f75fe8c918cf9a50b45c6fc1f0f3c430200684c5513221463cbe9062610be28d12c982d6ab22b8cff88c1f5fe1d79e72e896c0e7e3cc4313e8877b2541fd91edb3ebae550f6",
        "blue, true, true, true, f404626c756501000102030405060708090a0bf1b54764307db992a94a6075c038f258666057eb83a279fb57a869f5fc89f7c4ee365c69fecda6cb629b4834fca73a71907ec8b1fea2e84c44",
    })
    void wrapsAUserMessageAsGoDoes(
            String label, boolean compression, boolean encryption, boolean checksum, String expected) {
        assertWraps(EIGHTY_BYTES, label, compression, encryption, checksum, expected);
    }

    @Test
    void wrapsAUserMessageWithAChecksumOnlyAsGoDoes() {
        assertWraps(EIGHTY_BYTES, "", false, false, true, "0c9d2b884408" + "6162".repeat(40));
    }

    private static void assertWraps(
            Message message, String label, boolean compression, boolean encryption, boolean checksum, String expected) {
        FramingConfig config = config(label, compression, encryption ? keyring(KEY) : NO_KEY);
        assertThat(hex(framing(config).seal(packet(message).asBuffer(), checksum)))
                .isEqualTo(expected);
        assertThat(open(config, hex(expected)).messages).containsExactly(message);
    }

    @Test
    void understandsTheCompoundOfALiveGoNode() {
        Received received = open(
                PLAIN,
                hex(
                        "0702001200400282a75061796c6f6164c0a55365714e6f070486a441646472a47f000001ab496e6361726e6174696f6e01a4"
                                + "4d657461a56d2d676f31a44e6f6465a3676f31a4506f7274cd461aa356736ea6010502000000"));
        assertThat(received.messages)
                .containsExactly(
                        new Message.Ack(7, Bytes.EMPTY),
                        new Message.Alive(1, "go1", address("7f000001", 17946), ascii("m-go1"), VERSIONS));
        assertThat(received.rejections).isEmpty();
    }

    @Test
    void handlesThePartsOfACompoundInOrder() {
        Received received = open(PLAIN, compound(PING, hex(ALIVE_NODE_A_HEX), packet(user(""))));
        assertThat(received.messages).containsExactly(MINIMAL_PING, ALIVE_NODE_A, user(""));
    }

    @Test
    void letsABadPartOfACompoundNotAffectTheOthers() {
        Bytes garbage = hex("03ffff");
        Bytes truncated = hex("0482a4");
        Bytes unknown = hex("0d80");
        Received received =
                open(PLAIN, compound(PING, garbage, PING, truncated, Bytes.EMPTY, unknown, PING, hex("0c00")));
        assertThat(received.messages).containsExactly(MINIMAL_PING, MINIMAL_PING, MINIMAL_PING);
        assertThat(received.rejections)
                .containsExactly(
                        Reason.MALFORMED, Reason.TRUNCATED, Reason.TRUNCATED, Reason.UNKNOWN_TYPE, Reason.UNKNOWN_TYPE);
    }

    @Test
    void handlesThePartsOfACompoundBeforeTheOneThatIsCutOff() {
        Received received = open(PLAIN, hex("0702 0011 003e" + MINIMAL_PING_HEX + "0486"));
        assertThat(received.messages).containsExactly(MINIMAL_PING);
        assertThat(received.rejections).containsExactly(Reason.TRUNCATED);
    }

    @ParameterizedTest
    @CsvSource({
        "'', TRUNCATED",
        "07, TRUNCATED",
        "0702001100, TRUNCATED",
        "0c, UNKNOWN_TYPE",
        "0c00000000, TRUNCATED",
        "0c0000000000, CHECKSUM",
        "06, UNKNOWN_TYPE",
        "0a, UNKNOWN_TYPE",
        "f4, LABEL",
        "f404626c75, LABEL",
        "f400, LABEL",
        "f40161, LABEL",
        "0980, COMPRESSION",
        "09, TRUNCATED",
        "0d81a54572726f72a4626f6f6d, UNKNOWN_TYPE",
        "ff, UNKNOWN_TYPE"
    })
    void refusesPacketsThatAreNone(String bytes, Reason reason) {
        Received received = open(PLAIN, hex(bytes));
        assertThat(received.messages).isEmpty();
        assertThat(received.rejections).containsExactly(reason);
    }

    @Test
    void acceptsACompoundOfNothing() {
        Received received = open(PLAIN, hex("0700"));
        assertThat(received.messages).isEmpty();
        assertThat(received.rejections).isEmpty();
    }

    @Test
    void compressesOnlyWhatGetsSmaller() {
        assertThat(hex(framing(PLAIN).seal(PING.asBuffer(), false))).isEqualTo(MINIMAL_PING_HEX);
        assertThat(hex(framing(PLAIN).seal(packet(EIGHTY_BYTES).asBuffer(), false)))
                .startsWith("0982");
        assertThat(hex(framing(config("", false, NO_KEY))
                        .seal(packet(EIGHTY_BYTES).asBuffer(), false)))
                .startsWith("0861");
    }

    @Test
    void understandsCompressionEvenIfItDoesNotCompress() {
        assertThat(open(config("", false, NO_KEY), compressed(PING)).messages).containsExactly(MINIMAL_PING);
    }

    @Test
    void refusesADamagedPacketByItsChecksum() {
        byte[] packet = Bytes.of(framing(PLAIN).seal(PING.asBuffer(), true)).toArray();
        for (int bit = 8; bit < packet.length * 8; bit++) {
            byte[] damaged = packet.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(open(PLAIN, Bytes.of(damaged)).rejections).containsExactly(Reason.CHECKSUM);
        }
    }

    @Test
    void looksForAChecksumOnlyOutermost() {
        Bytes checked = Bytes.of(framing(PLAIN).seal(PING.asBuffer(), true));
        assertThat(open(PLAIN, compound(checked)).rejections).containsExactly(Reason.UNKNOWN_TYPE);
        assertThat(open(PLAIN, compressed(checked)).rejections).containsExactly(Reason.UNKNOWN_TYPE);
        Bytes twice = Bytes.of(framing(PLAIN).seal(checked.asBuffer(), true));
        assertThat(open(PLAIN, twice).rejections).containsExactly(Reason.UNKNOWN_TYPE);
    }

    @Test
    void demandsTheConfiguredLabel() {
        assertThat(open(LABELLED, PING).rejections).containsExactly(Reason.LABEL);
        assertThat(open(LABELLED, hex("f4 03 726564" + MINIMAL_PING_HEX)).rejections)
                .containsExactly(Reason.LABEL);
        assertThat(open(LABELLED, hex("f4 04 626c7566" + MINIMAL_PING_HEX)).rejections)
                .containsExactly(Reason.LABEL);
        assertThat(open(LABELLED, hex("f4 00" + MINIMAL_PING_HEX)).rejections).containsExactly(Reason.LABEL);
        assertThat(open(LABELLED, hex("f4 04 626c7565 f4 04 626c7565" + MINIMAL_PING_HEX)).rejections)
                .containsExactly(Reason.UNKNOWN_TYPE);
        assertThat(open(LABELLED, hex("f4 04 626c7565")).rejections).containsExactly(Reason.TRUNCATED);
        assertThat(open(PLAIN, hex("f4 04 626c7565" + MINIMAL_PING_HEX)).rejections)
                .containsExactly(Reason.LABEL);
    }

    @Test
    void refusesLabelsWhereTheyWereTakenOffElsewhereButAuthenticatesWithTheConfiguredOne() {
        FramingConfig behindProxy =
                new FramingConfig("blue", true, true, keyring(KEY), true, true, 1, false, WireLimits.DEFAULTS);
        Bytes labelled = Bytes.of(framing(config("blue", true, keyring(KEY))).seal(PING.asBuffer(), false));
        Bytes withoutLabel = Bytes.of(labelled.asBuffer().position(6));
        assertThat(open(behindProxy, labelled).rejections).containsExactly(Reason.LABEL);
        assertThat(open(behindProxy, withoutLabel).messages).containsExactly(MINIMAL_PING);
        FramingConfig otherLabel =
                new FramingConfig("red", true, true, keyring(KEY), true, true, 1, false, WireLimits.DEFAULTS);
        assertThat(open(otherLabel, withoutLabel).rejections).containsExactly(Reason.ENCRYPTION);
    }

    @Test
    void refusesPlainPacketsWhileEncryptionIsOn() {
        FramingConfig encrypted = config("", true, keyring(KEY));
        assertThat(open(encrypted, PING).rejections).containsExactly(Reason.ENCRYPTION);
        assertThat(open(encrypted, hex(ALIVE_NODE_A_HEX)).rejections).containsExactly(Reason.ENCRYPTION);
        assertThat(open(encrypted, sealed(config("", true, keyring(OTHER_KEY)), PING)).rejections)
                .containsExactly(Reason.ENCRYPTION);
    }

    @Test
    void understandsPlainAndEncryptedPacketsWhileMigrating() {
        FramingConfig migrating =
                new FramingConfig("", false, true, keyring(KEY), false, false, 1, false, WireLimits.DEFAULTS);
        assertThat(open(migrating, PING).messages).containsExactly(MINIMAL_PING);
        assertThat(open(migrating, hex(ALIVE_NODE_A_HEX)).messages).containsExactly(ALIVE_NODE_A);
        assertThat(open(migrating, sealed(config("", true, keyring(KEY)), PING)).messages)
                .containsExactly(MINIMAL_PING);
        assertThat(hex(sealed(migrating, PING))).isEqualTo(MINIMAL_PING_HEX);
    }

    @Test
    void turnsEncryptionOnWithTheFirstKey() {
        Keyring keyring = new Keyring();
        PacketFraming framing = framing(config("", true, keyring));
        assertThat(hex(framing.seal(PING.asBuffer(), false))).isEqualTo(MINIMAL_PING_HEX);
        keyring.add(KEY);
        Bytes sealed = Bytes.of(framing.seal(PING.asBuffer(), false));
        assertThat(sealed.length()).isEqualTo(PING.length() + 29);
        assertThat(Received.from(framing, sealed).messages).containsExactly(MINIMAL_PING);
        assertThat(Received.from(framing, PING).rejections).containsExactly(Reason.ENCRYPTION);
    }

    @Test
    void refusesAnEncryptedPacketOfNothing() {
        FramingConfig encrypted = config("", true, keyring(KEY));
        assertThat(open(encrypted, sealed(encrypted, Bytes.EMPTY)).rejections).containsExactly(Reason.TRUNCATED);
    }

    @Test
    void limitsTheSizeOfAPacket() {
        FramingConfig limited = withLimits(PLAIN, limits(100, 1024, 3, 1 << 20));
        assertThat(open(limited, packet(user("x".repeat(99)))).messages).hasSize(1);
        assertThat(open(limited, packet(user("x".repeat(100)))).rejections).containsExactly(Reason.TOO_LARGE);
    }

    @Test
    void limitsTheNumberOfMessagesInAPacket() {
        FramingConfig limited = withLimits(PLAIN, limits(65_536, 11, 3, 1 << 20));
        Received ten = open(limited, compound(Collections.nCopies(10, PING).toArray(Bytes[]::new)));
        assertThat(ten.messages).hasSize(10);
        assertThat(ten.rejections).isEmpty();
        Received more = open(limited, compound(Collections.nCopies(99, PING).toArray(Bytes[]::new)));
        assertThat(more.messages).hasSize(10);
        assertThat(more.rejections).containsExactly(Reason.TOO_LARGE);
        Bytes five = compound(Collections.nCopies(5, PING).toArray(Bytes[]::new));
        Received nested = open(limited, compound(five, five, five));
        assertThat(nested.messages).hasSize(8);
        assertThat(nested.rejections).containsExactly(Reason.TOO_LARGE);
    }

    @Test
    void acceptsAThousandMessagesInAPacketByDefault() {
        Bytes[] compounds = new Bytes[4];
        Arrays.fill(compounds, compound(Collections.nCopies(250, hex("08")).toArray(Bytes[]::new)));
        assertThat(open(PLAIN, compound(compounds)).messages).hasSize(1000);
    }

    @Test
    void limitsHowDeeplyWrappersAreNested() {
        Bytes three = compressed(compound(compressed(PING)));
        assertThat(open(PLAIN, three).messages).containsExactly(MINIMAL_PING);
        assertThat(open(PLAIN, compound(PING, three, PING)).messages).containsExactly(MINIMAL_PING, MINIMAL_PING);
        assertThat(open(PLAIN, compound(PING, three, PING)).rejections).containsExactly(Reason.NESTING);
        assertThat(open(PLAIN, compressed(three)).rejections).containsExactly(Reason.NESTING);
        FramingConfig flat = withLimits(PLAIN, limits(65_536, 1024, 0, 1 << 20));
        assertThat(open(flat, PING).messages).hasSize(1);
        assertThat(open(flat, compound(PING)).rejections).containsExactly(Reason.NESTING);
    }

    @Test
    void limitsWhatAPacketDecompressesTo() {
        FramingConfig limited = withLimits(PLAIN, limits(65_536, 1024, 3, 1000));
        Bytes most = packet(user("x".repeat(999)));
        assertThat(open(limited, compressed(most)).messages).hasSize(1);
        assertThat(open(limited, compressed(packet(user("x".repeat(1000))))).rejections)
                .containsExactly(Reason.TOO_LARGE);
        Bytes half = compressed(packet(user("x".repeat(499))));
        Received received = open(limited, compound(half, half, half, PING));
        assertThat(received.messages).hasSize(3).last().isEqualTo(MINIMAL_PING);
        assertThat(received.rejections).containsExactly(Reason.TOO_LARGE);
    }

    @Test
    void startsEveryPacketWithFreshLimits() {
        PacketFraming framing = framing(withLimits(PLAIN, limits(65_536, 3, 3, 1000)));
        Bytes packet = compound(compressed(packet(user("x".repeat(999)))));
        for (int i = 0; i < 5; i++) {
            Received received = Received.from(framing, packet);
            assertThat(received.messages).hasSize(1);
            assertThat(received.rejections).isEmpty();
        }
    }

    @Test
    void countsTheOverheadAsGoDoes() {
        Keyring keyring = new Keyring();
        PacketFraming plain = framing(config("", true, keyring));
        PacketFraming labelled = framing(config("blue", true, keyring));
        PacketFraming silent =
                framing(new FramingConfig("", false, true, keyring, true, false, 1, false, WireLimits.DEFAULTS));
        PacketFraming padded =
                framing(new FramingConfig("", false, true, keyring, true, true, 0, true, WireLimits.DEFAULTS));
        assertThat(plain.gossipOverhead()).isZero();
        assertThat(labelled.gossipOverhead()).isEqualTo(6);
        assertThat(labelled.piggybackOverhead()).isEqualTo(6);
        keyring.add(KEY);
        assertThat(plain.gossipOverhead()).isEqualTo(29);
        assertThat(plain.piggybackOverhead()).isEqualTo(29);
        assertThat(labelled.gossipOverhead()).isEqualTo(35);
        assertThat(silent.gossipOverhead()).isEqualTo(29);
        assertThat(silent.piggybackOverhead()).isZero();
        assertThat(padded.gossipOverhead()).isEqualTo(45);
    }

    @Test
    void readsFromAnyKindOfBufferAndLeavesItAsItWas() {
        FramingConfig config = config("blue", true, keyring(KEY));
        Bytes sealed = sealed(config, packet(EIGHTY_BYTES));
        ByteBuffer direct = ByteBuffer.allocateDirect(1000).position(7).put(sealed.asBuffer());
        direct.limit(direct.position()).position(7);
        ByteBuffer middle =
                ByteBuffer.wrap(concat(hex("00ff00"), sealed, hex("00ff")).toArray(), 3, sealed.length());
        for (ByteBuffer buffer : new ByteBuffer[] {direct, middle, sealed.asBuffer()}) {
            int position = buffer.position();
            Received received = new Received();
            framing(config).open(buffer, received);
            assertThat(received.messages).containsExactly(EIGHTY_BYTES);
            assertThat(buffer.position()).isEqualTo(position);
            assertThat(buffer.remaining()).isEqualTo(sealed.length());
        }
    }

    @Test
    void leavesTheContentToSealAsItWas() {
        ByteBuffer content = packet(EIGHTY_BYTES).asBuffer();
        framing(config("blue", true, keyring(KEY))).seal(content, true);
        framing(config("", false, NO_KEY)).seal(content, false).position(5);
        assertThat(content.position()).isZero();
        assertThat(content.remaining()).isEqualTo(81);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void sealsAndOpensOneAfterTheOtherWithTheSameBuffers(int version) {
        FramingConfig config =
                new FramingConfig("blue", false, true, keyring(KEY), true, true, version, false, WireLimits.DEFAULTS);
        PacketFraming framing = new PacketFraming(config, codec(), new SplittableRandom(1));
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 500; i++) {
            Message message = user("ab".repeat(random.nextInt(random.nextInt(8) == 0 ? 20_000 : 100)));
            Received received = new Received();
            framing.open(framing.seal(packet(message).asBuffer(), random.nextBoolean()), received);
            assertThat(received.messages).containsExactly(message);
            assertThat(received.rejections).isEmpty();
        }
    }

    @Test
    void sealsAnswersWhileAPacketIsTakenApart() {
        FramingConfig config = config("blue", true, keyring(KEY));
        PacketFraming framing = new PacketFraming(config, codec(), new SplittableRandom(1));
        Bytes nested = compressed(packet(EIGHTY_BYTES));
        Received answers = new Received();
        Received received = new Received() {
            @Override
            public void message(Message message) {
                super.message(message);
                Bytes answer = packet(user("answer".repeat(50) + messages.size()));
                Bytes sealed = Bytes.of(framing.seal(answer.asBuffer(), true));
                framing(config).open(sealed.asBuffer(), answers);
            }
        };
        framing.open(
                sealed(config, compound(nested, PING, nested, packet(EIGHTY_BYTES)))
                        .asBuffer(),
                received);
        assertThat(received.messages).containsExactly(EIGHTY_BYTES, MINIMAL_PING, EIGHTY_BYTES, EIGHTY_BYTES);
        assertThat(answers.messages).hasSize(4).first().isEqualTo(user("answer".repeat(50) + 1));
    }

    private static WireLimits limits(int bytes, int messages, int nesting, int decompressedBytes) {
        WireLimits limits = WireLimits.DEFAULTS;
        return new WireLimits(
                limits.nameBytes(),
                limits.metaBytes(),
                limits.payloadBytes(),
                bytes,
                messages,
                nesting,
                decompressedBytes,
                limits.streamBytes(),
                limits.streamDecompressedBytes(),
                limits.pushPullNodes(),
                limits.userStateBytes(),
                limits.userMessageBytes(),
                limits.errorBytes());
    }

    private static PacketFraming framing(FramingConfig config) {
        return new PacketFraming(config, codec(), recordedNonce());
    }

    private static Bytes sealed(FramingConfig config, Bytes content) {
        return Bytes.of(framing(config).seal(content.asBuffer(), false));
    }

    private static Received open(FramingConfig config, Bytes packet) {
        return Received.from(framing(config), packet);
    }
}
