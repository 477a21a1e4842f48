package io.gossip.serf;

import static io.gossip.serf.Vectors.ascii;
import static io.gossip.serf.Vectors.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gossip.serf.SerfMessage.JoinIntent;
import io.gossip.serf.SerfMessage.LeaveIntent;
import io.gossip.serf.SerfMessage.Query;
import io.gossip.serf.SerfMessage.QueryResponse;
import io.gossip.serf.SerfMessage.Relay;
import io.gossip.serf.SerfMessage.UserEvent;
import io.gossip.wire.Bytes;
import io.gossip.wire.WireException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Byte vectors of the protocol reference, section 3 and appendix A. */
class SerfCodecTest {

    private static final Query QUERY = new Query(
            3,
            0x12345678,
            hex("7f000001"),
            7946,
            "n1",
            List.of(hex(Vectors.NODE_FILTER), hex(Vectors.TAG_FILTER)),
            1,
            2,
            15_000_000_000L,
            "load",
            ascii("hi"));
    private static final Query MINIMAL_QUERY = new Query(
            3,
            1,
            hex("00000000000000000000ffff7f000001"),
            7946,
            "n1",
            List.of(),
            0,
            0,
            3_200_000_000L,
            "load",
            Bytes.EMPTY);
    private static final String QUERY_BODY =
            "048ba441646472a47f000001a746696c7465727392a80092a26e31a26e32b50182a445787072a45e776562a3546167a4726f6c65"
                    + "a5466c61677301a24944ce12345678a54c54696d6503a44e616d65a46c6f6164a75061796c6f6164a26869a4506f7274cd1f"
                    + "0aab52656c6179466163746f7202aa536f757263654e6f6465a26e31a754696d656f7574";
    private static final String MINIMAL_QUERY_BODY =
            "048ba441646472b000000000000000000000ffff7f000001a746696c74657273c0a5466c61677300a2494401a54c54696d6503a4"
                    + "4e616d65a46c6f6164a75061796c6f6164c0a4506f7274cd1f0aab52656c6179466163746f7200aa536f757263654e6f6465"
                    + "a26e31a754696d656f7574";
    private static final QueryResponse RESPONSE = new QueryResponse(3, 0x12345678, "n2", 0, ascii("ok\n"));
    private static final Relay RELAY = new Relay(hex("0a000001"), 7946, "n1", hex(Vectors.RESPONSE));

    static Stream<Arguments> written() {
        return Stream.of(
                Arguments.of(new JoinIntent(300, "node-a"), "0182a54c54696d65cd012ca44e6f6465a66e6f64652d61"),
                Arguments.of(new LeaveIntent(12, "n1", false), "0083a54c54696d650ca44e6f6465a26e31a55072756e65c2"),
                Arguments.of(new LeaveIntent(12, "n1", true), "0083a54c54696d650ca44e6f6465a26e31a55072756e65c3"),
                Arguments.of(
                        new UserEvent(7, "deploy", ascii("abc"), true),
                        "0384a24343c3a54c54696d6507a44e616d65a66465706c6f79a75061796c6f6164a3616263"),
                Arguments.of(
                        new UserEvent(7, "deploy", Bytes.EMPTY, false),
                        "0384a24343c2a54c54696d6507a44e616d65a66465706c6f79a75061796c6f6164c0"),
                Arguments.of(
                        new UserEvent(7, "e", ascii("x".repeat(40)), false),
                        "0384a24343c2a54c54696d6507a44e616d65a165a75061796c6f6164da0028" + Vectors.FORTY_X),
                Arguments.of(QUERY, QUERY_BODY + "d3000000037e11d600"),
                Arguments.of(MINIMAL_QUERY, MINIMAL_QUERY_BODY + "d300000000bebc2000"),
                Arguments.of(
                        QueryResponse.ack(QUERY, "n2"),
                        "0585a5466c61677301a446726f6da26e32a24944ce12345678a54c54696d6503a75061796c6f6164c0"),
                Arguments.of(RESPONSE, Vectors.RESPONSE),
                Arguments.of(
                        RELAY,
                        "0982a8446573744164647283a24950a40a000001a4506f7274d11f0aa45a6f6e65a0a8446573744e616d65a26e31"
                                + Vectors.RESPONSE));
    }

