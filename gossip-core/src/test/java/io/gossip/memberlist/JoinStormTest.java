package io.gossip.memberlist;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many nodes that join at the same instant, in virtual time, on a network that takes 0.5 to 1.5 ms. */
class JoinStormTest {

    /** Without the early exchange one in ten of these runs takes 40 to 60 seconds. */
    @ParameterizedTest(name = "{0} nodes, 50 times")
    @ValueSource(ints = {30, 50})
    void nobodyWaitsLongToBeKnownByAll(int size) {
        for (int seed = 1; seed <= 50; seed++) {
            TestCluster cluster = new TestCluster(seed);
            cluster.net.setLatency(Duration.ofNanos(500_000));
            TestNode first = cluster.start();
            for (int i = 1; i < size; i++) {
                cluster.start().join(first);
            }
            assertThat(cluster.time.advanceUntil(cluster::converged, Duration.ofSeconds(2)))
                    .as("seed " + seed)
                    .isTrue();
        }
    }
}
