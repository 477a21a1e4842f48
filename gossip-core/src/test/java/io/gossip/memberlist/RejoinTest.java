package io.gossip.memberlist;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.virtual.VirtualTransport;
import io.gossip.wire.NodeState;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole nodes that have lost each other, in virtual time, with nobody's help. */
class RejoinTest {

    /** Longer than the 30 s after which the dead are forgotten. */
    private static final Duration LONG = Duration.ofMinutes(10);

    private static final Duration SOON = Duration.ofMinutes(2);

    private TestCluster cluster = new TestCluster(1);

    @ParameterizedTest(name = "{0} of {1} nodes cut off, seed {2}")
    @CsvSource({"1, 2, 1", "1, 3, 2", "2, 4, 3", "1, 10, 4", "5, 10, 5", "5, 10, 6", "15, 30, 7"})
    void bothSidesOfAPartitionMergeAgainThoughTheyHaveForgottenEachOther(int few, int all, long seed) {
        cluster = new TestCluster(seed);
        List<TestNode> nodes = cluster.form(all);
        cluster.advance(Duration.ofSeconds(20));
        split(nodes.subList(0, few), nodes.subList(few, all));
        cluster.advance(LONG);
        assertThat(nodes.get(0).view()).hasSize(few);
        assertThat(nodes.get(0).stateOf(nodes.get(all - 1))).isNull();
        cluster.net.heal();
        assertSoonTogether();
    }

    /** Nobody on the one side remembers anybody of the other one. */
    @Test
    void aSideOfNothingButNewNodesFindsBackThroughTheSeeds() {
        cluster = new TestCluster(1, name -> MemberlistConfig.lan(name).seeds(List.of("10.0.0.2", "10.0.0.3")));
        TestNode seed = cluster.start("seed", "10.0.0.2");
        TestNode old = cluster.start("old", "10.0.0.3");
        assertSoonTogether();
        TestNode fresh = cluster.prepare("fresh", "10.0.0.4");
        split(List.of(seed), List.of(old, fresh));
        fresh.start();
        cluster.advance(Duration.ofMinutes(1));
        old.kill();
        cluster.advance(LONG);
        assertThat(fresh.view()).hasSize(1);
        cluster.net.heal();
        assertSoonTogether();
    }

