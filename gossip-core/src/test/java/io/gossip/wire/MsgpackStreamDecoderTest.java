package io.gossip.wire;

import static io.gossip.wire.WireSamples.MINIMAL_PING;
import static io.gossip.wire.WireSamples.ascii;
import static io.gossip.wire.WireSamples.assertRejected;
import static io.gossip.wire.WireSamples.codec;
import static io.gossip.wire.WireSamples.hex;
import static io.gossip.wire.WireSamples.node;
import static io.gossip.wire.WireSamples.stream;
import static io.gossip.wire.WireSamples.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.wire.WireException.Reason;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stream messages that arrive in pieces, push/pulls with strange nodes, and the limits of both. */
class MsgpackStreamDecoderTest {

    private static final WireLimits LIMITS = WireLimits.DEFAULTS;

    private static final String HEADER = "06 83 a44a6f696e c3 a54e6f646573 %s ac5573657253746174654c656e %s";
    private static final String GOOD = "97 a161 a40a000001 cd1f0a c0 01 00 a6010502000000";

    @Test
    void waitsForEveryByteOfAMessage() throws WireException {
        for (Message message : List.of(
                MINIMAL_PING,
                new Message.Ack(42, hex("010203")),
                user("hello"),
                new Message.ErrorResponse("boom"),
                new Message.PushPull(true, List.of(node("a"), node("b")), ascii("state"), 0))) {
            Bytes bytes = stream(message);
            MessageCodec.StreamDecoder decoder = codec().newStreamDecoder();
            for (int arrived = 0; arrived < bytes.length(); arrived++) {
                assertThat(decoder.decode(bytes.asBuffer().limit(arrived))).isNull();
            }
            assertThat(decoder.decode(bytes.asBuffer())).isEqualTo(message);
        }
    }

    @Test
    void ignoresWhatComesBehindTheMessage() throws WireException {
        assertThat(decode(hex(stream(user("hello"))) + "ffff")).isEqualTo(user("hello"));
        assertThat(decode(hex(stream(MINIMAL_PING)) + "ffff")).isEqualTo(MINIMAL_PING);
    }

    @Test
    void neverLooksAgainAtNodesItHasReadWhileAPushPullTricklesIn() throws WireException {
        int longestNode = 100;
        Message.PushPull sent = new Message.PushPull(
                false, IntStream.range(0, 2000).mapToObj(i -> node("node-" + i)).toList(), ascii("state"), 0);
        byte[] bytes = stream(sent).toArray();
        MessageCodec.StreamDecoder decoder = codec().newStreamDecoder();
        for (int arrived = 200; arrived < bytes.length; arrived += 100) {
            assertThat(decoder.decode(ByteBuffer.wrap(bytes, 0, arrived))).isNull();
            Arrays.fill(bytes, 1, arrived - longestNode, (byte) 0xC1);
        }
        assertThat(decoder.decode(ByteBuffer.wrap(bytes))).isEqualTo(sent);
    }

