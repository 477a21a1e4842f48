package io.gossip.wire;

import static io.gossip.wire.WireSamples.KEY;
import static io.gossip.wire.WireSamples.MINIMAL_PING;
import static io.gossip.wire.WireSamples.MINIMAL_PING_HEX;
import static io.gossip.wire.WireSamples.OTHER_KEY;
import static io.gossip.wire.WireSamples.ascii;
import static io.gossip.wire.WireSamples.assertRejected;
import static io.gossip.wire.WireSamples.codec;
import static io.gossip.wire.WireSamples.compressed;
import static io.gossip.wire.WireSamples.concat;
import static io.gossip.wire.WireSamples.config;
import static io.gossip.wire.WireSamples.hex;
import static io.gossip.wire.WireSamples.keyring;
import static io.gossip.wire.WireSamples.node;
import static io.gossip.wire.WireSamples.recordedNonce;
import static io.gossip.wire.WireSamples.stream;
import static io.gossip.wire.WireSamples.user;
import static io.gossip.wire.WireSamples.withLimits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gossip.wire.WireException.Reason;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams as Go sends them (protocol reference, sections 6 and 21.2), and what is refused on them. */
class StreamFramingTest {

    private static final Keyring NO_KEY = new Keyring();
    private static final Message.PushPull ONE_NODE =
            new Message.PushPull(true, List.of(node("node-a")), Bytes.EMPTY, 0);

    private static final FramingConfig PLAIN = config("", false, NO_KEY);
    private static final FramingConfig ENCRYPTED = config("", false, keyring(KEY));

    static Stream<Arguments> recordedRequests() {
        return Stream.of(
                arguments(
                        "",
                        true,
                        false,
                        MINIMAL_PING,
                        "0982a4416c676f00a3427566b500010822e5e40d9932a2dcc42835a54c9c82010202"),
                arguments(
                        "",
                        false,
                        true,
                        MINIMAL_PING,
                        "0a0000002e01000102030405060708090a0bfdbd605371105e948617a249a5eafe4201a39fa69714991aa84673c4057576c85c"),
                arguments(
                        "blue",
                        true,
                        true,
                        MINIMAL_PING,
                        "f404626c75650a0000003f01000102030405060708090a0bf4bd605c721354364b64727c759bb1252232b3f79e81e897b341"
                                + "df56a337296d5c152aa02be4472cf594d8d95269d8a1557a"),
                arguments(
                        "",
                        false,
                        false,
                        ONE_NODE,
                        "0683a44a6f696ec3a54e6f64657301ac5573657253746174654c656e0087a441646472a40a000001ab496e6361726e617469"
                                + "6f6e01a44d657461a3776562a44e616d65a66e6f64652d61a4506f7274cd1f0aa5537461746500a356736ea601"
                                + "0502000000"),
                arguments(
                        "",
                        true,
                        false,
                        ONE_NODE,
                        "0982a4416c676f00a3427566da006c000d0c22a5e44d1a37c34a397943a6cc9c00acaacc2923670a9d3074ca3029e306c021"
                                + "5241c89091434a0100000156257133268c1c3718d3bc7113805493321747dd2923869493306dca9872c3b04c8b"
                                + "30a4a0bc9143a7d90705a52c622c03609495396e4c052820e0248080"),
                arguments(
                        "",
                        false,
                        true,
                        ONE_NODE,
                        "0a0000008101000102030405060708090a0bfbbc6057711d55f54d68687ea5e8b18155a4328854c72b3f12258f9def2c0f2d"
                                + "3a73ed4afaee98c6c16ec9fd1f1f3340170b664035d50e1376c82b1322107b04d1239ce965bf2e8bb38b04c7f0"
                                + "0d6c4850e1a83f6b3f0464afef97bb2b3590eee03d4c06f0612f2843927d5c7dc3f3a62e751434"));
    }

