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

/** Whole nodes with the LAN profile on a network that takes 1 to 2 ms, in virtual time. */
class ClusterTest {

    private TestCluster cluster = new TestCluster(1);

    /** Gossip reaches nearly everybody at once; whom it missed in the rush of many joins learns by push/pull. */
    @ParameterizedTest(name = "{0} nodes, seed {2}: {1} ms")
    @CsvSource({"3, 1000, 1", "3, 1000, 2", "10, 2000, 1", "10, 2000, 2", "50, 3000, 1", "50, 3000, 2"})
    void nodesThatJoinThroughOneSeedSoonKnowEachOther(int size, int soonMillis, long seed) {
        cluster = new TestCluster(seed);
        TestNode first = cluster.start();
        for (int i = 1; i < size; i++) {
            cluster.start().join(first);
        }
        cluster.advance(Duration.ofMillis(soonMillis));
        int known = cluster.running.stream()
                .mapToInt(node -> node.node.aliveCount())
                .sum();
        assertThat(known).isGreaterThanOrEqualTo(size * size * 99 / 100);
        cluster.advance(Duration.ofMinutes(2));
        assertThat(cluster.converged()).isTrue();
        assertThat(cluster.running).allSatisfy(node -> {
            assertThat(node.application.events).hasSize(size);
            assertThat(node.application.events).allMatch(event -> event.kind().equals("joined"));
            assertThat(node.node.healthScore()).isZero();
            assertThat(node.node.localNode().incarnation()).isEqualTo(1);
        });
    }

    @ParameterizedTest(name = "{0} nodes, seed {1}")
    @CsvSource({"3, 1", "3, 2", "3, 3", "3, 4", "10, 1", "10, 2", "10, 3", "10, 4"})
    void aCrashIsNoticedByAllWithinTheTimeOfAProbeAndASuspicion(int size, long seed) {
        cluster = new TestCluster(seed);
        List<TestNode> nodes = cluster.form(size);
        cluster.advance(Duration.ofSeconds(20));
        TestNode victim = nodes.get(size / 2);
        victim.kill();
        long crashedAt = cluster.time.nanoTime();
        // Everybody is probed by somebody within three seconds, the probe takes one, the suspicion four; among ten it
        // takes a
        // little longer until two more have noticed, before which the suspicion lasts longer.
        Duration bound = Duration.ofSeconds(size == 3 ? 8 : 10);
        cluster.advance(bound);
        assertThat(cluster.running).allSatisfy(node -> {
            assertThat(node.stateOf(victim)).isEqualTo(NodeState.DEAD);
            assertThat(node.lastHeardOf("left", victim)).isGreaterThan(crashedAt + 4_000_000_000L);
            assertThat(node.application.declaredDead()).containsExactly(victim.name);
        });
    }