    @Test
    void understandsPushPullsSentAsArrays() throws WireException {
        Message.PushPull pushPull = (Message.PushPull) decode("06 93 01 05 c3" + GOOD + "7374617465");
        assertThat(pushPull.join()).isTrue();
        assertThat(pushPull.userState()).isEqualTo(ascii("state"));
        assertThat(pushPull.nodes()).extracting(Message.PushPullNode::name).containsExactly("a");
        assertThat(decode("06c0")).isEqualTo(new Message.PushPull(false, List.of(), Bytes.EMPTY, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "97 a162 c0 cd1f0a c0 01 00 a6010502000000", // no address
                "97 a162 a30a0000 cd1f0a c0 01 00 a6010502000000", // an address of three bytes
                "97 a162 b10000000000000000000000000000000000 cd1f0a c0 01 00 a6010502000000", // of seventeen
                "97 a162 a40a000001 cd1f0a c0 01 00 a50105020000", // five versions
                "96 a162 a40a000001 cd1f0a c0 01 00", // none
                "97 a162 a40a000001 cd1f0a c0 01 04 a6010502000000", // an unknown state
                "97 a162 a40a000001 cd1f0a c0 01 ff a6010502000000",
                "97 a162 a40a000001 cd1f0a c0 01 d3000000ff00000000 a6010502000000",
                "97 a0 a40a000001 cd1f0a c0 01 00 a6010502000000", // no name
                "97 a1ff a40a000001 cd1f0a c0 01 00 a6010502000000", // a name that is not UTF-8
                "c0",
                "80",
            })
    void skipsAndCountsNodesItDoesNotUnderstand(String strange) throws WireException {
        Message.PushPull pushPull =
                (Message.PushPull) decode(String.format(HEADER, "03", "02") + GOOD + strange + GOOD + "abcd");
        assertThat(pushPull.nodes()).extracting(Message.PushPullNode::name).containsExactly("a", "a");
        assertThat(pushPull.skippedNodes()).isEqualTo(1);
        assertThat(pushPull.userState()).isEqualTo(hex("abcd"));
    }

    @Test
    void skipsAndCountsNodesWithNamesMetaOrVersionsLongerThanAllowed() throws WireException {
        String longName = "97" + string(LIMITS.nameBytes() + 1) + "a40a000001 cd1f0a c0 01 00 a6010502000000";
        String longMeta = "97 a162 a40a000001 cd1f0a" + string(LIMITS.metaBytes() + 1) + "01 00 a6010502000000";
        String hugeMeta = "97 a162 a40a000001 cd1f0a" + string(100_000) + "01 00 a6010502000000";
        String longVersions = "97 a162 a40a000001 cd1f0a c0 01 00" + string(65);
        Message.PushPull pushPull = (Message.PushPull)
                decode(String.format(HEADER, "05", "00") + longName + longMeta + hugeMeta + longVersions + GOOD);
        assertThat(pushPull.nodes()).hasSize(1);
        assertThat(pushPull.skippedNodes()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "97 ca3f800000 a40a000001 cd1f0a c0 01 00 a6010502000000", // a number for a name
                "97 a162 a40a000001 ce00010000 c0 01 00 a6010502000000", // a port of 17 bits
                "97 a162 a40a000001 cd1f0a c0 ff 00 a6010502000000", // a negative incarnation
                "97 a162 a40a000001 cd1f0a c0 01 a0 a6010502000000", // text for a state
                "c1",
                "07",
                "81 07 07",
            })
    void refusesAPushPullWithGarbageAmongTheNodes(String garbage) {
        assertRejected(Reason.MALFORMED, () -> decode(String.format(HEADER, "02", "00") + GOOD + garbage));
    }

    @Test
    void boundsTheNumberOfNodes() throws WireException {
        assertThat(decode(String.format(HEADER, "d200020000", "00"))).isNull();
        assertRejected(Reason.TOO_LARGE, () -> decode(String.format(HEADER, "d200020001", "00")));
        assertRejected(Reason.TOO_LARGE, () -> decode(String.format(HEADER, "d37fffffffffffffff", "00")));
        assertRejected(Reason.MALFORMED, () -> decode(String.format(HEADER, "ff", "00")));
        assertRejected(Reason.MALFORMED, () -> decode(String.format(HEADER, "cfffffffffffffffff", "00")));
    }

    @Test
    void boundsTheUserStateBeforeReadingAnyNode() throws WireException {
        assertThat(decode(String.format(HEADER, "01", "d201400000"))).isNull();
        assertRejected(Reason.TOO_LARGE, () -> decode(String.format(HEADER, "01", "d201400001")));
        assertRejected(Reason.MALFORMED, () -> decode(String.format(HEADER, "01", "d0ff")));
    }

    @Test
    void boundsUserMessages() throws WireException {
        assertThat(decode("08 81 aa557365724d73674c656e d201400000")).isNull();
        assertRejected(Reason.TOO_LARGE, () -> decode("08 81 aa557365724d73674c656e d201400001"));
        assertRejected(Reason.MALFORMED, () -> decode("08 81 aa557365724d73674c656e ff"));
        assertThat(decode("08 80")).isEqualTo(user(""));
    }

    @Test
    void boundsTheTextOfErrors() throws WireException {
        assertThat(decode("0d 91" + string(LIMITS.errorBytes()))).isInstanceOf(Message.ErrorResponse.class);
        assertRejected(Reason.TOO_LARGE, () -> decode("0d 91" + string(LIMITS.errorBytes() + 1)));
    }

    @Test
    void boundsNamesAndPayloads() {
        assertRejected(Reason.TOO_LARGE, () -> decode("00 92 01" + string(LIMITS.nameBytes() + 1)));
        assertRejected(Reason.TOO_LARGE, () -> decode("02 92 01" + string(LIMITS.payloadBytes() + 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "03", "04", "05", "07", "09", "0a", "0b", "0c", "0e", "f4", "ff"})
    void refusesTypesThatAreNoStreamMessages(String type) {
        assertRejected(Reason.UNKNOWN_TYPE, () -> decode(type));
    }

    private static String string(int length) {
        WireOutput out = new WireOutput(16);
        new MsgpackWriter(out).writeString("x".repeat(length));
        return hex(out.toBytes());
    }

    private static Message decode(String bytes) throws WireException {
        return codec().newStreamDecoder().decode(hex(bytes).asBuffer());
    }
}
