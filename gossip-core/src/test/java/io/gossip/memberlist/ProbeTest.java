package io.gossip.memberlist;

import static io.gossip.memberlist.Say.addressOf;
import static io.gossip.memberlist.Say.alive;
import static io.gossip.memberlist.Say.suspect;
import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.wire.Bytes;
import io.gossip.wire.Message;
import io.gossip.wire.Message.Ack;
import io.gossip.wire.Message.IndirectPing;
import io.gossip.wire.Message.Nack;
import io.gossip.wire.Message.Ping;
import io.gossip.wire.NodeState;
import io.gossip.wire.Versions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The node probes "b"; who is up besides can help. Times are those of the LAN profile: 500 ms and 1 s. */
class ProbeTest {

    private Rig rig = new Rig();
    private Peer b = rig.peer("b");
    private int ended;
    private long start;

    private void use(Rig other) {
        rig = other;
        b = rig.peer("b");
    }

    private Probe probe() {
        return probe(Duration.ofSeconds(1));
    }

    private Probe probe(Duration interval) {
        rig.advanceMillis(2000);
        rig.forget();
        b.heard.clear();
        start = rig.time.nanoTime();
        Probe probe = new Probe(rig.probeTools, rig.entry("b"), interval.toNanos(), () -> ended++);
        probe.start();
        return probe;
    }

    private long lastPing() {
        List<Ping> pings = b.heard(Ping.class);
        return pings.get(pings.size() - 1).sequence();
    }

    @Nested
    class ThatIsAnswered {

        @Test
        void asksOnceAndIsContent() {
            b.answersPings();
            rig.health.adjust(3);
            probe();
            rig.time.runUntilIdle();
            assertThat(ended).isEqualTo(1);
            assertThat(rig.health.score()).isEqualTo(2);
            rig.advanceMillis(5000);
            assertThat(ended).isEqualTo(1);
            assertThat(b.heard(Ping.class)).hasSize(1);
            assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
            assertThat(rig.loop.waitingTimers()).isZero();
        }

        @Test
        void reportsHowLongTheAnswerTook() {
            rig.net.setLatency(Duration.ofMillis(30));
            b.answersPings();
            probe();
            rig.advanceMillis(5000);
            assertThat(rig.metrics.probes).containsExactly(60_000_000L);
        }

        @Test
        void saysWhoAsksAndWhereTheAckShouldGo() {
            probe();
            rig.time.runUntilIdle();
            Ping ping = b.heard(Ping.class).get(0);
            assertThat(ping).isEqualTo(new Ping(ping.sequence(), "b", addressOf("a"), "a"));
        }

        @Test
        void carriesNews() {
            rig.advanceMillis(2000);
            rig.forget();
            Probe probe = new Probe(
                    rig.probeTools, rig.entry("b"), Duration.ofSeconds(1).toNanos(), () -> ended++);
            rig.membership.alive(alive("c", 1));
            probe.start();
            rig.time.runUntilIdle();
            assertThat(b.heard)
                    .filteredOn(heard -> heard.message() instanceof Ping)
                    .singleElement()
                    .satisfies(
                            heard -> assertThat(heard.wholePacket()).hasSize(2).contains(alive("c", 1)));
        }

        @Test
        void isSatisfiedByALateAck() {
            probe();
            rig.advanceMillis(999);
            b.tells(new Ack(lastPing(), Bytes.EMPTY));
            assertThat(ended).isEqualTo(1);
            rig.advanceMillis(5000);
            assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
        }

        @Test
        void isNotSatisfiedByAnAckThatIsTooLate() {
            probe();
            rig.advanceMillis(1000);
            assertThat(rig.state("b")).isEqualTo(NodeState.SUSPECT);
            b.tells(new Ack(lastPing(), Bytes.EMPTY));
            assertThat(rig.state("b")).isEqualTo(NodeState.SUSPECT);
            assertThat(ended).isEqualTo(1);
        }

        @Test
        void isNotSatisfiedByAnotherNumber() {
            probe();
            rig.time.runUntilIdle();
            b.tells(new Ack(lastPing() + 1, Bytes.EMPTY));
            rig.advanceMillis(1000);
            assertThat(rig.state("b")).isEqualTo(NodeState.SUSPECT);
        }

