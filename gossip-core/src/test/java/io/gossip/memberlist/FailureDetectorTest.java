package io.gossip.memberlist;

import static io.gossip.memberlist.Say.alive;
import static io.gossip.memberlist.Say.dead;
import static io.gossip.memberlist.Say.left;
import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.wire.Message.Ping;
import io.gossip.wire.Message.Suspect;
import io.gossip.wire.NodeState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureDetectorTest {

    private Rig rig = new Rig();
    private final List<String> probed = new ArrayList<>();

    private List<Peer> healthy(String... names) {
        List<Peer> peers = rig.peers(names);
        for (Peer peer : peers) {
            peer.answersPings();
            peer.on(Ping.class, ping -> probed.add(peer.name));
        }
        return peers;
    }

    @Test
    void probesEveryNodeOnceInEachPass() {
        healthy("b", "c", "d", "e", "f");
        rig.failureDetector.start(0);
        rig.advanceMillis(49_999);
        assertThat(probed).hasSize(50);
        for (int pass = 0; pass < 10; pass++) {
            assertThat(new HashSet<>(probed.subList(5 * pass, 5 * pass + 5)))
                    .as("pass %d", pass)
                    .hasSize(5);
        }
    }

    @Test
    void drawsANewOrderForEachPass() {
        healthy("b", "c", "d", "e", "f");
        rig.failureDetector.start(0);
        rig.advanceMillis(49_999);
        HashSet<List<String>> orders = new HashSet<>();
        for (int pass = 0; pass < 10; pass++) {
            orders.add(List.copyOf(probed.subList(5 * pass, 5 * pass + 5)));
        }
        assertThat(orders).hasSizeGreaterThan(5);
    }

    @Test
    void wastesNoTickHoweverSmallTheCluster() {
        healthy("b");
        rig.failureDetector.start(0);
        rig.advanceMillis(99_999);
        assertThat(probed).hasSize(100);
    }

    @Test
    void startsAfterItsOffsetAndProbesEveryInterval() {
        Peer b = healthy("b").get(0);
        long start = rig.time.nanoTime();
        rig.failureDetector.start(Duration.ofMillis(300).toNanos());
        rig.advanceMillis(3500);
        assertThat(b.heardAtMillis(Ping.class, start)).containsExactly(300L, 1300L, 2300L, 3300L);
    }

    @Test
    void probesNeitherItselfNorTheGone() {
        healthy("b", "c", "d");
        rig.membership.dead(dead("b", 1, "c"));
        rig.membership.dead(left("c", 1));
        rig.failureDetector.start(0);
        rig.advanceMillis(9999);
        assertThat(probed).hasSize(10).containsOnly("d");
    }

    @Test
    void probesSuspects() {
        healthy("b");
        rig.membership.suspect(Say.suspect("b", 1, "c"));
        rig.failureDetector.start(0);
        rig.time.runUntilIdle();
        assertThat(probed).containsExactly("b");
    }

    @Test
    void waitsForSomebodyToProbe() {
        rig.failureDetector.start(0);
        rig.advanceMillis(5500);
        healthy("b");
        rig.advanceMillis(499);
        assertThat(probed).isEmpty();
        rig.advanceMillis(1);
        assertThat(probed).containsExactly("b");
    }

    @Test
    void forgetsTheGoneAtTheEndOfAPassWithoutAWord() {
        healthy("b", "c");
        rig.membership.dead(dead("b", 1, "c"));
        rig.forget();
        rig.failureDetector.start(0);
        rig.advanceMillis(30_000);
        assertThat(rig.state("b")).isEqualTo(NodeState.DEAD);
        rig.advanceMillis(2000);
        assertThat(rig.table.get("b")).isNull();
        assertThat(rig.application.takeEvents()).isEmpty();
    }

    /** In larger clusters the push/pulls are rarer, and it remembers them for longer. */
    @Test
    void remembersWhoLeftForTwoPushPulls() {
        healthy("b", "c");
        rig.membership.dead(left("b", 1));
        rig.failureDetector.start(0);
        rig.advanceMillis(60_000);
        assertThat(rig.state("b")).isEqualTo(NodeState.LEFT);
        rig.advanceMillis(2000);
        assertThat(rig.table.get("b")).isNull();
    }

    @Test
    void aNodeThatLeftLongAgoRemembersItself() {
        healthy("b");
        rig.failureDetector.start(0);
        rig.membership.leave(() -> {});
        rig.time.advance(Duration.ofMinutes(2));
        assertThat(rig.membership.self().state()).isEqualTo(NodeState.LEFT);
        assertThat(probed).as("it goes on to probe").hasSizeGreaterThan(115);
    }

    @Test
    void aProbeThatFailsTakesTheWholeIntervalAndTheNextStartsThen() {
        Peer b = rig.peer("b");
        long start = rig.time.nanoTime();
        rig.failureDetector.start(0);
        rig.advanceMillis(3500);
        assertThat(b.heardAtMillis(Ping.class, start))
                .as("the second one is stretched already")
                .containsExactly(0L, 1000L, 3000L);
    }

    @Test
    void aNodeThatDoubtsItselfWaitsLongerForAnswers() {
        Peer b = rig.peer("b");
        rig.health.adjust(3);
        long start = rig.time.nanoTime();
        rig.failureDetector.start(0);
        rig.advanceMillis(3999);
        assertThat(b.heardAtMillis(Ping.class, start)).as("one probe at a time").containsExactly(0L);
        assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
        rig.advanceMillis(1);
        assertThat(rig.state("b")).isEqualTo(NodeState.SUSPECT);
        rig.time.runUntilIdle();
        assertThat(b.heardAtMillis(Ping.class, start)).containsExactly(0L, 4000L);
        assertThat(rig.metrics.degradedProbes).isEqualTo(2);
    }

    @Test
    void answersEndTheDoubtAndTheProbesComeInTheirUsualTime() {
        Peer b = healthy("b").get(0);
        rig.health.adjust(3);
        long start = rig.time.nanoTime();
        rig.failureDetector.start(0);
        rig.advanceMillis(4500);
        assertThat(b.heardAtMillis(Ping.class, start)).containsExactly(0L, 1000L, 2000L, 3000L, 4000L);
        assertThat(rig.health.score()).isZero();
        assertThat(rig.metrics.degradedProbes).isEqualTo(3);
    }

    @Test
    void afterAPauseNobodyIsBlamedAndProbingGoesOn() {
        Peer b = rig.peer("b");
        rig.failureDetector.start(0);
        rig.advanceMillis(900);
        rig.failureDetector.stalled();
        rig.advanceMillis(150);
        assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
        assertThat(b.heard(Ping.class)).hasSize(2);
    }

    @Test
    void afterAPauseWithoutAProbeNothingIsDifferent() {
        healthy("b");
        rig.failureDetector.start(0);
        rig.advanceMillis(100);
        rig.failureDetector.stalled();
        rig.advanceMillis(1899);
        assertThat(probed).hasSize(2);
    }

    @Test
    void stopsInTheMiddleOfAProbe() {
        Peer b = rig.peer("b");
        rig.failureDetector.start(0);
        rig.advanceMillis(700);
        rig.failureDetector.stop();
        rig.advanceMillis(10_000);
        assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
        assertThat(b.heard(Ping.class)).hasSize(1);
        assertThat(rig.loop.waitingTimers()).isZero();
    }

    @Test
    void stopsBetweenProbes() {
        healthy("b");
        rig.failureDetector.start(0);
        rig.advanceMillis(1500);
        rig.failureDetector.stop();
        rig.advanceMillis(10_000);
        assertThat(probed).hasSize(2);
    }

    @Test
    void mayBeSwitchedOff() {
        rig = new Rig(settings -> settings.probeInterval(Duration.ZERO));
        healthy("b");
        rig.failureDetector.start(0);
        rig.advanceMillis(10_000);
        assertThat(probed).isEmpty();
        assertThat(rig.loop.waitingTimers()).isZero();
    }

    @Test
    void aSuspectHearsTheSuspicionWithTheNextProbe() {
        Peer b = rig.peer("b");
        rig.failureDetector.start(0);
        rig.advanceMillis(1000);
        assertThat(b.heard.stream()
                        .filter(heard -> heard.message() instanceof Ping)
                        .reduce((first, second) -> second)
                        .orElseThrow()
                        .wholePacket())
                .hasSize(2)
                .contains(new Suspect(1, "b", "a"));
        b.tells(alive("b", 2));
        assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
    }
}
