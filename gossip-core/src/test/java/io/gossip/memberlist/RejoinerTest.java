package io.gossip.memberlist;

import static io.gossip.memberlist.Say.alive;
import static io.gossip.memberlist.Say.dead;
import static io.gossip.memberlist.Say.known;
import static io.gossip.memberlist.Say.left;
import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.wire.Message.PushPull;
import io.gossip.wire.Message.PushPullNode;
import io.gossip.wire.NodeState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Seeds are {@link Peer}s or addresses where nobody is; each attempt looks its host up once. */
class RejoinerTest {

    private record Attempt(long atMillis, String host) {}

    private Rig rig = new Rig();
    private final List<Attempt> attempts = new ArrayList<>();
    private long startNanos;
    private int joined;

    @Test
    void triesAllSeedsAtOnceAndEachOnlyOnce() {
        start("10.0.0.2", "10.0.0.3", "10.0.0.2:7946");
        assertThat(attempts).containsExactly(new Attempt(0, "10.0.0.2"), new Attempt(0, "10.0.0.3"));
    }

    @Test
    void doublesTheWaitUpToTheLongest() {
        start("10.0.0.2");
        rig.time.advance(Duration.ofMinutes(3));
        assertThat(waits())
                .startsWith(250L, 500L, 1000L, 2000L, 4000L, 8000L, 16_000L, 30_000L, 30_000L)
                .doesNotContain(60_000L);
    }

    @Test
    void shortensEveryWaitByUpToAHalf() {
        for (int seed = 0; seed < 50; seed++) {
            rig = new Rig();
            attempts.clear();
            start(new SplittableRandom(seed), settings -> settings.seeds(List.of("10.0.0.2")));
            rig.time.advance(Duration.ofSeconds(2));
            assertThat(waits().get(0)).isBetween(125L, 250L);
            assertThat(waits().get(1)).isBetween(250L, 500L);
        }
    }

    @Test
    void aSeedThatDoesNotAnswerHoldsUpNoOther() {
        rig.net.blockStreams(rig.socket.localAddress(), rig.stranger("c").socketAddress);
        start("10.0.0.3", "10.0.0.2");
        rig.time.advance(Duration.ofSeconds(5));
        assertThat(attempts.stream().filter(attempt -> attempt.host.equals("10.0.0.3")))
                .hasSize(1);
        assertThat(attempts.stream().filter(attempt -> attempt.host.equals("10.0.0.2")))
                .hasSize(5);
    }

    @Test
    void looksASeedUpAnewEachTime() {
        Peer b = cluster("b", "b");
        rig.net.name("seed.example", "10.0.0.9");
        start("seed.example");
        rig.time.advance(Duration.ofMinutes(5));
        assertThat(b.requests).isEmpty();
        rig.net.name("seed.example", "10.0.0.2");
        rig.time.advance(Duration.ofSeconds(31));
        assertThat(b.requests).hasSize(1);
        assertThat(joined).isOne();
    }

    @Test
    void whoIsAMemberIsNotTried() {
        Peer b = rig.peer("b").answersStreams(request -> view());
        rig.peer("c");
        start("10.0.0.2");
        rig.time.advance(Duration.ofMinutes(30));
        assertThat(attempts).isNotEmpty();
        assertThat(b.requests).isEmpty();
    }

    @Test
    void whoTurnsOutToBeAMemberWhileOthersOfTheNameAreTriedIsNotTriedAnyMore() {
        List<Peer> all = new ArrayList<>();
        for (char name = 'b'; name <= 'm'; name++) {
            all.add(cluster(String.valueOf(name), "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m"));
        }
        rig.net.name("all", all.stream().map(RejoinerTest::host).toArray(String[]::new));
        start("all");
        rig.time.runUntilIdle();
        assertThat(all.stream().mapToInt(peer -> peer.requests.size()).sum()).isLessThanOrEqualTo(8);
        assertThat(rig.table.memberCount()).isEqualTo(13);
    }

