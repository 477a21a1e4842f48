package io.gossip.wire;

import static io.gossip.wire.WireSamples.ALIVE_NODE_A;
import static io.gossip.wire.WireSamples.ALIVE_NODE_A_HEX;
import static io.gossip.wire.WireSamples.MINIMAL_PING;
import static io.gossip.wire.WireSamples.MINIMAL_PING_HEX;
import static io.gossip.wire.WireSamples.NODE_A;
import static io.gossip.wire.WireSamples.NODE_B;
import static io.gossip.wire.WireSamples.VERSIONS;
import static io.gossip.wire.WireSamples.address;
import static io.gossip.wire.WireSamples.ascii;
import static io.gossip.wire.WireSamples.codec;
import static io.gossip.wire.WireSamples.hex;
import static io.gossip.wire.WireSamples.node;
import static io.gossip.wire.WireSamples.packet;
import static io.gossip.wire.WireSamples.stream;
import static io.gossip.wire.WireSamples.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes recorded from Go nodes (protocol reference, section 4): written alike and understood. */
class MessageVectorsTest {

    static Stream<Arguments> packetMessages() {
        return Stream.of(
                arguments(MINIMAL_PING, MINIMAL_PING_HEX),
                arguments(
                        new Message.Ping(42, "node-b", NODE_A, "node-a"),
                        "0085a44e6f6465a66e6f64652d62a55365714e6f2aaa536f7572636541646472a40a000001aa536f757263654e6f6465"
                                + "a66e6f64652d61aa536f75726365506f7274cd1f0a"),
                arguments(
                        new Message.IndirectPing(42, NODE_B, "node-b", true, NODE_A, "node-a"),
                        "0188a44e61636bc3a44e6f6465a66e6f64652d62a4506f7274cd1f0aa55365714e6f2aaa536f7572636541646472a40a"
                                + "000001aa536f757263654e6f6465a66e6f64652d61aa536f75726365506f7274cd1f0aa6546172676574a4"
                                + "0a000002"),
                arguments(new Message.Ack(42, Bytes.EMPTY), "0282a75061796c6f6164c0a55365714e6f2a"),
                arguments(new Message.Ack(42, hex("010203")), "0282a75061796c6f6164a3010203a55365714e6f2a"),
                arguments(
                        new Message.Suspect(7, "node-b", "node-a"),
                        "0383a446726f6da66e6f64652d61ab496e6361726e6174696f6e07a44e6f6465a66e6f64652d62"),
                arguments(ALIVE_NODE_A, ALIVE_NODE_A_HEX),
                arguments(
                        new Message.Alive(
                                1, "node-a", address("00000000000000000000ffff0a000001", 7946), ascii("web"), VERSIONS),
                        "0486a441646472b000000000000000000000ffff0a000001ab496e6361726e6174696f6e01a44d657461a3776562a44e"
                                + "6f6465a66e6f64652d61a4506f7274cd1f0aa356736ea6010502000000"),
                arguments(
                        new Message.Dead(7, "node-b", "node-a"),
                        "0583a446726f6da66e6f64652d61ab496e6361726e6174696f6e07a44e6f6465a66e6f64652d62"),
                arguments(
                        new Message.Dead(7, "node-b", "node-b"),
                        "0583a446726f6da66e6f64652d62ab496e6361726e6174696f6e07a44e6f6465a66e6f64652d62"),
                arguments(user("hello"), "0868656c6c6f"),
                arguments(user(""), "08"));
    }

    static Stream<Arguments> streamMessages() {
        return Stream.of(
                arguments(MINIMAL_PING, MINIMAL_PING_HEX),
                arguments(new Message.Ack(42, Bytes.EMPTY), "0282a75061796c6f6164c0a55365714e6f2a"),
                arguments(user("hello"), "0881aa557365724d73674c656e0568656c6c6f"),
                arguments(user("x".repeat(300)), "0881aa557365724d73674c656ed1012c" + "78".repeat(300)),
                arguments(new Message.ErrorResponse("boom"), "0d81a54572726f72a4626f6f6d"),
                arguments(
                        new Message.PushPull(true, List.of(node("node-a")), Bytes.EMPTY, 0),
                        "0683a44a6f696ec3a54e6f64657301ac5573657253746174654c656e0087a441646472a40a000001ab496e6361726e61"
                                + "74696f6e01a44d657461a3776562a44e616d65a66e6f64652d61a4506f7274cd1f0aa5537461746500a3"
                                + "56736ea6010502000000"),
                arguments(
                        new Message.PushPull(
                                true,
                                List.of(new Message.PushPullNode(
                                        "go1",
                                        address("7f000001", 17946),
                                        ascii("m-go1"),
                                        1,
                                        NodeState.ALIVE,
                                        VERSIONS)),
                                ascii("state"),
                                0),
                        "0683a44a6f696ec3a54e6f64657301ac5573657253746174654c656e05"
                                + "87a441646472a47f000001ab496e6361726e6174696f6e01a44d657461a56d2d676f31a44e616d65a3676f31"
                                + "a4506f7274cd461aa5537461746500a356736ea6010502000000"
                                + "7374617465"));
    }