    @Test
    void whoLosesEverybodyFindsThoseWhoCameBackWhereTheyWere() {
        List<TestNode> nodes = cluster.form(4);
        cluster.advance(Duration.ofSeconds(10));
        nodes.subList(1, 4).forEach(TestNode::kill);
        cluster.advance(LONG);
        assertThat(nodes.get(0).view()).hasSize(1);
        cluster.start(nodes.get(2).name, nodes.get(2).host);
        assertSoonTogether();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void seedsThatComeBackUnderNewAddressesAreFoundByTheirNames(long seed) {
        cluster =
                new TestCluster(seed, name -> MemberlistConfig.lan(name).seeds(List.of("one.example", "two.example")));
        cluster.net.name("one.example", "10.0.0.2");
        cluster.net.name("two.example", "10.0.0.3");
        List<TestNode> nodes = List.of(
                cluster.start("one", "10.0.0.2"),
                cluster.start("two", "10.0.0.3"),
                cluster.start("a", "10.0.0.4"),
                cluster.start("b", "10.0.0.5"));
        assertSoonTogether();
        cluster.advance(Duration.ofSeconds(30));
        nodes.get(0).kill();
        nodes.get(1).kill();
        cluster.net.name("one.example", "10.0.9.2");
        cluster.net.name("two.example", "10.0.9.3");
        cluster.start("one", "10.0.9.2");
        cluster.start("two", "10.0.9.3");
        assertSoonTogether();
    }

    @Test
    void whoIsAloneFindsASeedUnderItsNewAddress() {
        cluster = new TestCluster(1, name -> MemberlistConfig.lan(name).seeds(List.of("seed.example")));
        cluster.net.name("seed.example", "10.0.0.2");
        TestNode seed = cluster.start("seed", "10.0.0.2");
        cluster.start("a", "10.0.0.3");
        assertSoonTogether();
        seed.kill();
        cluster.advance(LONG);
        cluster.net.name("seed.example", "10.0.9.2");
        cluster.start("seed", "10.0.9.2");
        assertSoonTogether();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void islandsThatFormedAroundDifferentSeedsMerge(long seed) {
        cluster = new TestCluster(seed, name -> MemberlistConfig.lan(name).seeds(List.of("10.0.0.2", "10.0.0.3")));
        List<TestNode> nodes = List.of(
                cluster.prepare("n1", "10.0.0.2"),
                cluster.prepare("n2", "10.0.0.3"),
                cluster.prepare("n3", "10.0.0.4"),
                cluster.prepare("n4", "10.0.0.5"),
                cluster.prepare("n5", "10.0.0.6"),
                cluster.prepare("n6", "10.0.0.7"));
        split(List.of(nodes.get(0), nodes.get(2), nodes.get(4)), List.of(nodes.get(1), nodes.get(3), nodes.get(5)));
        nodes.forEach(TestNode::start);
        cluster.advance(LONG);
        assertThat(nodes).allSatisfy(node -> assertThat(node.view()).hasSize(3));
        cluster.net.heal();
        assertSoonTogether();
    }

    @Test
    void whoLeftOnPurposeIsNotCalledBack() {
        List<TestNode> nodes = cluster.form(4);
        cluster.advance(Duration.ofSeconds(10));
        TestNode leaver = nodes.get(3);
        leaver.run(() -> leaver.node.leave(Duration.ofSeconds(5), () -> {}));
        cluster.advance(Duration.ofSeconds(5));
        leaver.kill();
        nodes.forEach(node -> node.lookups.clear());
        cluster.advance(Duration.ofHours(1));
        assertThat(nodes).allSatisfy(node -> assertThat(node.lookups).isEmpty());
    }

    @Test
    void whoHasLeftOrIsShutDownTriesNothing() {
        cluster = new TestCluster(1, name -> MemberlistConfig.lan(name).seeds(List.of("10.0.0.77")));
        List<TestNode> nodes = cluster.form(3);
        TestNode leaver = nodes.get(1);
        TestNode closed = nodes.get(2);
        leaver.run(() -> leaver.node.leave(Duration.ofSeconds(5), () -> {}));
        closed.run(() -> closed.node.shutdown(() -> {}));
        leaver.lookups.clear();
        closed.lookups.clear();
        cluster.advance(Duration.ofHours(1));
        assertThat(leaver.lookups).isEmpty();
        assertThat(closed.lookups).isEmpty();
        assertThat(nodes.get(0).lookups).isNotEmpty();
    }

    /** A cluster of any size makes about one attempt for each lost member and missing seed in 22 s, not one a node. */
    @ParameterizedTest(name = "{0} nodes")
    @ValueSource(ints = {10, 50})
    void nobodyIsOverrunByThoseWhoMissHim(int size) {
        cluster = new TestCluster(3, name -> MemberlistConfig.lan(name).seeds(List.of("10.0.0.2", "10.77.0.1")));
        List<TestNode> nodes = cluster.form(size);
        nodes.get(3).kill();
        cluster.advance(Duration.ofMinutes(2));
        nodes.forEach(node -> node.lookups.clear());
        cluster.advance(Duration.ofMinutes(20));
        List<String> lookups =
                cluster.running.stream().flatMap(node -> node.lookups.stream()).toList();
        // Waits are 15 to 30 s: 53 on average for each of three, one of which is a member and only looked up.
        assertThat(lookups).hasSizeBetween(100, 220);
        assertThat(lookups.stream().filter(nodes.get(3).host::equals)).hasSizeBetween(25, 80);
    }

    private void assertSoonTogether() {
        assertThat(cluster.time.advanceUntil(cluster::converged, SOON))
                .as(() -> cluster.running.stream()
                        .map(node -> node + ": " + node.view())
                        .collect(Collectors.joining("\n")))
                .isTrue();
        assertThat(cluster.running).allSatisfy(node -> assertThat(node.view()).doesNotContainValue(NodeState.SUSPECT));
    }

    private void split(List<TestNode> some, List<TestNode> others) {
        cluster.net.partition(addresses(some), addresses(others));
    }

    private static Set<InetSocketAddress> addresses(List<TestNode> nodes) {
        return nodes.stream()
                .map(node -> node.transport)
                .map(VirtualTransport::localAddress)
                .collect(Collectors.toSet());
    }
}
