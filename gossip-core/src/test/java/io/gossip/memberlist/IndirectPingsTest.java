package io.gossip.memberlist;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.wire.Address;
import io.gossip.wire.Bytes;
import io.gossip.wire.Message.Ack;
import io.gossip.wire.Message.IndirectPing;
import io.gossip.wire.Message.Nack;
import io.gossip.wire.Message.Ping;
import io.gossip.wire.WireException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** "b" asks the node to ping "c". */
class IndirectPingsTest {

    private Rig rig = new Rig();
    private Peer b = rig.peer("b");
    private Peer c = rig.peer("c");

    @Test
    void theTargetIsPingedInOurNameWithANumberOfOurs() {
        b.tells(request(77, true));
        Ping ping = c.heard(Ping.class).get(0);
        assertThat(ping.node()).isEqualTo("c");
        assertThat(ping.source()).isEqualTo(Say.addressOf("a"));
        assertThat(ping.sourceNode()).isEqualTo("a");
        assertThat(ping.sequence()).isEqualTo(1001);
    }

    @Test
    void itsAckIsPassedOnWithTheAskersNumberAndNoPayload() {
        c.on(
                Ping.class,
                ping -> c.sends(
                        rig.transport.localAddress(), new Ack(ping.sequence(), Say.text("only for the helper"))));
        b.tells(request(77, true));
        assertThat(b.heard(Ack.class)).containsExactly(new Ack(77, Bytes.EMPTY));
    }

    @Test
    void afterAnAckThereIsNoNack() {
        c.answersPings();
        b.tells(request(77, true));
        rig.advanceMillis(2000);
        assertThat(b.heard(Nack.class)).isEmpty();
        assertThat(b.heard(Ack.class)).hasSize(1);
        assertThat(rig.loop.waitingTimers()).isZero();
    }

    @Test
    void silenceIsReportedBeforeTheProbeTimeoutIsOver() {
        long start = rig.time.nanoTime();
        b.tells(request(77, true));
        rig.advanceMillis(2000);
        assertThat(b.heard(Nack.class)).containsExactly(new Nack(77));
        assertThat(b.heardAtMillis(Nack.class, start)).containsExactly(400L);
    }

    /** The WAN profile waits 3 s of 5 s before it asks others. */
    @Test
    void silenceIsReportedBeforeTheIntervalOfTheAskerIsOver() {
        rig = new Rig(settings -> settings.probeInterval(Duration.ofSeconds(5)).probeTimeout(Duration.ofSeconds(3)));
        b = rig.peer("b");
        c = rig.peer("c");
        long start = rig.time.nanoTime();
        b.tells(request(77, true));
        rig.advanceMillis(4000);
        assertThat(b.heardAtMillis(Nack.class, start)).containsExactly(1600L);
    }

    @Test
    void silenceIsNotReportedUnlessAskedFor() {
        b.tells(request(77, false));
        rig.advanceMillis(2000);
        assertThat(b.heard).isEmpty();
    }

    @Test
    void anAckAfterTheNackIsStillPassedOn() {
        b.tells(request(77, true));
        Ping ping = c.heard(Ping.class).get(0);
        rig.advanceMillis(450);
        c.tells(new Ack(ping.sequence(), Bytes.EMPTY));
        assertThat(b.heard(Nack.class)).hasSize(1);
        assertThat(b.heard(Ack.class)).containsExactly(new Ack(77, Bytes.EMPTY));
    }

    @Test
    void anAckAfterTheTimeoutIsNotPassedOn() {
        b.tells(request(77, true));
        Ping ping = c.heard(Ping.class).get(0);
        rig.advanceMillis(501);
        c.tells(new Ack(ping.sequence(), Bytes.EMPTY));
        assertThat(b.heard(Ack.class)).isEmpty();
    }

    @Test
    void aSecondAckIsNotPassedOn() {
        b.tells(request(77, true));
        Ping ping = c.heard(Ping.class).get(0);
        c.tells(new Ack(ping.sequence(), Bytes.EMPTY));
        c.tells(new Ack(ping.sequence(), Bytes.EMPTY));
        assertThat(b.heard(Ack.class)).hasSize(1);
    }

    @Test
    void theAnswerGoesWhereTheRequestSays() {
        Peer d = rig.peer("d");
        c.answersPings();
        b.tells(new IndirectPing(77, c.address, "c", true, d.address, "d"));
        assertThat(d.heard(Ack.class)).containsExactly(new Ack(77, Bytes.EMPTY));
        assertThat(b.heard).isEmpty();
    }