        @Test
        void isNotSatisfiedByAStranger() {
            Peer x = rig.stranger("x");
            probe();
            rig.time.runUntilIdle();
            x.tells(new Ack(lastPing(), Bytes.EMPTY));
            rig.advanceMillis(1000);
            assertThat(rig.state("b")).isEqualTo(NodeState.SUSPECT);
        }

        @Test
        void isNotSatisfiedByAMemberThatWasNotAsked() {
            use(new Rig(settings -> settings.indirectChecks(0)));
            Peer c = rig.peer("c");
            probe();
            rig.advanceMillis(700);
            c.tells(new Ack(lastPing(), Bytes.EMPTY));
            rig.advanceMillis(300);
            assertThat(rig.state("b")).isEqualTo(NodeState.SUSPECT);
        }
    }

    @Nested
    class ThatIsNotAnswered {

        @Test
        void asksHelpersAfterHalfASecondAndSuspectsAfterAWholeOne() {
            Peer c = rig.peer("c");
            probe();
            rig.advanceMillis(499);
            assertThat(c.heard).isEmpty();
            rig.advanceMillis(1);
            assertThat(c.heard(IndirectPing.class)).hasSize(1);
            rig.advanceMillis(499);
            assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
            assertThat(ended).isZero();
            rig.advanceMillis(1);
            assertThat(rig.state("b")).isEqualTo(NodeState.SUSPECT);
            assertThat(ended).isEqualTo(1);
            assertThat(rig.news()).containsExactly(suspect("b", 1, "a"));
        }

        @Test
        void reportsHowLongItWaited() {
            probe();
            rig.advanceMillis(5000);
            assertThat(rig.metrics.probes).containsExactly(1_000_000_000L);
        }

        @Test
        void takesTheStretchedIntervalButTheSameTimeout() {
            Peer c = rig.peer("c");
            probe(Duration.ofSeconds(4));
            rig.advanceMillis(500);
            assertThat(c.heard(IndirectPing.class)).hasSize(1);
            rig.advanceMillis(3499);
            assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
            rig.advanceMillis(1);
            assertThat(rig.state("b")).isEqualTo(NodeState.SUSPECT);
        }

        @Test
        void isNotHeldAgainstWhoHasRefutedMeanwhile() {
            probe();
            rig.advanceMillis(700);
            rig.membership.alive(alive("b", 2));
            rig.advanceMillis(300);
            assertThat(ended).isEqualTo(1);
            assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
        }

        @Test
        void confirmsTheSuspicionOfOthers() {
            rig.peers("c", "d", "e");
            rig.membership.suspect(suspect("b", 1, "c"));
            probe();
            rig.advanceMillis(1000);
            assertThat(rig.news()).contains(suspect("b", 1, "a"));
        }

        @Test
        void leavesAloneWhoHasLeftMeanwhile() {
            probe();
            rig.advanceMillis(700);
            rig.membership.dead(Say.left("b", 1));
            rig.advanceMillis(300);
            assertThat(rig.state("b")).isEqualTo(NodeState.LEFT);
            assertThat(ended).isEqualTo(1);
        }
    }

    @Nested
    class WithHelpers {

        @Test
        void tellsThemWhomToPingAndWhere() {
            Peer c = rig.peer("c");
            probe();
            rig.advanceMillis(500);
            assertThat(c.heard(IndirectPing.class))
                    .containsExactly(new IndirectPing(lastPing(), addressOf("b"), "b", true, addressOf("a"), "a"));
        }

        @Test
        void asksAsManyAsConfiguredAndNeitherTheTargetNorWhoIsNotAlive() {
            List<Peer> able = rig.peers("c", "d", "e", "f", "g");
            List<Peer> unable = rig.peers("h", "i", "j");
            rig.membership.suspect(suspect("h", 1, "c"));
            rig.membership.dead(Say.dead("i", 1, "c"));
            rig.membership.dead(Say.left("j", 1));
            probe();
            rig.advanceMillis(500);
            assertThat(able.stream()
                            .filter(peer -> !peer.heard(IndirectPing.class).isEmpty()))
                    .hasSize(3);
            assertThat(unable)
                    .allSatisfy(
                            peer -> assertThat(peer.heard(IndirectPing.class)).isEmpty());
            assertThat(b.heard(IndirectPing.class)).isEmpty();
        }

