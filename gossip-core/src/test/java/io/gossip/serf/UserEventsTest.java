package io.gossip.serf;

import static io.gossip.serf.Vectors.ascii;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gossip.runtime.LogLimiter;
import io.gossip.serf.SerfMessage.UserEvent;
import io.gossip.virtual.VirtualTime;
import io.gossip.wire.Bytes;
import io.gossip.wire.WireException;
import io.gossip.wire.WireException.Reason;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserEventsTest {

    private final UserEvents events = new UserEvents(8, new LogLimiter(new VirtualTime().eventLoop()));

    @Test
    void passesOnWhatIsNewAndOnlyOnce() throws WireException {
        assertThat(receive(3, "deploy", "v1")).isTrue();
        assertThat(receive(3, "deploy", "v1")).isFalse();
    }

    @Test
    void tellsEventsApartByTimeNameAndPayload() throws WireException {
        receive(3, "deploy", "v1");
        assertThat(receive(4, "deploy", "v1")).isTrue();
        assertThat(receive(3, "rollback", "v1")).isTrue();
        assertThat(receive(3, "deploy", "v2")).isTrue();
    }

    @Test
    void theWishToCoalesceMakesNoDifference() throws WireException {
        events.receive(new UserEvent(3, "deploy", Bytes.EMPTY, true));
        assertThat(events.receive(new UserEvent(3, "deploy", Bytes.EMPTY, false)))
                .isFalse();
    }

    @Test
    void witnessesTheTimeOfEveryEvent() throws WireException {
        receive(20, "deploy", "v1");
        assertThat(events.clock().time()).isEqualTo(21);
    }

    @Test
    void ignoresWhatIsTooOld() throws WireException {
        receive(20, "deploy", "v1");
        assertThat(receive(12, "deploy", "v0")).isFalse();
        assertThat(receive(13, "deploy", "v0")).isTrue();
    }

    @Test
    void remembersEventsForPushPulls() throws WireException {
        receive(3, "deploy", "v1");
        receive(3, "deploy", "v2");
        receive(9, "rollback", "");
        assertThat(events.remembered())
                .containsExactly(
                        new PushPullState.Events(9, List.of(new PushPullState.Event("rollback", Bytes.EMPTY))),
                        new PushPullState.Events(
                                3,
                                List.of(
                                        new PushPullState.Event("deploy", ascii("v1")),
                                        new PushPullState.Event("deploy", ascii("v2")))));
    }

    @Test
    void refusesWhatIsLargerThanAnySenderAllowsAndNotesNothing() throws WireException {
        String name = "\u00e4".repeat(100);
        assertThat(receive(3, name, "x".repeat(9016))).isTrue();
        WireException refused = catchThrowableOfType(WireException.class, () -> receive(20, name, "x".repeat(9017)));
        assertThat(refused.reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(events.clock().time()).isEqualTo(4);
        assertThat(events.remembered()).hasSize(1);
    }

    @Test
    void whatIsRememberedStaysFarBelowWhatAPushPullMayCarry() throws WireException {
        UserEvents many = new UserEvents(512, new LogLimiter(new VirtualTime().eventLoop()));
        for (int i = 0; i < 5000; i++) {
            many.receive(new UserEvent(1 + i / 10, "event " + i, ascii("x".repeat(9000)), false));
        }
        PushPullState state = new PushPullState(1, Map.of(), List.of(), 1, many.remembered(), 1);
        assertThat(PushPullCodec.encode(state).length()).isBetween(900_000, LamportRing.MAX_BYTES);
        assertThat(many.remembered()).extracting(PushPullState.Events::time).contains(500L);
    }

    private boolean receive(long time, String name, String payload) throws WireException {
        return events.receive(new UserEvent(time, name, ascii(payload), false));
    }
}
