package io.gossip.serf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LamportClockTest {

    private final LamportClock clock = new LamportClock();

    @Test
    void startsAtOne() {
        assertThat(clock.time()).isOne();
    }

    @Test
    void incrementReturnsTheNewTime() {
        assertThat(clock.increment()).isEqualTo(2);
        assertThat(clock.time()).isEqualTo(2);
    }

    @Test
    void witnessingAnEarlierTimeChangesNothing() {
        clock.witness(0);
        assertThat(clock.time()).isOne();
    }

    @Test
    void witnessingTheSameTimeAdvances() {
        clock.witness(1);
        assertThat(clock.time()).isEqualTo(2);
    }

    @Test
    void witnessingALaterTimeGoesBeyondIt() {
        clock.witness(41);
        assertThat(clock.time()).isEqualTo(42);
    }

    @Test
    void comparesTimesWithoutSign() {
        clock.witness(Long.MIN_VALUE);
        assertThat(clock.time()).isEqualTo(Long.MIN_VALUE + 1);
        clock.witness(Long.MAX_VALUE);
        assertThat(clock.time()).isEqualTo(Long.MIN_VALUE + 1);
    }

    @Test
    void stopsAtTheHighestTimeInsteadOfStartingOver() {
        clock.witness(-1);
        assertThat(clock.time()).isEqualTo(-1);
        clock.witness(-1);
        assertThat(clock.increment()).isEqualTo(-1);
    }
}