    @ParameterizedTest
    @MethodSource("recordedRequests")
    void wrapsARequestAsGoDoes(String label, boolean compression, boolean encryption, Message message, String expected)
            throws WireException {
        FramingConfig config = config(label, compression, encryption ? keyring(KEY) : NO_KEY);
        assertThat(hex(framing(config).sealRequest(message))).isEqualTo(expected);
        assertThat(framing(config).requestReader().read(hex(expected).asBuffer()))
                .isEqualTo(message);
    }

    @Test
    void wrapsAResponseAsGoDoesWithoutALabelButAuthenticatingIt() throws WireException {
        String expected =
                "0a0000009801000102030405060708090a0bf4bd605c721354364b64727c1a9bdc2d0ddb755fe3fe507cb423d38aac0d"
                        + "67f05ebb3522d9cdffcdf717d3544e44be27a3435b6ffce1d23548a888644624fa3b836875533cc89952eff920c30c4d"
                        + "0fc292c22eea8bcd406c65d4b30bf5df1adb469df097d56a5ac5dfbf4b9738c0f5374e6629c45fbf248112bb19bf0226"
                        + "44613363c0890cf3a18f43f852";
        FramingConfig config = config("blue", true, keyring(KEY));
        assertThat(hex(framing(config).sealResponse(ONE_NODE))).isEqualTo(expected);
        assertThat(framing(config).responseReader().read(hex(expected).asBuffer()))
                .isEqualTo(ONE_NODE);
        assertRejected(
                Reason.ENCRYPTION,
                () -> framing(config("red", true, keyring(KEY)))
                        .responseReader()
                        .read(hex(expected).asBuffer()));
    }

    @Test
    void tellsHowLongTheMessageIsInsideItsLayers() throws WireException {
        StreamFraming framing = framing(config("blue", true, keyring(KEY)));
        assertThat(framing.messageLength()).isZero();
        ByteBuffer sealed = framing.sealRequest(MINIMAL_PING);
        assertThat(framing.messageLength()).isEqualTo(MINIMAL_PING_HEX.length() / 2);
        StreamReader reader = framing.requestReader();
        int length = sealed.remaining();
        assertThat(reader.read(sealed)).isEqualTo(MINIMAL_PING);
        assertThat(reader.receivedBytes()).isEqualTo(length);
        assertThat(reader.encryptedBytes()).isEqualTo(length - 6 - StreamFraming.FRAME_HEADER_BYTES);

        StreamFraming plain = framing(config("blue", false, NO_KEY));
        StreamReader plainReader = plain.requestReader();
        assertThat(plainReader.read(plain.sealRequest(MINIMAL_PING))).isEqualTo(MINIMAL_PING);
        assertThat(plain.messageLength()).isEqualTo(MINIMAL_PING_HEX.length() / 2);
        assertThat(plainReader.encryptedBytes()).isZero();
    }

    @Test
    void sendsNoLabelWithAPlainResponse() {
        assertThat(hex(framing(config("blue", false, NO_KEY)).sealResponse(new Message.Ack(1, Bytes.EMPTY))))
                .startsWith("0282");
        assertThat(hex(framing(config("blue", false, NO_KEY)).sealRequest(MINIMAL_PING)))
                .isEqualTo("f404626c7565" + MINIMAL_PING_HEX);
    }

    @Test
    void compressesAlwaysEvenIfItGrows() {
        assertThat(framing(config("", true, NO_KEY)).sealRequest(MINIMAL_PING).remaining())
                .isGreaterThan(MINIMAL_PING_HEX.length() / 2);
    }