    /** In Go the nacks of its helpers come too late, and it doubts itself for each of them. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whoFindsADeadNodeDoesNotDoubtItself(long seed) {
        cluster = new TestCluster(seed);
        List<TestNode> nodes = cluster.form(6);
        nodes.get(2).kill();
        for (int i = 0; i < 200; i++) {
            cluster.advance(Duration.ofMillis(100));
            assertThat(cluster.running)
                    .allSatisfy(node -> assertThat(node.node.healthScore()).isZero());
        }
        assertThat(cluster.all(nodes.get(2), NodeState.DEAD)).isTrue();
    }

    @Test
    void whoCrashedIsForgottenInTheEnd() {
        List<TestNode> nodes = cluster.form(3);
        nodes.get(1).kill();
        cluster.advance(Duration.ofMinutes(2));
        assertThat(cluster.running)
                .allSatisfy(node -> assertThat(node.stateOf(nodes.get(1))).isNull());
    }

    @Test
    void theSeedMayCrashLikeAnyOther() {
        List<TestNode> nodes = cluster.form(5);
        nodes.get(0).kill();
        cluster.advance(Duration.ofSeconds(40));
        assertThat(cluster.converged()).isTrue();
        cluster.start().join(nodes.get(3));
        cluster.advance(Duration.ofSeconds(3));
        assertThat(cluster.converged()).isTrue();
    }

    /** Without the help of TCP, which loses nothing: whoever is suspected refutes in time. */
    @ParameterizedTest(name = "{0} nodes, seed {1}")
    @CsvSource({"3, 1", "3, 2", "10, 1", "10, 2", "10, 3"})
    void lossyLinksKillNobody(int size, long seed) {
        cluster = new TestCluster(seed, name -> MemberlistConfig.lan(name).tcpFallback(false));
        cluster.form(size);
        cluster.net.setLoss(0.05);
        cluster.net.setJitter(Duration.ofMillis(20));
        cluster.advance(Duration.ofMinutes(5));
        assertThat(cluster.running)
                .anySatisfy(node -> assertThat(node.metrics.suspected).isPositive());
        assertThat(cluster.running)
                .allSatisfy(node -> assertThat(node.application.declaredDead()).isEmpty());
    }

    @Test
    void packetsThatComeTwiceOrInAnotherOrderDoNoHarm() {
        cluster.net.setDuplication(0.3);
        cluster.net.setJitter(Duration.ofMillis(200));
        cluster.form(6);
        cluster.advance(Duration.ofMinutes(1));
        assertThat(cluster.converged()).isTrue();
        assertThat(cluster.running)
                .allSatisfy(node -> assertThat(node.application.declaredDead()).isEmpty());
    }

    @ParameterizedTest(name = "{0} nodes, seed {1}")
    @CsvSource({"2, 1", "3, 1", "3, 2", "10, 1", "10, 2"})
    void whoLeavesHasLeftEverywhereAndIsNeverHeldForDead(int size, long seed) {
        cluster = new TestCluster(seed);
        List<TestNode> nodes = cluster.form(size);
        cluster.advance(Duration.ofSeconds(10));
        TestNode leaver = nodes.get(size - 1);
        leaver.run(() -> leaver.node.leave(
                Duration.ofSeconds(5),
                () -> cluster.time.after(
                        Duration.ofSeconds(1), () -> leaver.run(() -> leaver.node.shutdown(() -> {})))));
        cluster.running.remove(leaver);
        cluster.advance(Duration.ofSeconds(10));
        assertThat(cluster.all(leaver, NodeState.LEFT)).isTrue();
        cluster.advance(Duration.ofMinutes(2));
        assertThat(cluster.running).allSatisfy(node -> {
            assertThat(node.application.events.stream()
                            .filter(event -> event.kind().equals("left")))
                    .singleElement()
                    .satisfies(event -> assertThat(event).hasToString("left " + leaver.name + " LEFT"));
        });
        assertThat(cluster.converged()).isTrue();
    }

    @Test
    void whoRestartsAtOnceIsAliveAgainWithHigherIncarnation() {
        List<TestNode> nodes = cluster.form(4);
        nodes.get(1).run(() -> nodes.get(1).node.updateMeta(Duration.ofSeconds(5), () -> {}));
        cluster.advance(Duration.ofSeconds(10));
        assertThat(incarnationsOf(nodes.get(1))).as("before").containsOnly(2L);
        TestNode again = restart(nodes.get(1), nodes.get(0));
        cluster.advance(Duration.ofSeconds(15));
        assertThat(cluster.converged()).isTrue();
        assertThat(incarnationsOf(again)).as("after").containsOnly(3L);
        assertThat(cluster.running)
                .allSatisfy(node -> assertThat(node.application.declaredDead()).isEmpty());
        assertThat(again.view()).hasSize(4);
    }

