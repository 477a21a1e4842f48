package io.gossip.memberlist;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.wire.Bytes;
import io.gossip.wire.Message.Ack;
import io.gossip.wire.Message.Ping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Section 8.6 of the protocol reference. */
class RoundTripTest {

    private final Rig rig = new Rig();
    private final Peer b = rig.stranger("b");
    private final List<String> outcomes = new ArrayList<>();

    @AfterEach
    void nothingWaitsAnyMoreOnceItIsDecided() {
        assertThat(outcomes).hasSize(1);
        assertThat(rig.pendingAcks.size()).isZero();
        assertThat(rig.loop.waitingTimers()).isZero();
    }

    @Test
    void runsFromWhenThePingWasSentToTheAck() {
        rig.transport.blockFor(Duration.ofMillis(200));
        b.on(Ping.class, ping -> rig.loop.schedule(7_000_000, () -> answers(b, ping.sequence())));
        ping();
        assertThat(rig.pendingAcks.size()).isOne();
        rig.advanceMillis(1000);
        assertThat(outcomes).containsExactly("PT0.007S");
    }

    @Test
    void waitsForTheProbeTimeout() {
        ping();
        rig.advanceMillis(499);
        assertThat(outcomes).isEmpty();
        rig.advanceMillis(1);
        assertThat(outcomes).singleElement().asString().contains("'b'", "10.0.0.2", "did not answer");
    }

    @Test
    void isNotSatisfiedByAStranger() {
        Peer c = rig.stranger("c");
        b.on(Ping.class, ping -> answers(c, ping.sequence()));
        ping();
        rig.advanceMillis(499);
        assertThat(outcomes).isEmpty();
        rig.advanceMillis(1);
        assertThat(outcomes).singleElement().asString().contains("did not answer");
    }

    @Test
    void failsAtOnceIfItCannotBeSent() {
        rig.transport.breakSocket();
        ping();
        rig.time.runUntilIdle();
        assertThat(outcomes).singleElement().asString().contains("unreachable");
    }

    @Test
    void anAckThatComesTooLateIsNothing() {
        b.on(Ping.class, ping -> rig.loop.schedule(600_000_000, () -> answers(b, ping.sequence())));
        ping();
        rig.advanceMillis(1000);
        assertThat(outcomes).singleElement().asString().contains("did not answer");
    }

    private void answers(Peer peer, long sequence) {
        peer.sends(rig.transport.localAddress(), new Ack(sequence, Bytes.EMPTY));
    }

    private void ping() {
        new RoundTrip(rig.probeTools, "b", b.address, new RoundTrip.Listener() {
                    @Override
                    public void answered(Duration roundTrip) {
                        outcomes.add(roundTrip.toString());
                    }

                    @Override
                    public void failed(Exception why) {
                        outcomes.add(why.getMessage());
                    }
                })
                .start();
    }
}
