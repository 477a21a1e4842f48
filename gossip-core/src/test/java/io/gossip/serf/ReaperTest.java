package io.gossip.serf;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.memberlist.MemberlistConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReaperTest {

    private final LifecycleRig rig =
            new LifecycleRig(SerfConfig.builder(MemberlistConfig.lan("me").build())
                    .reconnectTimeout(Duration.ofHours(1))
                    .tombstoneTimeout(Duration.ofHours(2))
                    .build());
    private final Reaper reaper = new Reaper(rig.config, rig.members, rig.intents, rig.lifecycle);

    @Test
    void forgetsFailedAndLeftMembersEachAfterItsTime() {
        rig.join("alive");
        rig.join("failed");
        rig.gone("failed");
        rig.join("left");
        rig.leaveIntent("left", 3);
        rig.gone("left");
        rig.settle();
        rig.events.clear();
        reap(Duration.ofHours(1));
        assertThat(rig.events).isEmpty();
        reap(Duration.ofSeconds(1));
        assertThat(rig.events).containsExactly("REAP failed");
        reap(Duration.ofHours(1));
        assertThat(rig.events).containsExactly("REAP failed", "REAP left");
        assertThat(rig.members.rows()).extracting(row -> row.name).containsExactly("alive", "me");
    }

    @Test
    void aMemberThatFailedBeforeItLeftIsGoneSinceItFailed() {
        rig.join("n");
        rig.gone("n");
        reap(Duration.ofMinutes(50));
        rig.leaveIntent("n", 5);
        reap(Duration.ofMinutes(71));
        assertThat(rig.status("n")).isNull();
    }

    @Test
    void forgetsOldIntents() {
        rig.joinIntent("unknown", 4);
        reap(Duration.ofMinutes(6));
        assertThat(rig.intents.size()).isZero();
    }

    private void reap(Duration later) {
        rig.time.advance(later);
        rig.loop.run(() -> reaper.reap(rig.time.nanoTime()));
        rig.settle();
    }
}
