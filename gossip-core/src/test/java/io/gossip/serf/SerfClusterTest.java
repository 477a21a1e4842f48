package io.gossip.serf;

import static io.gossip.serf.VirtualCluster.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gossip.memberlist.Environment;
import io.gossip.memberlist.JoinResult;
import io.gossip.memberlist.MemberlistConfig;
import io.gossip.memberlist.MemberlistMetrics;
import io.gossip.runtime.ConfigurationException;
import io.gossip.runtime.Subscription;
import io.gossip.transport.Connection;
import io.gossip.transport.ConnectionHandler;
import io.gossip.transport.Transport;
import io.gossip.virtual.VirtualNetwork;
import io.gossip.virtual.VirtualTransport;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Whole nodes on a virtual network, through the public API. */
class SerfClusterTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final VirtualCluster cluster = new VirtualCluster(1);

    @Test
    void reportsItselfWhenItStarts() {
        Serf a = cluster.start("a", 1, settings -> settings.tags(Map.of("role", "web")));
        assertThat(a.members()).containsExactly(a.self());
        assertThat(a.self().name()).isEqualTo("a");
        assertThat(a.self().status()).isEqualTo(MemberStatus.ALIVE);
        assertThat(a.self().tags()).isEqualTo(Map.of("role", "web"));
        assertThat(a.self().address()).hasToString("10.0.0.1:7946");
        assertThat(a.self().versions().delegateCurrent()).isEqualTo(5);
        assertThat(a.state()).isEqualTo(SerfState.ALIVE);
        assertThat(a.healthScore()).isZero();
        cluster.time.runUntilIdle();
        assertThat(cluster.events("a")).containsExactly("JOIN a");
    }

    @Test
    void threeNodesFindEachOther() {
        Serf a = cluster.start("a", 1);
        Serf b = cluster.startWithSeed("b", 2, 1);
        Serf c = cluster.startWithSeed("c", 3, 1);
        cluster.await(
                Duration.ofSeconds(3),
                () -> List.of(a, b, c).stream().allMatch(serf -> serf.members().size() == 3));
        assertThat(a.members()).extracting(Member::name).containsExactly("a", "b", "c");
        assertThat(a.members()).extracting(Member::status).containsOnly(MemberStatus.ALIVE);
        cluster.time.runUntilIdle();
        assertThat(cluster.events("a")).containsExactly("JOIN a", "JOIN b", "JOIN c");
    }

    @Test
    void nodesStartedTogetherWithEachOtherAsSeedsMeetWithinTwoSeconds() {
        List<String> seeds = List.of("10.0.0.1:7946", "10.0.0.2:7946", "10.0.0.99:7946");
        Serf a = cluster.startWithSeeds("a", 1, seeds);
        Serf b = cluster.startWithSeeds("b", 2, seeds);
        cluster.await(
                Duration.ofSeconds(2),
                () -> a.members().size() == 2 && b.members().size() == 2);
    }

    @Test
    void joinsOnRequestAndTellsTheOutcome() {
        Serf a = cluster.start("a", 1);
        cluster.start("b", 2);
        CompletableFuture<JoinResult> joined = a.join(List.of("10.0.0.2", "10.0.0.77:1"));
        cluster.await(Duration.ofSeconds(12), joined::isDone);
        assertThat(joined.join().contacted()).isOne();
        assertThat(joined.join().failures()).singleElement().asString().contains("10.0.0.77:1");
        assertThat(a.members()).hasSize(2);
    }

    @Test
    void tagsOfANodeAreSeenByAll() {
        Serf a = cluster.start("a", 1);
        Serf b = cluster.startWithSeed("b", 2, 1);
        cluster.await(SECOND, () -> b.members().size() == 2);
        CompletableFuture<Void> set = a.setTags(Map.of("zone", "x"));
        cluster.await(Duration.ofSeconds(5), set::isDone);
        assertThat(b.member("a").orElseThrow().tags()).isEqualTo(Map.of("zone", "x"));
        assertThat(a.self().tags()).isEqualTo(Map.of("zone", "x"));
        assertThat(cluster.events("b")).contains("UPDATE a");
        assertThat(cluster.events("a")).contains("UPDATE a");
    }

    @Test
    void aNodeThatLeavesIsLeftEverywhere() {
        Serf a = cluster.start("a", 1);
        Serf b = cluster.startWithSeed("b", 2, 1);
        Serf c = cluster.startWithSeed("c", 3, 1);
        cluster.await(
                Duration.ofSeconds(3),
                () -> c.members().size() == 3 && a.members().size() == 3);
        CompletableFuture<Void> left = b.leave();
        cluster.time.runUntilIdle();
        assertThat(b.state()).isEqualTo(SerfState.LEAVING);
        cluster.await(Duration.ofSeconds(5), left::isDone);
        assertThat(left).isCompletedWithValue(null);
        assertThat(b.state()).isEqualTo(SerfState.LEFT);
        assertThat(List.of(status(a, "b"), status(b, "b"), status(c, "b"))).containsOnly(MemberStatus.LEFT);
        CompletableFuture<Void> shut = b.shutdown();
        cluster.time.advance(Duration.ofSeconds(60));
        assertThat(shut).isCompleted();
        assertThat(b.state()).isEqualTo(SerfState.SHUTDOWN);
        assertThat(cluster.events("a")).containsExactly("JOIN a", "JOIN b", "JOIN c", "LEAVE b");
        assertThat(cluster.events("c")).endsWith("LEAVE b");
    }

    @Test
    void aNodeThatCrashesIsFailedWithinTheSuspicionBound() {
        Serf a = cluster.start("a", 1);
        Serf b = cluster.startWithSeed("b", 2, 1);
        Serf c = cluster.startWithSeed("c", 3, 1);
        cluster.await(
                Duration.ofSeconds(3),
                () -> c.members().size() == 3 && a.members().size() == 3);
        cluster.kill("b");
        // A round of probes, the probe, and the longest suspicion of three nodes (4 x 1 s x 6).
        cluster.await(
                Duration.ofSeconds(3 + 2 + 24),
                () -> status(a, "b") == MemberStatus.FAILED && status(c, "b") == MemberStatus.FAILED);
        cluster.time.runUntilIdle();
        assertThat(b.state()).isEqualTo(SerfState.ALIVE);
        assertThat(cluster.events("a")).endsWith("FAILED b");
    }

    @Test
    void aNodeThatCrashedAndCameBackIsAliveAgain() {
        Serf a = cluster.start("a", 1);
        cluster.startWithSeed("b", 2, 1);
        cluster.await(SECOND, () -> a.members().size() == 2);
        cluster.kill("b");
        cluster.await(Duration.ofSeconds(30), () -> status(a, "b") == MemberStatus.FAILED);
        cluster.startWithSeed("b", 2, 1);
        cluster.await(Duration.ofSeconds(5), () -> status(a, "b") == MemberStatus.ALIVE);
        cluster.time.runUntilIdle();
        assertThat(cluster.events("a")).containsExactly("JOIN a", "JOIN b", "FAILED b", "JOIN b");
    }

    @Test
    void aNodeThatLeftAndCameBackIsAliveAgainAndStaysSo() {
        Serf a = cluster.start("a", 1);
        Serf b = cluster.startWithSeed("b", 2, 1);
        cluster.await(SECOND, () -> a.members().size() == 2 && b.members().size() == 2);
        CompletableFuture<Void> left = b.leave();
        cluster.await(Duration.ofSeconds(5), left::isDone);
        b.shutdown();
        cluster.time.advance(SECOND);
        Serf again = cluster.startWithSeed("b", 2, 1);
        cluster.await(Duration.ofSeconds(3), () -> status(a, "b") == MemberStatus.ALIVE);
        cluster.time.advance(Duration.ofMinutes(5));
        assertThat(status(a, "b")).isEqualTo(MemberStatus.ALIVE);
        assertThat(status(again, "b")).isEqualTo(MemberStatus.ALIVE);
        assertThat(cluster.events("a")).containsExactly("JOIN a", "JOIN b", "LEAVE b", "JOIN b");
    }

    @Test
    void aLiveNodeContradictsTheRumourThatItLeaves() {
        Serf a = cluster.start("a", 1);
        Serf b = cluster.startWithSeed("b", 2, 1);
        Serf c = cluster.startWithSeed("c", 3, 1);
        cluster.await(
                Duration.ofSeconds(3),
                () -> c.members().size() == 3 && a.members().size() == 3);
        cluster.time.advance(Duration.ofSeconds(5));
        CompletableFuture<Void> done = a.forceLeave("b", false);
        cluster.time.runUntilIdle();
        assertThat(status(a, "b")).isEqualTo(MemberStatus.LEAVING);
        cluster.await(Duration.ofSeconds(6), done::isDone);
        cluster.await(
                Duration.ofSeconds(5),
                () -> List.of(a, b, c).stream().allMatch(serf -> status(serf, "b") == MemberStatus.ALIVE));
        assertThat(cluster.events("a")).containsExactly("JOIN a", "JOIN b", "JOIN c");
    }

    @Test
    void theOnlyOtherMemberContradictsToo() {
        Serf a = cluster.start("a", 1);
        Serf b = cluster.startWithSeed("b", 2, 1);
        cluster.await(SECOND, () -> a.members().size() == 2 && b.members().size() == 2);
        cluster.time.advance(Duration.ofSeconds(5));
        a.forceLeave("b", true);
        cluster.time.runUntilIdle();
        assertThat(status(a, "b")).isEqualTo(MemberStatus.LEAVING);
        cluster.await(Duration.ofSeconds(5), () -> status(a, "b") == MemberStatus.ALIVE);
        cluster.time.advance(Duration.ofMinutes(1));
        assertThat(status(a, "b")).isEqualTo(MemberStatus.ALIVE);
    }

    @Test
    void aFailedNodeThatIsForcedToLeaveIsLeftEverywhereAndPruningErasesIt() {
        Serf a = cluster.start("a", 1);
        cluster.startWithSeed("b", 2, 1);
        Serf c = cluster.startWithSeed("c", 3, 1);
        cluster.await(
                Duration.ofSeconds(3),
                () -> c.members().size() == 3 && a.members().size() == 3);
        cluster.kill("b");
        cluster.await(
                Duration.ofSeconds(30),
                () -> status(a, "b") == MemberStatus.FAILED && status(c, "b") == MemberStatus.FAILED);
        a.forceLeave("b", false);
        cluster.await(
                Duration.ofSeconds(3),
                () -> status(a, "b") == MemberStatus.LEFT && status(c, "b") == MemberStatus.LEFT);
        a.forceLeave("b", true);
        cluster.await(
                Duration.ofSeconds(3),
                () -> a.members().size() == 2 && c.members().size() == 2);
        cluster.time.advance(Duration.ofMinutes(2));
        assertThat(a.member("b")).isEmpty();
        assertThat(cluster.events("c")).endsWith("FAILED b", "LEAVE b", "REAP b");
    }

    @Test
    void twoHalvesFindEachOtherWhenTheNetworkIsMended() {
        Serf a = cluster.start("a", 1);
        Serf b = cluster.start("b", 2);
        a.join(List.of("10.0.0.2"));
        cluster.await(SECOND, () -> a.members().size() == 2);
        cluster.net.partition(
                List.of(cluster.transport("a").localAddress()),
                List.of(cluster.transport("b").localAddress()));
        cluster.await(
                Duration.ofMinutes(1),
                () -> status(a, "b") == MemberStatus.FAILED && status(b, "a") == MemberStatus.FAILED);
        cluster.net.heal();
        cluster.await(
                Duration.ofMinutes(1),
                () -> status(a, "b") == MemberStatus.ALIVE && status(b, "a") == MemberStatus.ALIVE);
    }

    /** Each side has forgotten the other one long since, and shown that to its application. */
    @Test
    void twoHalvesFindEachOtherAgainThoughADayHasPassedAndEachHasReapedTheOther() {
        List<Serf> nodes = List.of(
                cluster.start("a", 1),
                cluster.startWithSeed("b", 2, 1),
                cluster.startWithSeed("c", 3, 1),
                cluster.startWithSeed("d", 4, 1));
        cluster.await(
                Duration.ofSeconds(3),
                () -> nodes.stream().allMatch(serf -> serf.members().size() == 4));
        cluster.net.partition(
                List.of(
                        cluster.transport("a").localAddress(),
                        cluster.transport("b").localAddress()),
                List.of(
                        cluster.transport("c").localAddress(),
                        cluster.transport("d").localAddress()));
        cluster.time.advance(Duration.ofHours(25));
        assertThat(nodes).allSatisfy(serf -> assertThat(serf.members()).hasSize(2));
        assertThat(cluster.events("a")).contains("REAP c", "REAP d");
        cluster.net.heal();
        cluster.await(
                Duration.ofMinutes(2),
                () -> nodes.stream()
                        .allMatch(serf -> serf.members().stream()
                                        .filter(member -> member.status() == MemberStatus.ALIVE)
                                        .count()
                                == 4));
    }

    @Test
    void aSeedThatComesBackUnderANewAddressIsFoundByItsName() {
        cluster.net.name("seed.example", "10.0.0.1");
        List<String> seeds = List.of("seed.example");
        cluster.startWithSeeds("a", 1, seeds);
        Serf b = cluster.startWithSeeds("b", 2, seeds);
        Serf c = cluster.startWithSeeds("c", 3, seeds);
        cluster.await(Duration.ofSeconds(3), () -> b.members().size() == 3);
        cluster.kill("a");
        cluster.net.name("seed.example", "10.0.0.9");
        Serf again = cluster.startWithSeeds("a", 9, seeds);
        cluster.await(
                Duration.ofMinutes(3),
                () -> again.members().size() == 3
                        && List.of(b, c).stream()
                                .allMatch(serf -> serf.member("a")
                                        .filter(a -> a.status() == MemberStatus.ALIVE)
                                        .filter(a -> a.address().toString().equals("10.0.0.9:7946"))
                                        .isPresent()));
    }

    @Test
    void whoHasFailedAndIsThenSaidToHaveLeftIsNotCalledBack() {
        Serf a = cluster.start("a", 1);
        cluster.startWithSeed("b", 2, 1);
        cluster.await(SECOND, () -> a.members().size() == 2);
        cluster.net.block(
                cluster.transport("a").localAddress(), cluster.transport("b").localAddress());
        cluster.await(Duration.ofSeconds(30), () -> status(a, "b") == MemberStatus.FAILED);
        a.forceLeave("b", false);
        cluster.time.runUntilIdle();
        cluster.kill("b");
        assertThat(status(a, "b")).isEqualTo(MemberStatus.LEFT);
        cluster.net.heal();
        List<Connection> accepted = new ArrayList<>();
        VirtualTransport stranger = cluster.net.bind("10.0.0.2", 7946);
        stranger.start(new Transport.Handler() {
            @Override
            public void packetReceived(InetSocketAddress source, ByteBuffer packet) {}

            @Override
            public ConnectionHandler connectionAccepted(Connection connection) {
                accepted.add(connection);
                throw new AssertionError("called back");
            }
        });
        cluster.time.advance(Duration.ofHours(1));
        assertThat(accepted).isEmpty();
    }

    @Test
    void theSameListIsGivenUntilSomethingChanges() {
        Serf a = cluster.start("a", 1);
        List<Member> alone = a.members();
        cluster.time.advance(Duration.ofMinutes(1));
        assertThat(a.members()).isSameAs(alone);
        cluster.startWithSeed("b", 2, 1);
        cluster.await(SECOND, () -> a.members() != alone);
        List<Member> both = a.members();
        assertThat(alone).hasSize(1);
        cluster.time.advance(Duration.ofMinutes(1));
        assertThat(a.members()).isSameAs(both);
        assertThatThrownBy(both::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void membersShowTheChangeWhenTheListenerRuns() {
        Serf a = cluster.start("a", 1);
        List<Boolean> shown = new ArrayList<>();
        a.subscribe(event -> shown.add(a.members().contains(((MemberEvent) event).member())
                && !cluster.transport("a").eventLoop().inEventLoop()));
        cluster.startWithSeed("b", 2, 1);
        cluster.await(SECOND, () -> !shown.isEmpty());
        assertThat(shown).containsOnly(true);
    }

    @Test
    void aListenerThatThrowsHarmsNobody() {
        Serf a = cluster.start("a", 1);
        List<SerfEvent> heard = new ArrayList<>();
        a.subscribe(event -> {
            throw new IllegalStateException("thrown on purpose");
        });
        Subscription subscription = a.subscribe(heard::add);
        cluster.startWithSeed("b", 2, 1);
        cluster.await(SECOND, () -> !heard.isEmpty());
        subscription.close();
        heard.clear();
        cluster.startWithSeed("c", 3, 1);
        cluster.await(SECOND, () -> a.members().size() == 3);
        cluster.time.runUntilIdle();
        assertThat(heard).isEmpty();
    }

    @Test
    void tellsWhenTheMembersAreAnotherListAndOnlyThen() {
        Serf a = cluster.start("a", 1);
        cluster.time.runUntilIdle();
        List<List<Member>> told = new ArrayList<>();
        List<Boolean> onLoop = new ArrayList<>();
        a.onMembersChanged(() -> {
            told.add(a.members());
            onLoop.add(cluster.transport("a").eventLoop().inEventLoop());
        });
        cluster.time.advance(SECOND);
        assertThat(told).isEmpty();
        cluster.startWithSeed("b", 2, 1);
        cluster.await(SECOND, () -> !told.isEmpty());
        assertThat(told.get(0)).isSameAs(a.members()).hasSize(2);
        cluster.time.advance(Duration.ofSeconds(5));
        told.clear();
        a.forceLeave("b", false);
        cluster.time.advance(Duration.ofSeconds(5));
        assertThat(told)
                .extracting(members -> members.get(1).status())
                .startsWith(MemberStatus.LEAVING)
                .endsWith(MemberStatus.ALIVE);
        assertThat(cluster.events("a")).containsExactly("JOIN a", "JOIN b");
        assertThat(onLoop).containsOnly(false);
    }

    @Test
    void countsWhatItRejects() {
        Serf a = cluster.start("a", 1);
        assertThat(a.rejectedInputs()).isZero();
        VirtualTransport stranger = cluster.net.bind("10.0.0.9", 1);
        stranger.send(
                VirtualNetwork.address("10.0.0.1", 7946),
                Vectors.hex("fefefe").asBuffer(),
                new Transport.SendListener() {
                    @Override
                    public void sent() {}

                    @Override
                    public void failed(Throwable cause) {}
                });
        cluster.time.advance(SECOND);
        assertThat(a.rejectedInputs()).isOne();
    }

    @Test
    void aNodeThatCannotStartSaysSoAndFreesItsAddress() {
        VirtualTransport transport = cluster.net.bind("10.0.0.1", 7946);
        Environment environment = new Environment(
                transport.eventLoop(),
                transport,
                cluster.net.resolver(),
                new SplittableRandom(1),
                new SplittableRandom(2),
                cluster.time.dispatcher());
        AssertionError failure = new AssertionError("thrown on purpose");
        CompletableFuture<Serf> started = Serf.start(
                SerfConfig.builder(MemberlistConfig.lan("a").build()).build(),
                environment,
                new MemberlistMetrics() {
                    @Override
                    public void aliveAccepted() {
                        throw failure;
                    }
                },
                List.of());
        cluster.time.runUntilIdle();
        assertThatThrownBy(started::join).hasCause(failure);
        assertThat(cluster.start("a", 1).members()).hasSize(1);
    }

    @Test
    void whoeverIsAloneLeavesAtOnce() {
        Serf a = cluster.start("a", 1);
        CompletableFuture<Void> left = a.leave();
        cluster.time.runUntilIdle();
        assertThat(left).isCompletedWithValue(null);
        assertThat(a.state()).isEqualTo(SerfState.LEFT);
        assertThat(a.self().status()).isEqualTo(MemberStatus.LEFT);
        assertThat(cluster.events("a")).containsExactly("JOIN a", "LEAVE a");
    }

    @Test
    void theLastTwoMayLeaveAtTheSameMoment() {
        Serf a = cluster.start("a", 1);
        Serf b = cluster.startWithSeed("b", 2, 1);
        cluster.await(SECOND, () -> a.members().size() == 2 && b.members().size() == 2);
        CompletableFuture<Void> aLeft = a.leave();
        CompletableFuture<Void> bLeft = b.leave();
        cluster.await(Duration.ofSeconds(3), () -> aLeft.isDone() && bLeft.isDone());
        assertThat(a.member("b").orElseThrow().status()).isEqualTo(MemberStatus.LEFT);
        assertThat(b.member("a").orElseThrow().status()).isEqualTo(MemberStatus.LEFT);
    }

    @Test
    void leavingTwiceIsLeavingOnce() {
        Serf a = cluster.start("a", 1);
        cluster.startWithSeed("b", 2, 1);
        cluster.await(SECOND, () -> a.members().size() == 2);
        CompletableFuture<Void> first = a.leave();
        cluster.time.advance(Duration.ofMillis(100));
        CompletableFuture<Void> second = a.leave();
        cluster.await(Duration.ofSeconds(5), () -> first.isDone() && second.isDone());
        CompletableFuture<Void> third = a.leave();
        cluster.time.runUntilIdle();
        assertThat(List.of(first, second, third)).allMatch(future -> !future.isCompletedExceptionally());
        assertThat(third).isDone();
    }

    @Test
    void whoeverHasLeftDoesNothingMore() {
        Serf a = cluster.start("a", 1);
        a.leave();
        cluster.time.runUntilIdle();
        CompletableFuture<JoinResult> joined = a.join(List.of("10.0.0.2"));
        CompletableFuture<Void> set = a.setTags(Map.of());
        cluster.time.runUntilIdle();
        assertThatThrownBy(joined::join)
                .hasCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("LEFT");
        assertThatThrownBy(set::join).hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void shutdownFailsWhatIsNotFinished() {
        Serf a = cluster.start("a", 1);
        cluster.startWithSeed("b", 2, 1);
        cluster.await(SECOND, () -> a.members().size() == 2);
        CompletableFuture<Void> left = a.leave();
        cluster.time.advance(Duration.ofMillis(100));
        CompletableFuture<Void> closed = a.shutdown();
        cluster.await(SECOND, closed::isDone);
        assertThatThrownBy(left::join).hasCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> a.join(List.of("b")).join()).hasCauseInstanceOf(IllegalStateException.class);
        CompletableFuture<Void> again = a.shutdown();
        cluster.time.runUntilIdle();
        assertThat(again).isCompleted();
        assertThat(a.members()).hasSize(2);
    }

    @Test
    void tagsThatFitIntoNoPacketAreRefusedAndTheOldOnesStay() {
        Serf a = cluster.start(
                "a",
                1,
                config -> config.memberlist(
                        MemberlistConfig.lan("a").packetSize(512).build()));
        CompletableFuture<Void> refused = a.setTags(Map.of("zone", "x".repeat(450)));
        cluster.time.runUntilIdle();
        assertThatThrownBy(refused::join)
                .hasCauseInstanceOf(ConfigurationException.class)
                .hasMessageContaining("512");
        a.setTags(a.self().tags());
        cluster.time.runUntilIdle();
        assertThat(a.self().tags()).isEmpty();
        assertThat(a.self().incarnation())
                .as("there is nothing new to announce")
                .isOne();
    }

    @Test
    void aJoinThatTheEndCutsShortFails() {
        Serf a = cluster.start("a", 1);
        CompletableFuture<JoinResult> joined = a.join(List.of("10.0.0.99"));
        CompletableFuture<Void> closed = a.shutdown();
        cluster.await(SECOND, closed::isDone);
        assertThatThrownBy(joined::join).hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesTagsThatAreTooLargeAndMalformedSeeds() {
        Serf a = cluster.start("a", 1);
        CompletableFuture<Void> set = a.setTags(Map.of("k", "x".repeat(600)));
        CompletableFuture<JoinResult> joined = a.join(List.of("host:port"));
        cluster.time.runUntilIdle();
        assertThatThrownBy(set::join).hasCauseInstanceOf(TagsTooLargeException.class);
        assertThatThrownBy(joined::join).hasMessageContaining("host:port");
        assertThat(a.self().tags()).isEmpty();
    }

    @Test
    void aClusterOfFiftyAgreesInSpiteOfLoss() {
        cluster.net.setLoss(0.05);
        List<Serf> nodes = new ArrayList<>();
        nodes.add(cluster.start("n1", 1));
        for (int i = 2; i <= 50; i++) {
            nodes.add(cluster.startWithSeed("n" + i, i, 1));
        }
        cluster.await(
                Duration.ofSeconds(20),
                () -> nodes.stream().allMatch(serf -> serf.members().size() == 50));
        CompletableFuture<Void> left = nodes.get(7).leave();
        cluster.await(Duration.ofSeconds(12), left::isDone);
        // Whom gossip missed learns of it by the next push/pull, which 50 nodes make every minute.
        cluster.await(
                Duration.ofSeconds(65), () -> nodes.stream().allMatch(serf -> status(serf, "n8") == MemberStatus.LEFT));
        assertThat(nodes)
                .allSatisfy(serf -> assertThat(serf.members())
                        .filteredOn(member -> member.status() != MemberStatus.ALIVE)
                        .extracting(Member::name)
                        .containsExactly("n8"));
    }
}
