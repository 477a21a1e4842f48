package io.gossip.simulator.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.memberlist.CompositeDelegate;
import io.gossip.memberlist.EventDelegate;
import io.gossip.memberlist.Node;
import io.gossip.simulator.junit.Seed;
import io.gossip.simulator.junit.VirtualCluster;
import io.gossip.simulator.junit.VirtualClusterExtension;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VirtualClusterExtension.class)
class RingTest {

    /** What the application has: who owns which part of a cache. */
    static class Ring implements EventDelegate {

        private final TreeSet<String> owners = new TreeSet<>();

        @Override
        public void joined(Node member) {
            owners.add(member.name());
        }

        @Override
        public void left(Node member) {
            owners.remove(member.name());
        }
    }

    private final Ring ring = new Ring();

    @Test
    @Seed(42)
    void aNodeThatDiesLosesItsPlaceWithin15Seconds(VirtualCluster cluster) {
        start(cluster);
        cluster.loss(0.05);
        cluster.crash("cache-3");
        cluster.await(
                "cache-3 is off the ring",
                Duration.ofSeconds(15),
                () -> ring.owners.equals(new TreeSet<>(List.of("cache-1", "cache-2"))));
    }

    @Test
    void aPauseOfTwoSecondsCostsNobodyItsPlace(VirtualCluster cluster) {
        start(cluster);
        cluster.freeze("cache-2");
        cluster.advance(Duration.ofSeconds(2));
        cluster.thaw("cache-2");
        cluster.advance(Duration.ofMinutes(10));
        assertThat(ring.owners).containsExactly("cache-1", "cache-2", "cache-3");
    }

    private void start(VirtualCluster cluster) {
        cluster.startMemberlist("cache-1", CompositeDelegate.none().withEvents(ring));
        cluster.startMemberlist("cache-2", CompositeDelegate.none());
        cluster.startMemberlist("cache-3", CompositeDelegate.none());
        cluster.awaitAllKnowEachOther(Duration.ofSeconds(5));
    }
}