    @Test
    void whoRestartsWithOtherMetaIsUpdatedEverywhere() {
        List<TestNode> nodes = cluster.form(4);
        cluster.advance(Duration.ofSeconds(10));
        nodes.get(1).kill();
        TestNode again = cluster.prepare(nodes.get(1).name, nodes.get(1).host);
        again.application.meta = Say.text("new");
        again.start().join(nodes.get(0));
        cluster.advance(Duration.ofSeconds(5));
        assertThat(cluster.converged()).isTrue();
        assertThat(cluster.running).allSatisfy(node -> {
            Node known = node.node.node(again.name);
            assertThat(known).isNotNull();
            assertThat(known.meta()).isEqualTo(Say.text("new"));
            assertThat(known.incarnation()).isEqualTo(2);
        });
    }

    @Test
    void whoRestartsWhenItIsHeldForDeadJoinsAgain() {
        List<TestNode> nodes = cluster.form(4);
        TestNode victim = nodes.get(1);
        victim.kill();
        cluster.advance(Duration.ofSeconds(15));
        assertThat(cluster.all(victim, NodeState.DEAD)).isTrue();
        cluster.forgetEvents();
        TestNode again = cluster.start(victim.name, victim.host);
        again.join(nodes.get(0));
        cluster.advance(Duration.ofSeconds(5));
        assertThat(cluster.converged()).isTrue();
        assertThat(again.node.localNode().incarnation()).isEqualTo(2);
        assertThat(nodes.get(2).application.takeEvents()).containsExactly("joined " + victim.name);
    }

    @Test
    void whoRestartsAfterItLeftJoinsAgain() {
        List<TestNode> nodes = cluster.form(4);
        TestNode leaver = nodes.get(1);
        leaver.run(() -> leaver.node.leave(Duration.ofSeconds(5), () -> {}));
        cluster.advance(Duration.ofSeconds(3));
        leaver.kill();
        TestNode again = cluster.start(leaver.name, leaver.host);
        again.join(nodes.get(0));
        cluster.advance(Duration.ofSeconds(5));
        assertThat(cluster.converged()).isTrue();
        assertThat(nodes.get(2).application.declaredDead()).isEmpty();
    }

    /** The newcomer has never heard of it, and all others remember that it left. */
    @ParameterizedTest(name = "{0} nodes, seed {1}")
    @CsvSource({"3, 1", "3, 2", "10, 1", "10, 2", "50, 1"})
    void whoLeftAndComesBackThroughANewcomerIsSoonSeenByAll(int size, long seed) {
        cluster = new TestCluster(seed, name -> MemberlistConfig.lan(name).pushPullInterval(Duration.ofMinutes(10)));
        List<TestNode> nodes = cluster.form(size);
        cluster.advance(Duration.ofSeconds(20));
        TestNode leaver = nodes.get(1);
        leaver.leave();
        cluster.advance(Duration.ofSeconds(5));
        TestNode newcomer = cluster.start();
        newcomer.join(nodes.get(0));
        cluster.advance(Duration.ofSeconds(5));
        assertThat(newcomer.stateOf(leaver)).isNull();
        TestNode back = cluster.start(leaver.name, leaver.host);
        back.join(newcomer);
        cluster.advance(Duration.ofSeconds(2));
        assertThat(cluster.converged()).isTrue();
    }

    @Test
    void whoRestartsAfterItWasForgottenJoinsAsIfNew() {
        List<TestNode> nodes = cluster.form(4);
        nodes.get(1).kill();
        cluster.advance(Duration.ofMinutes(2));
        TestNode again = cluster.start(nodes.get(1).name, nodes.get(1).host);
        again.join(nodes.get(0));
        cluster.advance(Duration.ofSeconds(3));
        assertThat(cluster.converged()).isTrue();
        assertThat(again.node.localNode().incarnation()).isEqualTo(1);
    }