    @Test
    void theAnswerGoesBackIfTheRequestSaysNothing() {
        c.answersPings();
        b.tells(new IndirectPing(77, c.address, "c", true, null, ""));
        assertThat(b.heard(Ack.class)).hasSize(1);
    }

    @Test
    void nobodyIsPingedWhoIsNotAMemberWhichIsSaidAtOnce() {
        Peer x = rig.stranger("x");
        b.tells(new IndirectPing(77, x.address, "x", true, b.address, "b"));
        assertThat(x.heard).isEmpty();
        assertThat(b.heard(Nack.class)).containsExactly(new Nack(77));
    }

    @Test
    void nobodyIsPingedWhereHeIsNotKnownToBe() {
        Peer x = rig.stranger("x");
        b.tells(new IndirectPing(77, x.address, "c", true, b.address, "b"));
        assertThat(x.heard).isEmpty();
        assertThat(c.heard).isEmpty();
    }

    @Test
    void theOtherFormOfAKnownAddressWillDo() {
        b.tells(new IndirectPing(77, Say.mapped(c.address), "c", true, b.address, "b"));
        assertThat(c.heard(Ping.class)).hasSize(1);
    }

    @Test
    void aMissingPortIsOurs() {
        b.tells(new IndirectPing(77, Address.of(c.address.ip(), 0), "c", true, b.address, "b"));
        assertThat(c.heard(Ping.class)).hasSize(1);
    }

    @Test
    void severalRequestsAreServedSideBySide() {
        Peer d = rig.peer("d");
        c.answersPings();
        b.tells(request(77, true), new IndirectPing(78, d.address, "d", true, b.address, "b"), request(79, true));
        rig.advanceMillis(1000);
        assertThat(b.heard(Ack.class)).containsExactly(new Ack(77, Bytes.EMPTY), new Ack(79, Bytes.EMPTY));
        assertThat(b.heard(Nack.class)).containsExactly(new Nack(78));
    }

    @Test
    void thePatienceIsOurOwnProbeTimeout() {
        rig = new Rig(settings -> settings.probeTimeout(Duration.ofMillis(200)));
        b = rig.peer("b");
        c = rig.peer("c");
        long start = rig.time.nanoTime();
        b.tells(request(77, true));
        rig.advanceMillis(1000);
        assertThat(b.heardAtMillis(Nack.class, start)).containsExactly(160L);
    }

    @Test
    void anAckFromElsewhereIsNotPassedOn() {
        Peer d = rig.peer("d");
        b.tells(request(77, true));
        Ping ping = c.heard(Ping.class).get(0);
        d.tells(new Ack(ping.sequence(), Bytes.EMPTY));
        assertThat(b.heard(Ack.class)).isEmpty();
        c.tells(new Ack(ping.sequence(), Bytes.EMPTY));
        assertThat(b.heard(Ack.class)).containsExactly(new Ack(77, Bytes.EMPTY));
    }

    @Test
    void onlySoManyAreUnderWayAtATime() {
        rig = new Rig(settings -> settings.maxIndirectPings(2));
        b = rig.peer("b");
        c = rig.peer("c");
        b.tells(request(77, true), request(78, true), request(79, true));
        assertThat(c.heard(Ping.class)).hasSize(2);
        assertThat(rig.metrics.rejected).containsExactly(WireException.Reason.OVERLOAD);
        c.tells(new Ack(c.heard(Ping.class).get(0).sequence(), Bytes.EMPTY));
        b.tells(request(80, true));
        assertThat(c.heard(Ping.class)).as("one was answered").hasSize(3);
        rig.advanceMillis(500);
        assertThat(b.heard(Nack.class)).containsExactly(new Nack(78), new Nack(80));
        b.tells(request(81, true), request(82, true));
        assertThat(c.heard(Ping.class)).as("the others are given up").hasSize(5);
    }

    @Test
    void whereNamesAreRequiredANamelessRequestIsNotServed() {
        rig = new Rig(settings -> settings.requireNodeNames(true));
        b = rig.peer("b");
        c = rig.peer("c");
        b.tells(new IndirectPing(77, c.address, "c", true, b.address, ""));
        rig.advanceMillis(1000);
        assertThat(c.heard).isEmpty();
        assertThat(b.heard).isEmpty();
        b.tells(request(78, true));
        assertThat(c.heard(Ping.class)).hasSize(1);
    }

    private IndirectPing request(long sequence, boolean nack) {
        return new IndirectPing(sequence, c.address, "c", nack, b.address, "b");
    }
}
