package io.gossip.serf;

import static io.gossip.serf.Vectors.ascii;
import static io.gossip.serf.Vectors.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gossip.wire.Bytes;
import io.gossip.wire.WireException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushPullCodecTest {

    private static final String HEAD = "0286aa4576656e744c54696d6502a64576656e7473";
    private static final String EVENT =
            "82a64576656e74739182a44e616d65a66465706c6f79a75061796c6f6164a3616263a54c54696d6501";
    private static final String TAIL =
            "a54c54696d6505ab4c6566744d656d6265727390aa51756572794c54696d6501ac5374617475734c54696d657381a26e3104";
    private static final String TAIL_WITH_LEFT =
            "a54c54696d6505ab4c6566744d656d6265727391a26e33aa51756572794c54696d6501ac5374617475734c54696d657382"
                    + "a26e3104a26e3309";

    private static final List<PushPullState.Events> EVENTS =
            List.of(new PushPullState.Events(1, List.of(new PushPullState.Event("deploy", ascii("abc")))));

    @Test
    void readsTheEmptySlotsThatGoSends() throws WireException {
        assertThat(PushPullCodec.decode(hex(HEAD + "94c0" + EVENT + "c0c0" + TAIL)))
                .isEqualTo(new PushPullState(5, Map.of("n1", 4L), List.of(), 2, EVENTS, 1));
    }

    @Test
    void writesOnlyTheOccupiedSlots() throws WireException {
        PushPullState state =
                new PushPullState(5, new TreeMap<>(Map.of("n1", 4L, "n3", 9L)), List.of("n3"), 2, EVENTS, 1);
        String bytes = HEAD + "91" + EVENT + TAIL_WITH_LEFT;
        assertThat(hex(PushPullCodec.encode(state))).isEqualTo(bytes);
        assertThat(PushPullCodec.decode(hex(bytes))).isEqualTo(state);
    }

    @Test
    void readsAnIdleNodeWithAllSlotsEmpty() throws WireException {
        PushPullState idle =
                PushPullCodec.decode(hex("0286aa4576656e744c54696d6501a64576656e7473dc0200" + "c0".repeat(512) + TAIL));
        assertThat(idle.events()).isEmpty();
        assertThat(idle.statusTimes()).isEqualTo(Map.of("n1", 4L));
    }

    @Test
    void takesMissingAndNilFieldsForEmpty() throws WireException {
        assertThat(PushPullCodec.decode(hex("0282ab4c6566744d656d62657273c0ac5374617475734c54696d6573c0")))
                .isEqualTo(new PushPullState(0, Map.of(), List.of(), 0, List.of(), 0));
    }

    @Test
    void carriesTimesBeyondTheSignBit() throws WireException {
        PushPullState state = new PushPullState(-1, Map.of("n1", -2L), List.of(), Long.MIN_VALUE, List.of(), 1);
        assertThat(PushPullCodec.decode(PushPullCodec.encode(state))).isEqualTo(state);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0180", "02", "0286aa4576656e744c54696d65", "0281ac5374617475734c54696d6573df7fffffff"})
    void refusesWhatIsNoState(String bytes) {
        assertThat(catchThrowableOfType(WireException.class, () -> PushPullCodec.decode(hex(bytes))))
                .isNotNull();
    }

    @Test
    void theStateOfASingleNodeIsSmall() {
        Bytes state = PushPullCodec.encode(new PushPullState(1, Map.of("n1", 0L), List.of(), 1, List.of(), 1));
        assertThat(state.length()).isLessThan(100);
    }
}
