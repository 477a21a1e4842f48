package io.gossip.serf;

import static io.gossip.serf.Vectors.ascii;
import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.runtime.LogLimiter;
import io.gossip.serf.SerfMessage.UserEvent;
import io.gossip.testing.VirtualTime;
import io.gossip.wire.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserEventsTest {

    private final UserEvents events = new UserEvents(8, new LogLimiter(new VirtualTime().eventLoop()));

    @Test
    void passesOnWhatIsNewAndOnlyOnce() {
        assertThat(receive(3, "deploy", "v1")).isTrue();
        assertThat(receive(3, "deploy", "v1")).isFalse();
    }

    @Test
    void tellsEventsApartByTimeNameAndPayload() {
        receive(3, "deploy", "v1");
        assertThat(receive(4, "deploy", "v1")).isTrue();
        assertThat(receive(3, "rollback", "v1")).isTrue();
        assertThat(receive(3, "deploy", "v2")).isTrue();
    }

    @Test
    void theWishToCoalesceMakesNoDifference() {
        events.receive(new UserEvent(3, "deploy", Bytes.EMPTY, true));
        assertThat(events.receive(new UserEvent(3, "deploy", Bytes.EMPTY, false)))
                .isFalse();
    }

    @Test
    void witnessesTheTimeOfEveryEvent() {
        receive(20, "deploy", "v1");
        assertThat(events.clock().time()).isEqualTo(21);
    }

    @Test
    void ignoresWhatIsTooOld() {
        receive(20, "deploy", "v1");
        assertThat(receive(12, "deploy", "v0")).isFalse();
        assertThat(receive(13, "deploy", "v0")).isTrue();
    }

    @Test
    void remembersEventsForPushPulls() {
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

    private boolean receive(long time, String name, String payload) {
        return events.receive(new UserEvent(time, name, ascii(payload), false));
    }
}
