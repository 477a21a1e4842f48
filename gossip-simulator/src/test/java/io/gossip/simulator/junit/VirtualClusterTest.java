package io.gossip.simulator.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gossip.memberlist.CompositeDelegate;
import io.gossip.memberlist.EventDelegate;
import io.gossip.memberlist.Memberlist;
import io.gossip.memberlist.Node;
import io.gossip.memberlist.NodeDelegate;
import io.gossip.runtime.ConfigurationException;
import io.gossip.serf.MemberEvent;
import io.gossip.serf.MemberStatus;
import io.gossip.serf.Serf;
import io.gossip.serf.SerfEvent;
import io.gossip.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VirtualClusterTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration LATER = Duration.ofSeconds(20);

    private final VirtualCluster cluster = new VirtualCluster(7);
    private final List<String> heard = new ArrayList<>();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void nodesFindEachOther() {
        Memberlist a = cluster.startMemberlist("a", CompositeDelegate.none());
        cluster.startMemberlist("b", CompositeDelegate.none());
        cluster.awaitAllKnowEachOther(SOON);

        assertThat(a.members()).extracting(Node::name).containsExactly("a", "b");
    }

    @Test
    void nodesWithSerfKnowEachOthersTags() {
        Serf a = cluster.startSerf("a", Map.of("role", "web"), event -> {});
        Serf b = cluster.startSerf("b", Map.of(), event -> {});
        cluster.awaitAllKnowEachOther(SOON);

        assertThat(b.members()).containsExactly(a.self(), b.self());
        assertThat(b.member("a").orElseThrow().tags()).containsEntry("role", "web");
    }

    @Test
    void aClusterHasNodesWithSerfOrWithoutButNotBoth() {
        cluster.startSerf("a", Map.of(), event -> {});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cluster.startMemberlist("b", CompositeDelegate.none()))
                .withMessage("'b' would be a node without serf among nodes with serf, which refuse each other:"
                        + " start it in a cluster of its own");

        cluster.crash("a");
        cluster.startMemberlist("b", CompositeDelegate.none());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cluster.startSerf("c", Map.of(), event -> {}))
                .withMessageStartingWith("'c' would be a node with serf among nodes without serf");
    }

    @Test
    void listenersOfSerfHearOfACrashAndOfALeave() {
        Serf a = cluster.startSerf("a", Map.of(), this::hear);
        cluster.startSerf("b", Map.of(), event -> {});
        cluster.startSerf("c", Map.of(), event -> {});
        cluster.awaitAllKnowEachOther(SOON);
        cluster.crash("b");
        cluster.leave("c");
        cluster.await("b has failed", LATER, () -> a.member("b").orElseThrow().status() == MemberStatus.FAILED);

        assertThat(heard).containsExactlyInAnyOrder("JOIN a", "JOIN b", "JOIN c", "LEAVE c", "FAILED b");
        cluster.awaitAllKnowEachOther(SOON);
    }

    @Test
    void delegatesAreToldAsTimePasses() {
        cluster.startMemberlist("a", CompositeDelegate.none().withEvents(new EventDelegate() {
            @Override
            public void joined(Node node) {
                heard.add("joined " + node.name());
            }
        }));
        cluster.startMemberlist("b", CompositeDelegate.none());
        assertThat(heard).doesNotContain("joined b");
        cluster.awaitAllKnowEachOther(SOON);

        assertThat(heard).containsExactly("joined a", "joined b");
    }

    @Test
    void aFutureIsAwaitedInVirtualTime() {
        Memberlist a = cluster.startMemberlist("a", CompositeDelegate.none());
        cluster.startMemberlist("b", CompositeDelegate.none().withNode(new NodeDelegate() {
            @Override
            public void messageReceived(Bytes payload) {
                heard.add(new String(payload.toArray(), StandardCharsets.UTF_8));
            }
        }));
        cluster.latency(Duration.ofMillis(20));

        assertThat(cluster.await(SOON, a.ping("b", cluster.address("b")))).isEqualTo(Duration.ofMillis(40));
        cluster.await(SOON, a.sendReliable(cluster.address("b"), Bytes.of("hello".getBytes(StandardCharsets.UTF_8))));
        cluster.await("the message arrives", SOON, () -> heard.contains("hello"));
    }

    @Test
    void twoHalvesLoseEachOtherAndFindEachOtherAgain() {
        Memberlist a = cluster.startMemberlist("a", CompositeDelegate.none());
        cluster.startMemberlist("b", CompositeDelegate.none());
        cluster.startMemberlist("c", CompositeDelegate.none());
        cluster.awaitAllKnowEachOther(SOON);
        cluster.partition(List.of("a"));
        cluster.await("a is alone", LATER, () -> a.members().size() == 1);
        cluster.heal();
        cluster.awaitAllKnowEachOther(Duration.ofSeconds(60));
    }

    @Test
    void whatDoesNotHappenIsToldWithWhatTheNodesKnow() {
        cluster.startMemberlist("a", CompositeDelegate.none());
        cluster.startMemberlist("b", CompositeDelegate.none());
        cluster.awaitAllKnowEachOther(SOON);
        cluster.freeze("b");
        cluster.advance(Duration.ofSeconds(2));

        assertThatThrownBy(() -> cluster.await("the impossible", Duration.ofMillis(500), () -> false))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("not within 0.5 s of virtual time: the impossible")
                .hasMessageContaining("seed 7")
                .hasMessageContaining("a knows: a ALIVE, b ")
                .hasMessageContaining("b knows: a ALIVE, b ALIVE");
    }

    @Test
    void theSameSeedGivesTheSameStory() {
        assertThat(story(1)).isEqualTo(story(1));
    }

    @Test
    void wrongNamesAndSettingsAreSaidAtOnce() {
        cluster.startMemberlist("a", CompositeDelegate.none());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> cluster.startMemberlist("a", CompositeDelegate.none()))
                .withMessage("a node named 'a' runs already");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cluster.crash("x"))
                .withMessage("no node named 'x' runs; there are [a]");
        assertThatThrownBy(() -> cluster.startMemberlist(
                        "b", CompositeDelegate.none(), settings -> settings.probeTimeout(Duration.ZERO)))
                .isInstanceOf(ConfigurationException.class);
        cluster.crash("a");
        assertThatThrownBy(() -> cluster.startSerf("c", Map.of("big", "x".repeat(600)), event -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("512");
    }

    @Test
    void aNodeThatStandsStillCannotLeave() {
        cluster.startMemberlist("a", CompositeDelegate.none());
        cluster.freeze("a");

        assertThatThrownBy(() -> cluster.leave("a")).isInstanceOf(AssertionError.class);
        cluster.thaw("a");
        cluster.leave("a");
        assertThatIllegalArgumentException().isThrownBy(() -> cluster.address("a"));
        assertThatIllegalStateException()
                .isThrownBy(() -> cluster.simulation().host(0).crash());
    }

    private static List<String> story(long seed) {
        List<String> told = new ArrayList<>();
        try (VirtualCluster cluster = new VirtualCluster(seed)) {
            cluster.startSerf("a", Map.of(), event -> told.add(cluster.elapsed() + " " + event));
            cluster.startSerf("b", Map.of(), event -> {});
            cluster.startSerf("c", Map.of(), event -> {});
            cluster.loss(0.3);
            cluster.advance(Duration.ofSeconds(10));
            cluster.crash("b");
            cluster.advance(Duration.ofSeconds(30));
        }
        return told;
    }

    private void hear(SerfEvent event) {
        if (event instanceof MemberEvent change) {
            heard.add(change.type() + " " + change.member().name());
        }
    }
}
