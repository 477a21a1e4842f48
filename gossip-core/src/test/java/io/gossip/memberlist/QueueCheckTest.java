package io.gossip.memberlist;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class QueueCheckTest {

    private final Rig rig = new Rig(
            settings -> settings.queueCheckInterval(Duration.ofSeconds(10)).gossipInterval(Duration.ZERO));
    private final QueueCheck check = new QueueCheck(rig.config, rig.loop, rig.news, rig.metrics);

    @Test
    void reportsTheLengthOfTheQueueEveryInterval() {
        check.start();
        rig.advanceMillis(9_999);
        assertThat(rig.metrics.queueLengths).isEmpty();
        rig.advanceMillis(1);
        rig.membership.alive(Say.alive("b", 1));
        rig.membership.alive(Say.alive("c", 1));
        rig.advanceMillis(10_000);
        assertThat(rig.metrics.queueLengths).containsExactly(0, 2);
    }

    @Test
    void stops() {
        check.start();
        rig.advanceMillis(10_000);
        check.stop();
        rig.advanceMillis(60_000);
        assertThat(rig.metrics.queueLengths).hasSize(1);
        assertThat(rig.loop.waitingTimers()).isZero();
    }
}
