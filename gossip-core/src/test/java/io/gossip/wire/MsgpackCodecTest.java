package io.gossip.wire;

import static io.gossip.wire.WireSamples.NODE_A;
import static io.gossip.wire.WireSamples.NODE_B;
import static io.gossip.wire.WireSamples.VERSIONS;
import static io.gossip.wire.WireSamples.assertRejected;
import static io.gossip.wire.WireSamples.codec;
import static io.gossip.wire.WireSamples.hex;
import static io.gossip.wire.WireSamples.packet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gossip.wire.WireException.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a packet message may look like beyond what Go writes, and where patience ends. */
class MsgpackCodecTest {

    private static final WireLimits LIMITS = WireLimits.DEFAULTS;

    @Test
    void understandsMessagesSentAsArraysInDeclarationOrder() throws WireException {
        assertThat(decode("00 95 2a a66e6f64652d62 a40a000001 cd1f0a a66e6f64652d61"))
                .isEqualTo(new Message.Ping(42, "node-b", NODE_A, "node-a"));
        assertThat(decode("01 98 2a a40a000002 cd1f0a a66e6f64652d62 c3 a40a000001 cd1f0a a66e6f64652d61"))
                .isEqualTo(new Message.IndirectPing(42, NODE_B, "node-b", true, NODE_A, "node-a"));
        assertThat(decode("02 92 2a a3010203")).isEqualTo(new Message.Ack(42, hex("010203")));
        assertThat(decode("0b 91 2a")).isEqualTo(new Message.Nack(42));
        assertThat(decode("03 93 07 a162 a161")).isEqualTo(new Message.Suspect(7, "b", "a"));
        assertThat(decode("05 93 07 a162 a161")).isEqualTo(new Message.Dead(7, "b", "a"));
        assertThat(decode("04 96 01 a161 a40a000001 cd1f0a a3776562 a6010502000000"))
                .isEqualTo(new Message.Alive(1, "a", NODE_A, WireSamples.ascii("web"), VERSIONS));
        assertThat(decode("00 92 01 a26e31")).isEqualTo(WireSamples.MINIMAL_PING);
    }

    @Test
    void understandsByteStringsInEveryForm() throws WireException {
        for (String ip : List.of("a40a000001", "d9040a000001", "c4040a000001", "c500040a000001", "940a000001")) {
            for (String versions : List.of("a6010502000000", "c406010502000000", "96010502000000")) {
                assertThat(decode("04 96 01 a161" + ip + "cd1f0a c0" + versions))
                        .isEqualTo(new Message.Alive(1, "a", NODE_A, Bytes.EMPTY, VERSIONS));
            }
        }
    }

    @Test
    void readsMessagesWithoutFieldsAsZeroValues() throws WireException {
        for (String body : List.of("80", "c0", "90")) {
            assertThat(decode("00" + body)).isEqualTo(new Message.Ping(0, "", null, ""));
            assertThat(decode("02" + body)).isEqualTo(new Message.Ack(0, Bytes.EMPTY));
            assertThat(decode("0b" + body)).isEqualTo(new Message.Nack(0));
        }
    }

    @Test
    void ignoresBytesBehindTheBody() throws WireException {
        assertThat(decode("0b 91 2a ffff")).isEqualTo(new Message.Nack(42));
    }

    @Test
    void takesEverythingBehindTheTypeOfAUserMessageAsItsPayload() throws WireException {
        assertThat(decode("08 91 2a ffff")).isEqualTo(new Message.User(hex("912affff")));
        assertThat(decode("08")).isEqualTo(new Message.User(Bytes.EMPTY));
    }

    @Test
    void answersToTheSenderOfAPingUnlessBothSourceFieldsSaySomething() throws WireException {
        assertThat(decode("00 95 01 a161 a40a000001 00 a162")).isEqualTo(new Message.Ping(1, "a", null, "b"));
        assertThat(decode("00 95 01 a161 a0 cd1f0a a162")).isEqualTo(new Message.Ping(1, "a", null, "b"));
        assertRejected(Reason.MALFORMED, () -> decode("00 95 01 a161 a30a0000 cd1f0a a162"));
    }

    @Test
    void keepsAPortOfZeroForTheMembershipToMask() throws WireException {
        assertThat(((Message.Alive) decode("04 96 01 a161 a40a000001 00 c0 a6010502000000"))
                        .address()
                        .port())
                .isZero();
        assertThat(((Message.IndirectPing) decode("01 95 01 a40a000001 00 a161 c3"))
                        .target()
                        .port())
                .isZero();
    }

    @Test
    void keepsInsaneVersionsForTheMembershipToJudge() throws WireException {
        Message.Alive alive = (Message.Alive) decode("04 96 01 a161 a40a000001 07 c0 a6000000ff01fe");
        assertThat(alive.versions()).isEqualTo(new Versions(0, 0, 0, 255, 1, 254));
        assertThat(alive.versions().isSane()).isFalse();
    }