        @Test
        void isSatisfiedByAnAckThatOneOfThemPassesOn() {
            rig.peer("c").answersHelpRequestsWithAck();
            rig.health.adjust(3);
            probe();
            rig.advanceMillis(500);
            assertThat(ended).isEqualTo(1);
            assertThat(rig.health.score()).isEqualTo(2);
            rig.advanceMillis(5000);
            assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
        }

        @Test
        void wantsANackOnlyFromThoseWhoCanGiveIt() {
            Peer c = rig.peer("c");
            rig.membership.alive(alive("c", 2, new Versions(1, 3, 2, 0, 0, 0)));
            probe();
            rig.advanceMillis(500);
            assertThat(c.heard(IndirectPing.class).get(0).nack()).isFalse();
            rig.advanceMillis(500);
            assertThat(rig.health.score()).as("no nack was expected").isEqualTo(1);
        }

        @ParameterizedTest(name = "of 3 helpers {0} say that there was no answer: health {1}")
        @CsvSource({"3, 0", "2, 1", "1, 2", "0, 3"})
        void doubtsItselfForEveryHelperThatKeepsSilent(int nacks, int score) {
            List<Peer> helpers = rig.peers("c", "d", "e");
            helpers.subList(0, nacks).forEach(Peer::answersHelpRequestsWithNack);
            probe();
            rig.advanceMillis(1000);
            assertThat(rig.state("b")).isEqualTo(NodeState.SUSPECT);
            assertThat(rig.health.score()).isEqualTo(score);
        }

        @Test
        void doubtsItselfIfNobodyCouldHelp() {
            probe();
            rig.advanceMillis(1000);
            assertThat(rig.health.score()).isEqualTo(1);
        }

        @Test
        void goesOnWaitingAfterANack() {
            Peer c = rig.peer("c").answersHelpRequestsWithNack();
            Peer d = rig.peer("d");
            probe();
            rig.advanceMillis(600);
            d.tells(new Ack(lastPing(), Bytes.EMPTY));
            assertThat(c.heard(IndirectPing.class)).hasSize(1);
            assertThat(ended).isEqualTo(1);
            assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
        }

        @Test
        void doesNotCountTheNackOfAStranger() {
            rig.peers("c", "d");
            Peer x = rig.stranger("x");
            probe();
            rig.advanceMillis(600);
            x.tells(new Nack(lastPing()));
            rig.advanceMillis(400);
            assertThat(rig.health.score()).isEqualTo(2);
        }

        @Test
        void isContentWithMoreNacksThanExpected() {
            Peer c = rig.peer("c").answersHelpRequestsWithNack().answersHelpRequestsWithNack();
            probe();
            rig.advanceMillis(1000);
            assertThat(c.heard(IndirectPing.class)).hasSize(1);
            assertThat(rig.health.score()).isZero();
        }
    }

    @Nested
    class OverTcp {

        @Test
        void isSatisfiedWhenItsTimeIsOverAndNotBefore() {
            b.answersStreams(request -> new Ack(((Ping) request).sequence(), Bytes.EMPTY));
            rig.health.adjust(3);
            probe();
            rig.advanceMillis(500);
            assertThat(b.requests).containsExactly(new Ping(lastPing(), "b", addressOf("a"), "a"));
            rig.advanceMillis(499);
            assertThat(ended).isZero();
            rig.advanceMillis(1);
            assertThat(ended).isEqualTo(1);
            assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
            assertThat(rig.health.score()).isEqualTo(2);
        }

        @Test
        void isNotSatisfiedByTheWrongNumber() {
            b.answersStreams(request -> new Ack(((Ping) request).sequence() + 1, Bytes.EMPTY));
            probe();
            rig.advanceMillis(1000);
            assertThat(rig.state("b")).isEqualTo(NodeState.SUSPECT);
        }

        @Test
        void isNotSatisfiedByAConnectionWithoutAnAnswer() {
            b.hangsOnStreams();
            probe();
            rig.advanceMillis(1000);
            assertThat(rig.state("b")).isEqualTo(NodeState.SUSPECT);
            assertThat(rig.socket.openConnections()).isZero();
        }

        @Test
        void isNotTriedWhereItIsNotUnderstood() {
            rig.membership.alive(alive("b", 2, new Versions(1, 2, 2, 0, 0, 0)));
            b.answersStreams(request -> new Ack(((Ping) request).sequence(), Bytes.EMPTY));
            probe();
            rig.advanceMillis(1000);
            assertThat(b.requests).isEmpty();
            assertThat(rig.state("b")).isEqualTo(NodeState.SUSPECT);
        }

