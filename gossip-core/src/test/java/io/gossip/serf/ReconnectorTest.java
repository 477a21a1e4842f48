package io.gossip.serf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReconnectorTest {

    private final LifecycleRig rig = new LifecycleRig();
    private final List<String> attempts = new ArrayList<>();
    private final Reconnector reconnector = new Reconnector(rig.members, new SplittableRandom(1), attempts::add);

    @Test
    void restsWhileNobodyHasFailed() {
        rig.join("alive");
        rig.join("left");
        rig.leaveIntent("left", 2);
        rig.gone("left");
        repeat(100);
        assertThat(attempts).isEmpty();
    }

    @Test
    void triesEveryTimeIfHalfTheClusterIsGone() {
        rig.loop.run(() -> rig.lifecycle.joined(LifecycleRig.node("n", 7, Map.of())));
        rig.loop.run(() -> rig.lifecycle.left(LifecycleRig.node("n", 7, Map.of())));
        repeat(100);
        assertThat(attempts).hasSize(100).containsOnly("10.0.0.7:7946");
    }

    @Test
    void triesTheMoreSeldomTheSmallerThePartThatFailed() {
        for (int i = 0; i < 9; i++) {
            rig.join("alive" + i);
        }
        rig.join("failed");
        rig.gone("failed");
        repeat(10_000);
        assertThat(attempts.size()).isBetween(900, 1100);
    }

    @Test
    void triesEachOfThem() {
        for (int i = 1; i <= 3; i++) {
            int host = i;
            rig.loop.run(() -> {
                rig.lifecycle.joined(LifecycleRig.node("n" + host, host, Map.of()));
                rig.lifecycle.left(LifecycleRig.node("n" + host, host, Map.of()));
            });
        }
        repeat(100);
        assertThat(Set.copyOf(attempts)).containsExactlyInAnyOrder("10.0.0.1:7946", "10.0.0.2:7946", "10.0.0.3:7946");
    }

    private void repeat(int times) {
        for (int i = 0; i < times; i++) {
            reconnector.reconnect();
        }
    }
}