    @Test
    void usesTheFirstSixOfMoreVersions() throws WireException {
        Message.Alive alive = (Message.Alive) decode("04 96 01 a161 a40a000001 07 c0 a80105020000000909");
        assertThat(alive.versions()).isEqualTo(VERSIONS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c0", "a0", "a5 0105020000", "95 0105020000"})
    void refusesAnnouncementsWithoutAllSixVersions(String versions) {
        assertRejected(Reason.MALFORMED, () -> decode("04 96 01 a161 a40a000001 07 c0" + versions));
        assertRejected(Reason.MALFORMED, () -> decode("04 95 01 a161 a40a000001 07 c0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"c0", "a0", "a30a0000", "a50a00000101", "af0a0000000000000000000000000000"})
    void refusesAddressesThatNobodyCanDial(String ip) {
        assertRejected(Reason.MALFORMED, () -> decode("04 96 01 a161" + ip + "07 c0 a6010502000000"));
        assertRejected(Reason.MALFORMED, () -> decode("01 95 01" + ip + "07 a161 c3"));
    }

    @Test
    void refusesAddressesOfMoreThanSixteenBytes() {
        assertRejected(Reason.TOO_LARGE, () -> decode("04 96 01 a161 b1" + "00".repeat(17) + "07 c0 a6010502000000"));
    }

    @Test
    void refusesMessagesAboutNodesWithoutAName() {
        assertRejected(Reason.MALFORMED, () -> decode("03 93 01 a0 a161"));
        assertRejected(Reason.MALFORMED, () -> decode("05 93 01 a0 a0"));
        assertRejected(Reason.MALFORMED, () -> decode("05 80"));
        assertRejected(Reason.MALFORMED, () -> decode("04 96 01 a0 a40a000001 07 c0 a6010502000000"));
    }

    @Test
    void refusesNamesThatAreNotUtf8() {
        assertRejected(Reason.MALFORMED, () -> decode("03 93 01 a1ff a161"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "d1ffff", "cf0000000100000000", "ca3f800000", "a131", "c3", "90"})
    void refusesNumbersThatDoNotFitTheirField(String number) {
        assertRejected(Reason.MALFORMED, () -> decode("0b 91" + number));
        assertRejected(Reason.MALFORMED, () -> decode("03 93" + number + "a162 a161"));
        assertRejected(Reason.MALFORMED, () -> decode("04 96 01 a161 a40a000001" + number + "c0 a6010502000000"));
    }

    @Test
    void refusesPortsAboveSixteenBits() {
        assertRejected(Reason.MALFORMED, () -> decode("04 96 01 a161 a40a000001 ce00010000 c0 a6010502000000"));
    }

    @Test
    void boundsNames() throws WireException {
        int max = LIMITS.nameBytes();
        for (String type : List.of("03", "05")) {
            decode(type + "93 01" + string(max) + string(max));
            assertRejected(Reason.TOO_LARGE, () -> decode(type + "93 01" + string(max + 1) + "a161"));
            assertRejected(Reason.TOO_LARGE, () -> decode(type + "93 01 a161" + string(max + 1)));
        }
        assertRejected(Reason.TOO_LARGE, () -> decode("00 92 01" + string(max + 1)));
        assertRejected(Reason.TOO_LARGE, () -> decode("00 95 01 a161 c0 c0" + string(max + 1)));
        assertRejected(Reason.TOO_LARGE, () -> decode("01 94 01 a40a000001 07" + string(max + 1)));
        assertRejected(
                Reason.TOO_LARGE, () -> decode("04 96 01" + string(max + 1) + "a40a000001 07 c0 a6010502000000"));
    }

    @Test
    void boundsMeta() throws WireException {
        int max = LIMITS.metaBytes();
        decode("04 96 01 a161 a40a000001 07" + string(max) + "a6010502000000");
        assertRejected(
                Reason.TOO_LARGE, () -> decode("04 96 01 a161 a40a000001 07" + string(max + 1) + "a6010502000000"));
    }

    @Test
    void boundsThePayloadOfAcks() throws WireException {
        decode("02 92 01" + string(LIMITS.payloadBytes()));
        assertRejected(Reason.TOO_LARGE, () -> decode("02 92 01" + string(LIMITS.payloadBytes() + 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"06", "07", "09", "0a", "0c", "0d", "0e", "f4", "ff"})
    void refusesTypesThatAreNoPacketMessages(String type) {
        assertRejected(Reason.UNKNOWN_TYPE, () -> decode(type + "80"));
    }

    @Test
    void refusesNothing() {
        assertRejected(Reason.TRUNCATED, () -> decode(""));
    }

    @Test
    void refusesEveryMessageThatIsCutOff() {
        for (Message message : List.of(
                new Message.Ping(42, "node-b", NODE_A, "node-a"),
                new Message.IndirectPing(42, NODE_B, "node-b", true, NODE_A, "node-a"),
                new Message.Ack(42, hex("010203")),
                new Message.Nack(300),
                new Message.Suspect(7, "node-b", "node-a"),
                new Message.Dead(7, "node-b", "node-b"),
                WireSamples.ALIVE_NODE_A)) {
            String bytes = hex(packet(message));
            for (int length = 0; length < bytes.length(); length += 2) {
                String cut = bytes.substring(0, length);
                assertRejected(Reason.TRUNCATED, () -> decode(cut));
            }
        }
    }

    @Test
    void doesNotWriteMessagesWhereTheyDoNotBelong() {
        WireOutput out = new WireOutput(16);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> codec().encodePacket(new Message.ErrorResponse("boom"), out))
                .withMessageContaining("ErrorResponse");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> codec().encodePacket(new Message.PushPull(true, List.of(), Bytes.EMPTY, 0), out));
        assertThatIllegalArgumentException().isThrownBy(() -> codec().encodeStream(new Message.Nack(1), out));
        assertThat(out.length()).isZero();
    }

    private static String string(int length) {
        WireOutput out = new WireOutput(16);
        new MsgpackWriter(out).writeString("x".repeat(length));
        return hex(out.toBytes());
    }

    private static Message decode(String bytes) throws WireException {
        return codec().decodePacket(hex(bytes).asBuffer());
    }
}
