package io.gossip.memberlist;

import static io.gossip.memberlist.Say.alive;
import static io.gossip.memberlist.Say.dead;
import static io.gossip.memberlist.Say.left;
import static io.gossip.memberlist.Say.suspect;
import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.wire.Message;
import io.gossip.wire.Message.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GossiperTest {

    private Rig rig = new Rig();

    /** Lets the rounds of the past end. */
    private void quiet() {
        rig.forget();
        rig.advanceMillis(1000);
        rig.transport.sent.clear();
    }

    @Test
    void nothingTicksWhileThereIsNoNews() {
        rig.peers("b", "c");
        quiet();
        assertThat(rig.loop.waitingTimers()).isZero();
        rig.time.advance(Duration.ofHours(1));
        assertThat(rig.transport.sent).isEmpty();
    }

    @Test
    void theFirstPieceAfterAQuietTimeGoesOutAtOnce() {
        Peer b = rig.peer("b");
        quiet();
        tell("news");
        rig.time.runUntilIdle();
        assertThat(b.heard(User.class)).containsExactly(new User(Say.text("news")));
    }

    @Test
    void theNextOnesWaitAThirdOfTheIntervalAndWhatWasToldGoesWithThem() {
        Peer b = rig.peer("b");
        quiet();
        long start = rig.time.nanoTime();
        tell("one");
        rig.advanceMillis(10);
        tell("two");
        rig.advanceMillis(10);
        tell("three");
        rig.advanceMillis(46);
        assertThat(b.heard).hasSize(1);
        rig.advanceMillis(1);
        assertThat(b.heard).hasSize(4);
        rig.advanceMillis(199);
        assertThat(b.heard).hasSize(4);
        rig.advanceMillis(1);
        assertThat(b.heardAtMillis(User.class, start)).containsExactly(0L, 66L, 66L, 66L, 266L, 266L, 266L);
    }

    @Test
    void aPieceThatComesLongAfterTheLastRoundGoesOutAtOnceThoughAnotherIsBeingTold() {
        Peer b = rig.peer("b");
        quiet();
        long start = rig.time.nanoTime();
        tell("one");
        rig.advanceMillis(70);
        tell("two");
        rig.advanceMillis(129);
        assertThat(b.heardAtMillis(User.class, start)).containsExactly(0L, 70L, 70L);
    }

    @Test
    void newsInAnEndlessStreamMakesThreeRoundsInAnInterval() {
        rig = new Rig(settings -> settings.retransmitMultiplier(1));
        rig.peer("b");
        quiet();
        for (int millis = 0; millis < 2000; millis += 5) {
            tell("news " + millis);
            rig.advanceMillis(5);
        }
        assertThat(rig.transport.sent).hasSizeBetween(30, 31);
    }

    @Test
    void aPieceThatComesSoonAfterTheLastRoundWaitsToo() {
        rig = new Rig(settings -> settings.retransmitMultiplier(1));
        Peer b = rig.peer("b");
        quiet();
        long start = rig.time.nanoTime();
        tell("one");
        rig.advanceMillis(20);
        assertThat(rig.loop.waitingTimers()).as("all is told").isZero();
        tell("two");
        rig.advanceMillis(1000);
        assertThat(b.heardAtMillis(User.class, start)).containsExactly(0L, 66L);
    }

    @Test
    void goesOnEveryIntervalUntilThePieceHasBeenSentOftenEnough() {
        Peer b = rig.peer("b");
        quiet();
        long start = rig.time.nanoTime();
        tell("news");
        rig.advanceMillis(10_000);
        assertThat(b.heardAtMillis(User.class, start)).containsExactly(0L, 200L, 400L, 600L);
        assertThat(rig.loop.waitingTimers()).isZero();
    }

    @Test
    void tellsAFewDifferentNodesInEachRound() {
        List<Peer> peers = rig.peers("b", "c", "d", "e", "f", "g", "h");
        quiet();
        tell("news");
        rig.time.runUntilIdle();
        assertThat(peers.stream().filter(peer -> peer.heard.size() == 1)).hasSize(3);
        assertThat(rig.transport.sent).hasSize(3);
    }

    @Test
    void eachNodeGetsASelectionOfItsOwnThatCountsAsOneTransmission() {
        rig = new Rig(settings -> settings.retransmitMultiplier(2));
        List<Peer> peers = rig.peers("b", "c", "d");
        quiet();
        tell("news");
        rig.time.runUntilIdle();
        assertThat(peers.stream().filter(peer -> peer.heard.size() == 1)).hasSize(2);
        assertThat(rig.transport.sent).as("no packet without news").hasSize(2);
        assertThat(rig.queues.get(1).size()).isZero();
    }

    @Test
    void tellsEverybodyInTheEnd() {
        List<Peer> peers = rig.peers("b", "c", "d", "e", "f", "g", "h", "i");
        for (int i = 0; i < 20; i++) {
            tell("news " + i);
            rig.advanceMillis(1000);
        }
        assertThat(peers).allSatisfy(peer -> assertThat(peer.heard(User.class)).hasSizeGreaterThan(3));
    }

    @Test
    void tellsSuspectsToo() {
        Peer b = rig.peer("b");
        rig.membership.suspect(suspect("b", 1, "c"));
        rig.advanceMillis(1000);
        assertThat(b.heard(Message.Suspect.class)).isNotEmpty();
    }

    @Test
    void tellsTheDeadForAWhileSoThatWhoIsWronglyDeadLearnsOfIt() {
        Peer b = rig.peer("b");
        rig.membership.dead(dead("b", 1, "c"));
        rig.time.runUntilIdle();
        assertThat(b.heard(Message.Dead.class)).containsExactly(dead("b", 1, "c"));
        rig.time.advance(Duration.ofSeconds(30));
        b.heard.clear();
        tell("just in time");
        rig.time.runUntilIdle();
        assertThat(b.heard(User.class)).hasSize(1);
        b.heard.clear();
        rig.advanceMillis(1);
        tell("too late");
        rig.advanceMillis(1000);
        assertThat(b.heard).isEmpty();
    }

    @Test
    void neverTellsWhoHasLeft() {
        Peer b = rig.peer("b");
        rig.membership.dead(left("b", 1));
        rig.advanceMillis(1000);
        assertThat(b.heard).isEmpty();
    }

    @Test
    void neverTellsItself() {
        quiet();
        tell("news");
        rig.advanceMillis(1000);
        assertThat(rig.transport.sent).isEmpty();
    }

    @Test
    void doesNotTickWhileItIsAloneAndGoesOnWhenSomebodyAppears() {
        quiet();
        tell("news");
        rig.advanceMillis(1000);
        assertThat(rig.loop.waitingTimers()).isZero();
        Peer b = rig.stranger("b");
        rig.membership.alive(alive("b", 1));
        rig.advanceMillis(1000);
        assertThat(b.heard(User.class)).contains(new User(Say.text("news")));
    }

    @Test
    void nobodyNeedWaitForNewsThatWasToldAndCannotBeToldAgain() {
        List<String> finished = new ArrayList<>();
        rig.peer("b");
        quiet();
        BroadcastQueue queue = rig.addQueue();
        queue.add(Say.text("told"), () -> finished.add("told"));
        rig.time.runUntilIdle();
        rig.membership.dead(left("b", 1));
        queue.add(Say.text("untold"), () -> finished.add("untold"));
        rig.advanceMillis(1000);
        assertThat(finished).containsExactly("told");
        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void whoLeavesAtTheSameMomentAsTheLastOtherNeedNotWaitToTellHim() {
        List<String> finished = new ArrayList<>();
        rig.peer("b");
        quiet();
        tell("a round just now");
        rig.time.runUntilIdle();
        rig.membership.leave(() -> finished.add("left"));
        rig.membership.dead(left("b", 1));
        rig.advanceMillis(66);
        assertThat(finished).isEmpty();
        rig.advanceMillis(1);
        assertThat(finished).containsExactly("left");
    }

    @Test
    void newsWaitsForTheTickIfItIsNotEager() {
        rig = new Rig(settings -> settings.eagerGossip(false));
        Peer b = rig.peer("b");
        rig.forget();
        rig.advanceMillis(2050); // the ticks have been counted since the node was made
        long start = rig.time.nanoTime();
        tell("one");
        rig.advanceMillis(500);
        assertThat(b.heardAtMillis(User.class, start)).startsWith(150L, 350L);
    }

    @Test
    void newsIsNotUsedUpWhileNothingCanBeSent() {
        Peer b = rig.peer("b");
        long start = tellWhileNothingCanBeSent();
        rig.advanceMillis(5_000);
        assertThat(b.heardAtMillis(User.class, start)).containsExactly(60_000L, 60_000L, 60_200L, 60_400L);
    }

    /** One piece, a minute before anything can be sent; returns when it was told. */
    private long tellWhileNothingCanBeSent() {
        quiet();
        long start = rig.time.nanoTime();
        rig.socket.blockIo();
        tell("one");
        rig.advanceMillis(60_000);
        rig.socket.unblockIo();
        return start;
    }

    @Test
    void whatIsToldWhenTheWayIsFreeAgainStartsNoSecondChainOfRounds() {
        Peer b = rig.peer("b");
        long start = tellWhileNothingCanBeSent();
        tell("two");
        rig.advanceMillis(5_000);
        List<Long> at = b.heardAtMillis(User.class, start).stream().distinct().toList();
        for (int i = 1; i < at.size(); i++) {
            assertThat(at.get(i) - at.get(i - 1)).as("rounds, at %s", at).isGreaterThanOrEqualTo(66);
        }
    }

    @Test
    void goesOnAfterAPacketThatCouldNotBeSent() {
        Peer b = rig.peer("b");
        quiet();
        long start = rig.time.nanoTime();
        rig.transport.breakSocket();
        tell("one");
        rig.time.runUntilIdle();
        rig.transport.mendSocket();
        rig.advanceMillis(5_000);
        assertThat(b.heardAtMillis(User.class, start)).containsExactly(200L, 400L, 600L);
    }

    @Test
    void isSilentAfterItIsStopped() {
        Peer b = rig.peer("b");
        quiet();
        tell("one");
        rig.gossiper.stop();
        tell("two");
        rig.advanceMillis(1000);
        assertThat(b.heard).isEmpty();
        assertThat(rig.loop.waitingTimers()).isZero();
    }

    @Test
    void mayBeSwitchedOff() {
        for (Rig off : Stream.of(
                        new Rig(settings -> settings.gossipInterval(Duration.ZERO)),
                        new Rig(settings -> settings.gossipNodes(0)))
                .toList()) {
            rig = off;
            Peer b = off.peer("b");
            tell("news");
            off.advanceMillis(1000);
            assertThat(b.heard).isEmpty();
            assertThat(off.loop.waitingTimers()).isZero();
        }
    }

    @Test
    void reportsHowLongEachRoundTook() {
        rig.peer("b");
        quiet();
        rig.metrics.gossips.clear();
        BroadcastQueue queue = rig.addQueue();
        queue.add(Say.text("news"), () -> {});
        rig.transport.everyPacketTakes(Duration.ofMillis(3));
        rig.advanceMillis(200);
        assertThat(rig.metrics.gossips).containsExactly(3_000_000L, 3_000_000L);
    }

    @Test
    void aRoundWithNobodyToTellIsNone() {
        tell("news");
        rig.advanceMillis(1000);
        assertThat(rig.metrics.gossips).isEmpty();
    }

    private void tell(String news) {
        if (rig.queues.size() == 1) {
            rig.addQueue();
        }
        rig.queues.get(1).add(Say.text(news), () -> {});
    }
}