        @Test
        void mayBeSwitchedOff() {
            use(new Rig(settings -> settings.tcpFallback(false)));
            b.answersStreams(request -> new Ack(((Ping) request).sequence(), Bytes.EMPTY));
            probe();
            rig.advanceMillis(1000);
            assertThat(b.requests).isEmpty();
            assertThat(rig.state("b")).isEqualTo(NodeState.SUSPECT);
        }

        @Test
        void mayBeSwitchedOffForSomeNodes() {
            use(new Rig(settings -> settings.tcpFallbackFor("c"::equals)));
            b.answersStreams(request -> new Ack(((Ping) request).sequence(), Bytes.EMPTY));
            probe();
            rig.advanceMillis(1000);
            assertThat(b.requests).isEmpty();
            assertThat(rig.state("b")).isEqualTo(NodeState.SUSPECT);
        }

        @Test
        void isTriedIfThatQuestionFails() {
            use(new Rig(settings -> settings.tcpFallbackFor(name -> {
                throw new IllegalStateException("no idea about " + name);
            })));
            b.answersStreams(request -> new Ack(((Ping) request).sequence(), Bytes.EMPTY));
            probe();
            rig.advanceMillis(1000);
            assertThat(b.requests).hasSize(1);
            assertThat(ended).isEqualTo(1);
            assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
        }

        @Test
        void isNotTriedWhenThePingIsAnswered() {
            b.answersPings();
            probe();
            rig.advanceMillis(1000);
            assertThat(b.requests).isEmpty();
        }
    }

    @Nested
    class OfASuspect {

        @Test
        void tellsItThatItIsSuspectedSoThatItCanRefute() {
            rig.membership.alive(alive("b", 4));
            rig.membership.suspect(suspect("b", 4, "c"));
            probe();
            rig.membership.alive(alive("d", 1));
            rig.time.runUntilIdle();
            List<Message> packet = b.heard.get(0).wholePacket();
            assertThat(packet).containsExactly(new Ping(lastPing(), "b", addressOf("a"), "a"), suspect("b", 4, "a"));
        }

        @Test
        void isAsAnyOtherWithoutTheBuddySystem() {
            use(new Rig(settings -> settings.buddySystem(false)));
            rig.membership.suspect(suspect("b", 1, "c"));
            probe();
            rig.membership.alive(alive("d", 1));
            rig.time.runUntilIdle();
            assertThat(b.heard.get(0).wholePacket()).containsExactly(new Ping(lastPing(), "b", addressOf("a"), "a"));
        }

        @ParameterizedTest
        @ValueSource(ints = {4, 5})
        void hasAChecksumWhereItIsUnderstood(int protocolMax) {
            rig.membership.alive(alive("b", 4, new Versions(1, protocolMax, 2, 0, 0, 0)));
            rig.membership.suspect(suspect("b", 4, "c"));
            probe();
            byte first = rig.transport.sent.get(0).bytes()[0];
            assertThat(first == 12).isEqualTo(protocolMax == 5);
        }
    }

    @Nested
    class WhoseSocketFails {

        @Test
        void startsItsClockWhenThePingHasReallyBeenSent() {
            Peer c = rig.peer("c");
            rig.advanceMillis(2000);
            rig.transport.blockFor(Duration.ofSeconds(3));
            probe();
            rig.advanceMillis(3499);
            assertThat(c.heard(IndirectPing.class)).isEmpty();
            assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
            rig.transport.blockFor(Duration.ZERO);
            rig.advanceMillis(1);
            assertThat(c.heardAtMillis(IndirectPing.class, start)).containsExactly(3500L);
            rig.advanceMillis(499);
            assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
            rig.advanceMillis(1);
            assertThat(rig.state("b")).isEqualTo(NodeState.SUSPECT);
        }

        @Test
        void doesNotHoldItAgainstTheOtherThatTheRequestsToHelpersCannotBeSent() {
            Peer c = rig.peer("c");
            probe();
            rig.advanceMillis(100);
            rig.socket.blockIo();
            rig.advanceMillis(4900);
            assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
            rig.socket.unblockIo();
            rig.advanceMillis(499);
            assertThat(c.heardAtMillis(IndirectPing.class, start)).containsExactly(5000L);
            assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
            rig.advanceMillis(1);
            assertThat(rig.state("b")).isEqualTo(NodeState.SUSPECT);
            assertThat(ended).isEqualTo(1);
        }

