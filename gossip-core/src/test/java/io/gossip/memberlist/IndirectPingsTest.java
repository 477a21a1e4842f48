package io.gossip.memberlist;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.wire.Address;
import io.gossip.wire.Bytes;
import io.gossip.wire.Message.Ack;
import io.gossip.wire.Message.IndirectPing;
import io.gossip.wire.Message.Nack;
import io.gossip.wire.Message.Ping;
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
    void silenceIsReportedWhenTheProbeTimeoutIsOver() {
        long start = rig.time.nanoTime();
        b.tells(request(77, true));
        rig.advanceMillis(2000);
        assertThat(b.heard(Nack.class)).containsExactly(new Nack(77));
        assertThat(b.heardAtMillis(Nack.class, start)).containsExactly(500L);
    }

    @Test
    void silenceIsNotReportedUnlessAskedFor() {
        b.tells(request(77, false));
        rig.advanceMillis(2000);
        assertThat(b.heard).isEmpty();
    }

    @Test
    void anAckAfterTheNackIsNotPassedOn() {
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
        rig = new Rig(settings -> settings.probeTimeout(java.time.Duration.ofMillis(200)));
        b = rig.peer("b");
        c = rig.peer("c");
        long start = rig.time.nanoTime();
        b.tells(request(77, true));
        rig.advanceMillis(1000);
        assertThat(b.heardAtMillis(Nack.class, start)).containsExactly(200L);
    }

    private IndirectPing request(long sequence, boolean nack) {
        return new IndirectPing(sequence, c.address, "c", nack, b.address, "b");
    }
}