    @Test
    void itsOwnAddressIsNotTried() {
        start("10.0.0.1");
        rig.time.advance(Duration.ofMinutes(3));
        assertThat(rig.metrics.streamsConnected).isZero();
        assertThat(joined).isZero();
    }

    @Test
    void aSeedThatIsNoMemberIsTriedNowAndThenAlsoByWhoIsNotAlone() {
        rig.peers("b", "c", "d", "e");
        start("10.0.0.9");
        rig.time.advance(Duration.ofMinutes(1));
        attempts.clear();
        rig.time.advance(Duration.ofHours(5));
        // 600 intervals of 30 s, each with a chance of one in five.
        assertThat(attempts).hasSizeBetween(90, 150);
    }

    @Test
    void whoDiedIsTriedUntilItIsForgotten() {
        rig.peers("b", "c");
        start(longest(), settings -> settings.rejoinMemory(Duration.ofMinutes(60)));
        rig.membership.dead(dead("c", 1, "b"));
        rig.time.advance(Duration.ofMinutes(60));
        assertThat(attempts).hasSizeBetween(30, 90).allMatch(attempt -> attempt.host.equals("10.0.0.3"));
        attempts.clear();
        rig.time.advance(Duration.ofMinutes(60));
        assertThat(attempts).isEmpty();
        assertThat(rig.loop.waitingTimers()).isZero();
    }

    /** Both come from the network. */
    @Test
    void neitherAStrangeNameNorAPortThatCannotBeIsFatal() {
        rig.peer("b");
        start();
        for (String name : List.of("/", "a/b", "é\n")) {
            rig.membership.alive(alive(name, 1, Say.address("10.0.0.9", 0)));
            rig.membership.dead(dead(name, 1, "b"));
        }
        rig.membership.dead(dead("b", 1, "c"));
        rig.time.advance(Duration.ofMinutes(5));
        assertThat(attempts).hasSizeGreaterThan(10);
    }

    @Test
    void whoCameBackIsNotTriedAnyMore() {
        rig.peers("b", "c");
        start();
        rig.membership.dead(dead("c", 1, "b"));
        rig.membership.alive(alive("c", 2));
        rig.time.advance(Duration.ofMinutes(60));
        assertThat(attempts).isEmpty();
    }

    @Test
    void whoLeftOnPurposeIsNotCalledBack() {
        rig.peers("b", "c", "d");
        Rejoiner rejoiner = start();
        rig.membership.dead(left("c", 1));
        rig.membership.dead(dead("d", 1, "b"));
        rejoiner.dismiss("d");
        rig.time.advance(Duration.ofMinutes(60));
        assertThat(attempts).isEmpty();
    }

    @Test
    void whoIsAloneTriesAFewOfTheLostAtATime() {
        List<String> names = List.of("b", "c", "d", "e", "f", "g");
        names.forEach(rig::peer);
        start(new SplittableRandom(1), settings -> settings);
        names.forEach(name -> rig.membership.dead(dead(name, 1, "x")));
        rig.advanceMillis(250);
        assertThat(attempts).hasSize(3);
        rig.time.advance(Duration.ofMinutes(5));
        assertThat(attempts.stream().map(Attempt::host).distinct()).hasSize(6);
    }

    @Test
    void beginsAnewWhenItIsAloneAgain() {
        Peer b = cluster("b", "b");
        start("10.0.0.2");
        rig.time.advance(Duration.ofMinutes(10));
        attempts.clear();
        b.answersStreams(request -> null);
        rig.membership.dead(dead("b", 1, "c"));
        startNanos = rig.time.nanoTime();
        rig.time.advance(Duration.ofSeconds(34));
        assertThat(attempts).extracting(Attempt::atMillis).startsWith(250L, 750L, 1750L);
    }