        @Test
        void hearsWhatCameInWhileItCouldNeitherSendNorHear() {
            rig.peer("c"); // the request to it tells that nothing can be sent
            probe();
            rig.socket.blockIo();
            rig.time.runUntilIdle();
            rig.advanceMillis(3000);
            b.tells(new Ack(lastPing(), Bytes.EMPTY));
            rig.socket.unblockIo();
            rig.advanceMillis(5000);
            assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 100, 700})
        void failsAsSoonAsAllIsSentIfItsClockDoesNotWait(int blockedAfterMillis) {
            use(new Rig(settings -> settings.clockWaitsForSending(false)));
            rig.peer("c");
            if (blockedAfterMillis == 0) {
                rig.advanceMillis(2000);
                rig.socket.blockIo();
                probe();
            } else {
                probe();
                rig.advanceMillis(blockedAfterMillis);
                rig.socket.blockIo();
            }
            long blockedUntil = rig.time.nanoTime() + Duration.ofSeconds(3).toNanos();
            rig.advanceMillis(2999);
            boolean allWasSentBefore = blockedAfterMillis > 500;
            assertThat(rig.state("b")).isEqualTo(allWasSentBefore ? NodeState.SUSPECT : NodeState.ALIVE);
            rig.advanceMillis(1);
            rig.socket.unblockIo();
            rig.time.runUntilIdle();
            assertThat(rig.state("b")).isEqualTo(NodeState.SUSPECT);
            assertThat(ended).isEqualTo(1);
            assertThat(rig.time.nanoTime()).isEqualTo(blockedUntil);
        }

        @Test
        void asksOthersAtOnceWhenThePingCannotBeSent() {
            b.answersStreams(request -> null);
            rig.transport.breakSocket();
            probe();
            rig.advanceMillis(1);
            assertThat(b.requests).as("TCP ping").hasSize(1);
            rig.advanceMillis(998);
            assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
            rig.advanceMillis(1);
            assertThat(rig.state("b")).isEqualTo(NodeState.SUSPECT);
            assertThat(ended).isEqualTo(1);
        }

        @Test
        void endsInTimeWhenOthersCannotBeAsked() {
            rig.peer("c");
            b.answersStreams(request -> null);
            probe();
            rig.advanceMillis(499);
            rig.transport.breakSocket();
            rig.advanceMillis(500);
            assertThat(b.requests).as("TCP ping").hasSize(1);
            assertThat(ended).isZero();
            rig.advanceMillis(1);
            assertThat(rig.state("b")).isEqualTo(NodeState.SUSPECT);
            assertThat(ended).isEqualTo(1);
        }

        @Test
        void isNoSignOfHealthEvenIfOthersReachTheTarget() {
            b.answersStreams(request -> new Ack(((Ping) request).sequence(), Bytes.EMPTY));
            rig.health.adjust(3);
            rig.transport.breakSocket();
            probe();
            rig.advanceMillis(1000);
            assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
            assertThat(rig.health.score()).isEqualTo(3);
        }
    }

    @Nested
    class ThatIsGivenUp {

        @Test
        void saysNothingAboutItsTargetWhenInconclusive() {
            Probe probe = probe();
            rig.advanceMillis(800);
            probe.inconclusive();
            assertThat(ended).isEqualTo(1);
            rig.advanceMillis(5000);
            assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
            assertThat(rig.health.score()).isZero();
            assertThat(ended).isEqualTo(1);
            assertThat(rig.metrics.probes).isEmpty();
        }

        @Test
        void startsNothingNewWhenCancelled() {
            Probe probe = probe();
            probe.cancel();
            rig.advanceMillis(5000);
            assertThat(ended).isZero();
            assertThat(rig.metrics.probes).isEmpty();
            assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
            assertThat(rig.loop.waitingTimers()).isZero();
        }

        @Test
        void ignoresWhatComesAfterItsEnd() {
            b.answersPings();
            Probe probe = probe();
            rig.time.runUntilIdle();
            probe.inconclusive();
            probe.cancel();
            assertThat(ended).isEqualTo(1);
        }
    }
}