    @Test
    void whoLeftMayComeBackFromAnotherAddressAtOnce() {
        List<TestNode> nodes = cluster.form(4);
        TestNode leaver = nodes.get(1);
        leaver.run(() -> leaver.node.leave(Duration.ofSeconds(5), () -> {}));
        cluster.advance(Duration.ofSeconds(3));
        leaver.kill();
        cluster.start(leaver.name, "10.9.9.9").join(nodes.get(0));
        cluster.advance(Duration.ofSeconds(5));
        assertThat(cluster.converged()).isTrue();
        Node known = nodes.get(3).node.node(leaver.name);
        assertThat(known).isNotNull();
        assertThat(known.address()).hasToString("10.9.9.9:7946");
    }

    @Test
    void aSecondNodeOfTheSameNameIsAConflictAndChangesNothing() {
        List<TestNode> nodes = cluster.form(3);
        TestNode impostor = cluster.start(nodes.get(1).name, "10.9.9.9");
        cluster.running.remove(impostor);
        impostor.join(nodes.get(0));
        cluster.advance(Duration.ofSeconds(10));
        assertThat(nodes.get(0).application.conflicts).isNotEmpty();
        assertThat(impostor.application.conflicts).isNotEmpty();
        assertThat(cluster.converged()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 10, 30})
    void newMetaReachesAll(int size) {
        List<TestNode> nodes = cluster.form(size);
        cluster.advance(Duration.ofSeconds(10));
        cluster.forgetEvents();
        TestNode changed = nodes.get(1);
        changed.application.meta = Say.text("new");
        changed.run(() -> changed.node.updateMeta(Duration.ofSeconds(5), () -> {}));
        cluster.advance(Duration.ofSeconds(2));
        assertThat(nodes).allSatisfy(node -> {
            assertThat(node.application.takeEvents()).containsExactly("updated " + changed.name);
            Node known = node.node.node(changed.name);
            assertThat(known).isNotNull();
            assertThat(known.meta()).isEqualTo(Say.text("new"));
        });
    }

    @ParameterizedTest(name = "a pause of {0} ms, {1} % of the packets lost")
    @CsvSource({
        "10, 0", "100, 0", "500, 0", "1000, 0", "3000, 0", "10000, 0", "20000, 0", "60000, 0", "300000, 0", "600000, 0",
        "10, 5", "100, 5", "500, 5", "1000, 5", "3000, 5", "10000, 5", "20000, 5", "60000, 5", "300000, 5", "600000, 5"
    })
    void whoStoodStillDeclaresNobodyDead(int pauseMillis, int lossPercent) {
        for (int size : new int[] {3, 5, 10}) {
            cluster = new TestCluster(pauseMillis + size);
            List<TestNode> nodes = cluster.form(size);
            cluster.advance(Duration.ofSeconds(10));
            cluster.net.setLoss(lossPercent / 100.0);
            TestNode sleeper = nodes.get(1);
            sleeper.pause();
            cluster.advance(Duration.ofMillis(pauseMillis));
            sleeper.resume();
            cluster.advance(Duration.ofSeconds(60));
            assertThat(sleeper.application.declaredDead()).as(size + " nodes").isEmpty();
            assertThat(nodes)
                    .allSatisfy(
                            node -> assertThat(node.application.declaredDead()).isSubsetOf(sleeper.name));
            assertThat(cluster.running.stream().map(node -> node.node.members().size()))
                    .as(size + " nodes")
                    .containsOnly(size);
        }
    }