    @Test
    void handsOutBytesThatStayAsTheyAreWhenMoreIsSealed() {
        StreamFraming framing = framing(config("", true, NO_KEY));
        ByteBuffer first = framing.sealRequest(MINIMAL_PING);
        String before = hex(first);
        framing.sealRequest(ONE_NODE);
        assertThat(hex(first)).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("recordedRequests")
    void readsARequestByteAfterByte(
            String label, boolean compression, boolean encryption, Message message, String expected)
            throws WireException {
        StreamReader reader = framing(config(label, compression, encryption ? keyring(KEY) : NO_KEY))
                .requestReader();
        Bytes bytes = hex(expected);
        for (int i = 0; i < bytes.length() - 1; i++) {
            assertThat(reader.read(bytes.asBuffer().position(i).limit(i + 1))).isNull();
        }
        assertThat(reader.read(bytes.asBuffer().position(bytes.length() - 1))).isEqualTo(message);
    }

    @Test
    void takesAllBytesAndReturnsTheMessageOnce() throws WireException {
        StreamReader reader = framing(PLAIN).requestReader();
        ByteBuffer arrived = concat(hex(MINIMAL_PING_HEX), hex("ffff")).asBuffer();
        assertThat(reader.read(arrived)).isEqualTo(MINIMAL_PING);
        assertThat(arrived.hasRemaining()).isFalse();
        assertThat(reader.read(hex(MINIMAL_PING_HEX).asBuffer())).isNull();
        assertThat(reader.read(ByteBuffer.allocate(0))).isNull();
    }

    @Test
    void failsForeverOnceItHasFailed() {
        StreamReader reader = framing(PLAIN).requestReader();
        WireException why =
                assertRejected(Reason.UNKNOWN_TYPE, () -> reader.read(hex("ff").asBuffer()));
        assertThat(assertRejected(
                        Reason.UNKNOWN_TYPE,
                        () -> reader.read(hex(MINIMAL_PING_HEX).asBuffer())))
                .isSameAs(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "f4", "f404", "f404626c75", "f404626c7565"})
    void waitsForTheWholeLabel(String arrived) throws WireException {
        StreamReader reader = framing(config("blue", false, NO_KEY)).requestReader();
        assertThat(reader.read(hex(arrived).asBuffer())).isNull();
        String rest = ("f404626c7565" + MINIMAL_PING_HEX).substring(arrived.length());
        assertThat(reader.read(hex(rest).asBuffer())).isEqualTo(MINIMAL_PING);
    }

    @ParameterizedTest
    @ValueSource(strings = {MINIMAL_PING_HEX, "f400", "f403726564", "f404626c7566"})
    void closesSilentlyOnAnotherLabel(String bytes) {
        assertRejectedSilently(Reason.LABEL, config("blue", false, NO_KEY), bytes);
    }

    @Test
    void closesSilentlyOnALabelWhereNoneBelongs() {
        assertRejectedSilently(Reason.LABEL, PLAIN, "f404626c7565" + MINIMAL_PING_HEX);
        FramingConfig takenOff =
                new FramingConfig("blue", true, false, NO_KEY, true, true, 1, false, WireLimits.DEFAULTS);
        assertRejectedSilently(Reason.LABEL, takenOff, "f404626c7565" + MINIMAL_PING_HEX);
    }

    @Test
    void acceptsARequestWhoseLabelWasTakenOffElsewhere() throws WireException {
        FramingConfig takenOff =
                new FramingConfig("blue", true, false, keyring(KEY), true, true, 1, false, WireLimits.DEFAULTS);
        ByteBuffer request = framing(config("blue", true, keyring(KEY))).sealRequest(MINIMAL_PING);
        assertThat(framing(takenOff).requestReader().read(request.position(6))).isEqualTo(MINIMAL_PING);
    }

    @Test
    void answersAPlainRequestToAnEncryptedNode() {
        assertRejectedWithResponse(Reason.ENCRYPTION, ENCRYPTED, MINIMAL_PING_HEX);
    }

    @Test
    void answersAnEncryptedRequestToAPlainNodeAsGoDoes() {
        assertThat(assertRejectedWithResponse(Reason.ENCRYPTION, PLAIN, "0a0000002e01"))
                .hasMessage("remote state is encrypted and encryption is not configured");
    }

    @Test
    void answersWhatNoKeyOpens() {
        String sealed = hex(framing(config("", false, keyring(OTHER_KEY))).sealRequest(MINIMAL_PING));
        assertRejectedWithResponse(Reason.ENCRYPTION, ENCRYPTED, sealed);
        assertRejectedWithResponse(Reason.ENCRYPTION, ENCRYPTED, "0a00000000");
        assertRejectedWithResponse(Reason.ENCRYPTION, ENCRYPTED, "0a0000000101");
    }

    @Test
    void answersEncryptedFramesAboveTheLimitBeforeTheyArrive() throws WireException {
        assertRejectedWithResponse(Reason.TOO_LARGE, ENCRYPTED, "0a01400001");
        assertRejectedWithResponse(Reason.TOO_LARGE, ENCRYPTED, "0affffffff");
        assertThat(framing(ENCRYPTED).requestReader().read(hex("0a01400000").asBuffer()))
                .isNull();
    }

    @Test
    void answersAnEncryptedFrameOfNothing() {
        WireOutput out = new WireOutput(64);
        out.put(hex("0a0000001d"));
        new CipherLayer(ENCRYPTED, recordedNonce())
                .seal(ByteBuffer.allocate(0), hex("0a0000001d").toArray(), out);
        assertRejectedWithResponse(Reason.TRUNCATED, ENCRYPTED, hex(out.toBytes()));
    }

    @Test
    void understandsPlainAndEncryptedRequestsWhileMigrating() throws WireException {
        FramingConfig migrating =
                new FramingConfig("", false, false, keyring(KEY), false, false, 1, false, WireLimits.DEFAULTS);
        ByteBuffer encrypted = framing(ENCRYPTED).sealRequest(MINIMAL_PING);
        assertThat(framing(migrating).requestReader().read(encrypted)).isEqualTo(MINIMAL_PING);
        assertThat(framing(migrating).requestReader().read(hex(MINIMAL_PING_HEX).asBuffer()))
                .isEqualTo(MINIMAL_PING);
        assertThat(hex(framing(migrating).sealRequest(MINIMAL_PING))).isEqualTo(MINIMAL_PING_HEX);
    }

    @Test
    void answersAnUnknownCompressionAsGoDoes() {
        assertThat(assertRejectedWithResponse(Reason.COMPRESSION, PLAIN, "0982a4416c676f01a3427566a3000302"))
                .hasMessage("cannot decompress unknown algorithm 1");
    }

    @Test
    void answersACompressedNothingAsGoDoes() {
        assertThat(assertRejectedWithResponse(Reason.COMPRESSION, PLAIN, hex(compressed(Bytes.EMPTY))))
                .hasMessage("decompressed message is empty");
    }

    @Test
    void answersBrokenCompression() {
        assertRejectedWithResponse(Reason.COMPRESSION, PLAIN, "0982a4416c676f00a3427566a3ffffff");
        assertRejectedWithResponse(Reason.MALFORMED, PLAIN, "0907");
    }

    @Test
    void takesOffOneLevelOfCompressionOnly() {
        Bytes twice = compressed(compressed(hex(MINIMAL_PING_HEX)));
        assertRejectedWithResponse(Reason.NESTING, PLAIN, hex(twice));
    }

    @Test
    void limitsWhatAStreamDecompressesTo() throws WireException {
        FramingConfig limited = withLimits(config("", true, NO_KEY), limits(10_000, 1000));
        int header = stream(user("x".repeat(300))).length() - 300;
        assertThat(framing(limited).requestReader().read(framing(limited).sealRequest(user("x".repeat(1000 - header)))))
                .isNotNull();
        String tooLong = hex(framing(limited).sealRequest(user("x".repeat(1001 - header))));
        assertRejectedWithResponse(Reason.TOO_LARGE, limited, tooLong);
    }

    @Test
    void limitsTheBytesOfAStream() throws WireException {
        FramingConfig limited = withLimits(PLAIN, limits(300, 1000));
        StreamReader reader = framing(limited).requestReader();
        assertThat(reader.read(hex("08 81 aa557365724d73674c656e cd0200" + "00".repeat(284))
                        .asBuffer()))
                .isNull();
        assertRejected(Reason.TOO_LARGE, () -> reader.read(ByteBuffer.allocate(2)));
    }

    @ParameterizedTest
    @CsvSource({"01", "02", "03", "04", "05", "07", "0b", "0c", "0d", "0e", "ff"})
    void closesSilentlyOnTypesThatAreNoRequests(String type) {
        assertRejectedSilently(Reason.UNKNOWN_TYPE, PLAIN, type + "80");
    }

    @ParameterizedTest
    @CsvSource({"00", "01", "03", "04", "05", "07", "08", "0b", "0c", "0e", "f4"})
    void refusesTypesThatAreNoResponses(String type) {
        assertRejected(
                Reason.UNKNOWN_TYPE,
                () -> framing(PLAIN).responseReader().read(hex(type + "80").asBuffer()));
    }

    @Test
    void closesSilentlyOnABadPushPull() {
        assertRejectedSilently(
                Reason.TOO_LARGE, PLAIN, "0683a44a6f696ec3a54e6f646573d2001e8480ac5573657253746174654c656e00");
        assertRejectedSilently(Reason.MALFORMED, PLAIN, "06 93 01 00 c3 07");
    }

    @Test
    void closesSilentlyOnAMessageThatIsCutOffInsideALayer() {
        assertRejectedSilently(Reason.TRUNCATED, PLAIN, hex(compressed(hex("0082a44e6f6465"))));
        FramingConfig both = config("", true, keyring(KEY));
        WireOutput out = new WireOutput(64);
        out.put(hex("0a0000001f"));
        new CipherLayer(both, recordedNonce())
                .seal(hex("0082").asBuffer(), hex("0a0000001f").toArray(), out);
        assertRejectedSilently(Reason.TRUNCATED, both, hex(out.toBytes()));
    }

    @Test
    void understandsEveryResponse() throws WireException {
        FramingConfig config = config("blue", true, keyring(KEY));
        for (Message response : List.of(
                new Message.Ack(7, Bytes.EMPTY),
                new Message.ErrorResponse("boom"),
                new Message.PushPull(false, List.of(node("a")), ascii("state"), 0))) {
            ByteBuffer bytes = framing(config).sealResponse(response);
            assertThat(framing(config).responseReader().read(bytes)).isEqualTo(response);
        }
    }

    @Test
    void hasNoErrorResponseForResponses() {
        StreamReader reader = framing(ENCRYPTED).responseReader();
        assertRejected(
                Reason.ENCRYPTION, () -> reader.read(hex(MINIMAL_PING_HEX).asBuffer()));
        assertThat(reader.errorResponseDue()).isFalse();
    }

    private static WireException assertRejectedWithResponse(Reason reason, FramingConfig config, String bytes) {
        StreamReader reader = framing(config).requestReader();
        WireException why = assertRejected(reason, () -> reader.read(hex(bytes).asBuffer()));
        assertThat(reader.errorResponseDue()).isTrue();
        return why;
    }

    private static void assertRejectedSilently(Reason reason, FramingConfig config, String bytes) {
        StreamReader reader = framing(config).requestReader();
        assertRejected(reason, () -> reader.read(hex(bytes).asBuffer()));
        assertThat(reader.errorResponseDue()).isFalse();
    }

    private static WireLimits limits(int bytes, int decompressedBytes) {
        WireLimits limits = WireLimits.DEFAULTS;
        return new WireLimits(
                limits.nameBytes(),
                limits.metaBytes(),
                limits.payloadBytes(),
                limits.packetBytes(),
                limits.packetMessages(),
                limits.packetNesting(),
                limits.packetDecompressedBytes(),
                bytes,
                decompressedBytes,
                limits.pushPullNodes(),
                limits.userStateBytes(),
                limits.userMessageBytes(),
                limits.errorBytes());
    }

    private static StreamFraming framing(FramingConfig config) {
        return new StreamFraming(config, codec(), recordedNonce());
    }
}