    @ParameterizedTest
    @MethodSource("written")
    void writesAndReadsWhatNewGoNodesWrite(SerfMessage message, String bytes) throws WireException {
        assertThat(hex(SerfCodec.encode(message))).isEqualTo(bytes);
        assertThat(SerfCodec.decode(hex(bytes))).isEqualTo(message);
    }

    static Stream<Arguments> read() {
        return Stream.of(
                Arguments.of(
                        new UserEvent(7, "deploy", Bytes.EMPTY, false),
                        "0384a24343c2a54c54696d6507a44e616d65a66465706c6f79a75061796c6f6164a0"),
                Arguments.of(QUERY, QUERY_BODY + "cf000000037e11d600"),
                Arguments.of(MINIMAL_QUERY, MINIMAL_QUERY_BODY + "cebebc2000"),
                Arguments.of(
                        RELAY,
                        "0982a8446573744164647283a24950a40a000001a4506f7274cd1f0aa45a6f6e65a0a8446573744e616d65a26e31"
                                + Vectors.RESPONSE),
                Arguments.of(
                        new Relay(hex("fe800000000000000000000000000001"), 7946, "n1", hex(Vectors.RESPONSE)),
                        "0982a8446573744164647283a24950b0fe800000000000000000000000000001a4506f7274d11f0aa45a6f6e65a46574"
                                + "6830a8446573744e616d65a26e31" + Vectors.RESPONSE),
                // Made by hand and accepted by Go: bin, str8, an array, missing keys.
                Arguments.of(
                        new UserEvent(7, "big", ascii("abc"), false),
                        "0384a24343c2a54c54696d6507a44e616d65a3626967a75061796c6f6164c403616263"),
                Arguments.of(
                        new UserEvent(7, "st8", ascii("abc"), false),
                        "0384a24343c2a54c54696d6507a44e616d65d903737438a75061796c6f6164c403616263"),
                Arguments.of(new UserEvent(8, "arr", ascii("abc"), false), "039408a3617272a3616263c2"),
                Arguments.of(new UserEvent(9, "mini", Bytes.EMPTY, false), "0382a54c54696d6509a44e616d65a46d696e69"),
                // Very old nodes do not know how to prune; unknown fields are passed over; what follows is ignored.
                Arguments.of(new LeaveIntent(12, "n1", false), "0082a54c54696d650ca44e6f6465a26e31"),
                Arguments.of(
                        new JoinIntent(5, "n1"), "0183a54c54696d6505a3457874c7030a010203a44e6f6465a26e31deadbeef"));
    }

    @ParameterizedTest
    @MethodSource("read")
    void readsEveryFormThatGoReads(SerfMessage message, String bytes) throws WireException {
        assertThat(SerfCodec.decode(hex(bytes))).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"02", "06c0", "07", "08", "0a80", "ff"})
    void refusesTypesThatAreNoUserMessages(String bytes) {
        assertThat(refusal(bytes).reason()).isEqualTo(WireException.Reason.UNKNOWN_TYPE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01",
                "0182a54c54696d65",
                "0182a54c54696d65ffa44e6f6465a26e31",
                "0182a54c54696d6501a44e6f646501",
                "0485a4506f7274ce00010000",
                "0481ab52656c6179466163746f72cd0100",
                "0481a24944cf0000000100000000"
            })
    void refusesBrokenBodiesAndNumbersOutOfRange(String bytes) {
        assertThat(refusal(bytes)).isNotNull();
    }

    @Test
    void refusesNamesThatNoNodeCanHave() {
        assertThat(refusal(hex(SerfCodec.encode(new JoinIntent(1, "n".repeat(256)))))
                        .reason())
                .isEqualTo(WireException.Reason.TOO_LARGE);
    }

    private static WireException refusal(String bytes) {
        return catchThrowableOfType(WireException.class, () -> SerfCodec.decode(hex(bytes)));
    }
}