    /** Go waits 13.2 s here: it counts the one that has just left among those who could confirm the suspicion. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whoHasJustLeftIsNotWaitedForWhenOneOfTheThreeOthersCrashes(long seed) {
        cluster = new TestCluster(seed);
        List<TestNode> nodes = cluster.form(4);
        cluster.advance(Duration.ofSeconds(20));
        TestNode leaver = nodes.get(3);
        leaver.run(() -> leaver.node.leave(Duration.ofSeconds(5), () -> {}));
        cluster.advance(Duration.ofSeconds(2));
        leaver.kill();
        TestNode victim = nodes.get(1);
        victim.kill();
        cluster.advance(Duration.ofSeconds(8));
        assertThat(cluster.running)
                .allSatisfy(node -> assertThat(node.stateOf(victim)).isEqualTo(NodeState.DEAD));
    }

    @Test
    void whoStoodStillForAShortWhileIsAMemberAllAlong() {
        List<TestNode> nodes = cluster.form(5);
        cluster.advance(Duration.ofSeconds(10));
        cluster.forgetEvents();
        nodes.get(1).pause();
        cluster.advance(Duration.ofSeconds(3));
        nodes.get(1).resume();
        cluster.advance(Duration.ofSeconds(20));
        assertThat(cluster.converged()).isTrue();
        assertThat(cluster.running)
                .allSatisfy(node -> assertThat(node.application.takeEvents()).isEmpty());
    }

    @Test
    void whoIsHeldForDeadWhileItStoodStillComesBackByItself() {
        List<TestNode> nodes = cluster.form(5);
        cluster.advance(Duration.ofSeconds(10));
        nodes.get(1).pause();
        cluster.advance(Duration.ofSeconds(20));
        assertThat(cluster.all(nodes.get(1), NodeState.DEAD)).isTrue();
        nodes.get(1).resume();
        cluster.advance(Duration.ofSeconds(5));
        assertThat(cluster.converged()).isTrue();
    }

    @Test
    void everybodyMayStandStillAtTheSameTime() {
        List<TestNode> nodes = cluster.form(5);
        cluster.advance(Duration.ofSeconds(10));
        nodes.forEach(TestNode::pause);
        cluster.advance(Duration.ofMinutes(10));
        nodes.forEach(TestNode::resume);
        cluster.advance(Duration.ofMinutes(1));
        assertThat(cluster.converged()).isTrue();
        assertThat(nodes)
                .allSatisfy(node -> assertThat(node.application.declaredDead()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aPartitionThatIsShorterThanTheSuspicionsHealsByItself(long seed) {
        cluster = new TestCluster(seed, MemberlistConfig::wan);
        List<TestNode> nodes = cluster.form(4);
        cluster.advance(Duration.ofSeconds(30));
        cluster.forgetEvents();
        splitForTwentySeconds(nodes);
        assertThat(nodes).anySatisfy(node -> assertThat(node.view()).containsValue(NodeState.SUSPECT));
        cluster.advance(Duration.ofSeconds(30));
        assertThat(cluster.converged()).isTrue();
        assertThat(nodes).allSatisfy(node -> assertThat(node.application.events).isEmpty());
    }

    /** {@link RejoinTest} has those where somebody sees to that exchange. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aPartitionThatOutlastsTheSuspicionsHealsWithTheFirstExchange(long seed) {
        cluster = new TestCluster(seed, name -> MemberlistConfig.lan(name).rejoinMemory(Duration.ZERO));
        List<TestNode> nodes = cluster.form(4);
        cluster.advance(Duration.ofSeconds(30));
        splitForTwentySeconds(nodes);
        assertThat(nodes).allSatisfy(node -> assertThat(node.view()).hasSize(2));
        nodes.get(1).join(nodes.get(2));
        cluster.advance(Duration.ofSeconds(10));
        assertThat(cluster.converged()).isTrue();
    }

    private void splitForTwentySeconds(List<TestNode> nodes) {
        cluster.net.partition(addresses(nodes.subList(0, 2)), addresses(nodes.subList(2, 4)));
        cluster.advance(Duration.ofSeconds(20));
        cluster.net.heal();
    }

    @Test
    void twoNodesThatCannotHearEachOtherAreKeptInTouchByAThird() {
        List<TestNode> nodes = cluster.form(3);
        cluster.advance(Duration.ofSeconds(10));
        cluster.net.block(
                nodes.get(0).transport.localAddress(), nodes.get(1).transport.localAddress());
        cluster.advance(Duration.ofMinutes(5));
        assertThat(nodes)
                .allSatisfy(node -> assertThat(node.application.declaredDead()).isEmpty());
        assertThat(cluster.converged()).isTrue();
    }

    @Test
    void twoNodesWithoutUdpBetweenThemAreKeptInTouchByTcp() {
        List<TestNode> nodes = cluster.form(2);
        cluster.advance(Duration.ofSeconds(10));
        cluster.net.blockPackets(
                nodes.get(0).transport.localAddress(), nodes.get(1).transport.localAddress());
        cluster.advance(Duration.ofSeconds(30));
        assertThat(nodes)
                .allSatisfy(node -> assertThat(node.application.declaredDead()).isEmpty());
        assertThat(cluster.converged()).isTrue();
    }

    @Test
    void whoCanHearButNotSpeakIsFoundOut() {
        List<TestNode> nodes = cluster.form(4);
        cluster.advance(Duration.ofSeconds(10));
        TestNode mute = nodes.get(1);
        cluster.net.dropAllFrom(mute.transport.localAddress());
        nodes.forEach(node -> {
            if (node != mute) {
                cluster.net.blockStreams(mute.transport.localAddress(), node.transport.localAddress());
            }
        });
        cluster.advance(Duration.ofSeconds(25));
        assertThat(cluster.all(mute, NodeState.DEAD)).isTrue();
        assertThat(nodes.get(0).application.declaredDead()).containsExactly(mute.name);
    }

    @Test
    void anIdleClusterIsNearlySilent() {
        cluster.form(3);
        cluster.advance(Duration.ofSeconds(10));
        long before = cluster.net.packetsSent();
        cluster.advance(Duration.ofSeconds(200));
        double perNodeAndSecond = (cluster.net.packetsSent() - before) / 3.0 / 200;
        assertThat(perNodeAndSecond).isBetween(1.9, 2.2);
    }

    @Test
    void oneSeedMakesTheWholeRunRepeatable() {
        String first = story(7);
        assertThat(story(7)).isEqualTo(first);
        assertThat(story(8)).isNotEqualTo(first);
    }

    private static String story(long seed) {
        TestCluster cluster = new TestCluster(seed);
        cluster.net.setLoss(0.1);
        List<TestNode> nodes = cluster.form(6);
        nodes.get(3).kill();
        cluster.advance(Duration.ofSeconds(30));
        return nodes.stream()
                .flatMap(node -> node.application.events.stream().map(event -> event.atNanos() + " " + event))
                .collect(Collectors.joining("\n"));
    }

    /** As all running nodes know it. */
    private List<Long> incarnationsOf(TestNode node) {
        return cluster.running.stream()
                .map(other -> other.node.node(node.name).incarnation())
                .toList();
    }

    private TestNode restart(TestNode node, TestNode seed) {
        node.kill();
        TestNode again = cluster.start(node.name, node.host);
        again.join(seed);
        return again;
    }

    private static Set<InetSocketAddress> addresses(List<TestNode> nodes) {
        return nodes.stream()
                .map(node -> node.transport)
                .map(VirtualTransport::localAddress)
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void twoOfFourThatDieTogetherDoNotWaitForEachOthersConfirmation(long seed) {
        TestCluster cluster = new TestCluster(seed);
        List<TestNode> nodes = cluster.form(4);
        cluster.advance(Duration.ofSeconds(20));
        nodes.get(2).kill();
        nodes.get(3).kill();
        // Probed within 4 s, suspected 1 s later, declared dead 4 s after that; the other one at the same moment.
        assertThat(cluster.time.advanceUntil(
                        () -> cluster.all(nodes.get(2), NodeState.DEAD) && cluster.all(nodes.get(3), NodeState.DEAD),
                        Duration.ofSeconds(10)))
                .isTrue();
    }
}