    @Test
    void saysOnceThatItHasJoinedHoweverManyAnswerAndAgainAfterItWasAlone() {
        List<Peer> seeds = List.of(cluster("b", "b", "c"), cluster("c", "b", "c"));
        start("10.0.0.2", "10.0.0.3");
        rig.time.advance(Duration.ofMinutes(3));
        assertThat(joined).isOne();
        seeds.forEach(seed -> rig.membership.dead(dead(seed.name, 1, "x")));
        seeds.forEach(seed -> seed.answersStreams(request -> view(known(seed.name, 2, NodeState.ALIVE))));
        rig.time.advance(Duration.ofMinutes(3));
        assertThat(joined).isEqualTo(2);
    }

    @Test
    void afterItIsStoppedNothingIsTried() {
        Peer b = cluster("b", "b");
        rig.peers("c", "d");
        Rejoiner rejoiner = start("10.0.0.2");
        rejoiner.stop();
        rig.time.runUntilIdle();
        rig.membership.dead(dead("c", 1, "d"));
        rig.membership.dead(dead("d", 1, "c"));
        attempts.clear();
        rig.time.advance(Duration.ofMinutes(10));
        assertThat(attempts).isEmpty();
        assertThat(b.requests).isEmpty();
        assertThat(rig.loop.waitingTimers()).isZero();
    }

    @Test
    void nothingTicksIfThereIsNobodyToTry() {
        rig.peers("b", "c");
        start();
        rig.time.advance(Duration.ofMinutes(10));
        assertThat(rig.loop.waitingTimers()).isZero();
    }

    @Test
    void whoIsNotAloneMayBeToldToRest() {
        rig.peers("b", "c");
        start(longest(), settings -> settings.seeds(List.of("10.0.0.9")).rejoinInterval(Duration.ZERO));
        attempts.clear();
        rig.time.advance(Duration.ofMinutes(10));
        assertThat(attempts).isEmpty();
        rig.membership.dead(dead("b", 1, "c"));
        rig.membership.dead(left("c", 1));
        rig.time.advance(Duration.ofSeconds(10));
        assertThat(attempts).isNotEmpty();
    }

    private Rejoiner start(String... seeds) {
        return start(longest(), settings -> settings.seeds(List.of(seeds)));
    }

    private Rejoiner start(RandomGenerator random, UnaryOperator<MemberlistConfigBuilder> settings) {
        rig.time.advance(Duration.ofSeconds(10));
        rig.forget();
        startNanos = rig.time.nanoTime();
        Joiner joiner = new Joiner(
                (host, callback) -> {
                    attempts.add(new Attempt(millis(), host));
                    rig.net.resolver().resolve(host, callback);
                },
                rig.antiEntropy,
                7946,
                false);
        Rejoiner rejoiner = new Rejoiner(
                settings.apply(rig.config.toBuilder()).build(),
                rig.loop,
                random,
                rig.table,
                joiner,
                List.of(rig.socket.localAddress()));
        rig.virtualLoop.run(() -> rejoiner.start(() -> joined++));
        return rejoiner;
    }

    /** A node that answers with what all of these know: each other. */
    private Peer cluster(String name, String... all) {
        return rig.stranger(name)
                .answersStreams(request -> new PushPull(
                        true,
                        List.of(all).stream()
                                .map(member -> known(member, 1, NodeState.ALIVE))
                                .toList(),
                        Say.text(""),
                        0));
    }

    private static PushPull view(PushPullNode... nodes) {
        return new PushPull(true, List.of(nodes), Say.text(""), 0);
    }

    private static String host(Peer peer) {
        return peer.socketAddress.getAddress().getHostAddress();
    }

    /** Always chooses the longest wait, and else by chance. */
    private static RandomGenerator longest() {
        SplittableRandom chance = new SplittableRandom(3);
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                return chance.nextLong();
            }

            @Override
            public long nextLong(long bound) {
                return bound - 1;
            }
        };
    }

    private long millis() {
        return Duration.ofNanos(rig.time.nanoTime() - startNanos).toMillis();
    }

    private List<Long> waits() {
        List<Long> waits = new ArrayList<>();
        for (int i = 1; i < attempts.size(); i++) {
            waits.add(attempts.get(i).atMillis() - attempts.get(i - 1).atMillis());
        }
        return waits;
    }
}