    @ParameterizedTest
    @MethodSource("packetMessages")
    void writesAPacketMessageByteForByteAsGoDoes(Message message, String expected) {
        assertThat(hex(packet(message))).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("packetMessages")
    void understandsAPacketMessageFromGo(Message expected, String bytes) throws WireException {
        assertThat(codec().decodePacket(hex(bytes).asBuffer())).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("streamMessages")
    void writesAStreamMessageByteForByteAsGoDoes(Message message, String expected) {
        assertThat(hex(stream(message))).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("streamMessages")
    void understandsAStreamMessageFromGo(Message expected, String bytes) throws WireException {
        assertThat(codec().newStreamDecoder().decode(hex(bytes).asBuffer())).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "127, 7f",
        "128, cc80",
        "255, ccff",
        "256, cd0100",
        "65535, cdffff",
        "65536, ce00010000",
        "4294967295, ceffffffff"
    })
    void writesAndUnderstandsTheSequenceNumbersOfNacks(long sequence, String number) throws WireException {
        Message.Nack nack = new Message.Nack(sequence);
        assertThat(hex(packet(nack))).isEqualTo("0b81a55365714e6f" + number);
        assertThat(codec().decodePacket(packet(nack).asBuffer())).isEqualTo(nack);
    }

    @Test
    void writesTheCountsOfAPushPullAsGoMsgpackV2Does() {
        Message.PushPull pushPull =
                new Message.PushPull(true, Collections.nCopies(128, node("node-a")), Bytes.of(new byte[255]), 0);
        assertThat(hex(stream(pushPull)))
                .startsWith("0683a44a6f696ec3a54e6f646573d10080ac5573657253746174654c656ed100ff");
    }

    @Test
    void understandsTheCountsOfAPushPullFromOldGoNodes() throws WireException {
        String entry = hex(stream(new Message.PushPull(false, List.of(node("node-a")), Bytes.EMPTY, 0)))
                .substring(2 * 29);
        String bytes =
                "0683a44a6f696ec3a54e6f646573cc80ac5573657253746174654c656eccff" + entry.repeat(128) + "55".repeat(255);
        Message.PushPull pushPull =
                (Message.PushPull) codec().newStreamDecoder().decode(hex(bytes).asBuffer());
        assertThat(pushPull.nodes()).hasSize(128).containsOnly(node("node-a"));
        assertThat(pushPull.userState().length()).isEqualTo(255);
        assertThat(pushPull.join()).isTrue();
    }

    @Test
    void writesANodeOfAPushPullByteForByteAsGoDoes() {
        Message.PushPullNode node =
                new Message.PushPullNode("node-a", NODE_A, ascii("web"), 3, NodeState.ALIVE, VERSIONS);
        assertThat(hex(stream(new Message.PushPull(true, List.of(node), Bytes.EMPTY, 0))))
                .isEqualTo("0683a44a6f696ec3a54e6f64657301ac5573657253746174654c656e00"
                        + "87a441646472a40a000001ab496e6361726e6174696f6e03a44d657461a3776562a44e616d65a66e6f64652d61a4506f"
                        + "7274cd1f0aa5537461746500a356736ea6010502000000");
    }

    @Test
    void leavesOutSourceFieldsThatSayNothing() {
        assertThat(hex(packet(new Message.Ping(1, "n1", address("0a000001", 0), ""))))
                .isEqualTo("0083a44e6f6465a26e31a55365714e6f01aa536f7572636541646472a40a000001");
        assertThat(hex(packet(new Message.Ping(1, "n1", null, "me"))))
                .isEqualTo("0083a44e6f6465a26e31a55365714e6f01aa536f757263654e6f6465a26d65");
        assertThat(hex(packet(new Message.IndirectPing(1, NODE_B, "n1", false, null, ""))))
                .isEqualTo("0185a44e61636bc2a44e6f6465a26e31a4506f7274cd1f0aa55365714e6f01a6546172676574a40a000002");
    }

    @Test
    void writesTheStatesOfNodesAsTheirNumbers() {
        for (NodeState state : NodeState.values()) {
            Message.PushPullNode node = new Message.PushPullNode("n", NODE_A, Bytes.EMPTY, 1, state, VERSIONS);
            assertThat(hex(stream(new Message.PushPull(false, List.of(node), Bytes.EMPTY, 0))))
                    .contains("a55374617465" + "0" + List.of(NodeState.values()).indexOf(state) + "a356736e");
        }
    }
}
