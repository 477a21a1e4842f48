package io.gossip.memberlist;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LocalHealthTest {

    private final RecordedMetrics metrics = new RecordedMetrics();
    private final LocalHealth health = new LocalHealth(8, metrics);

    @Test
    void aNodeIsHealthyAtFirst() {
        assertThat(health.score()).isZero();
        assertThat(health.stretch(1000)).isEqualTo(1000);
    }

    @Test
    void signsOfSicknessStretchTheInterval() {
        health.adjust(1);
        assertThat(health.stretch(1000)).isEqualTo(2000);
        health.adjust(3);
        assertThat(health.score()).isEqualTo(4);
        assertThat(health.stretch(1000)).isEqualTo(5000);
    }

    @Test
    void signsOfHealthShortenItAgain() {
        health.adjust(2);
        health.adjust(-1);
        assertThat(health.score()).isEqualTo(1);
    }

    @Test
    void staysWithinItsBounds() {
        health.adjust(-1);
        assertThat(health.score()).isZero();
        health.adjust(100);
        assertThat(health.score()).isEqualTo(7);
        assertThat(health.stretch(1000)).isEqualTo(8000);
        health.adjust(1);
        assertThat(health.score()).isEqualTo(7);
    }

    @Test
    void aMultiplierOfOneSwitchesItOff() {
        LocalHealth off = new LocalHealth(1, metrics);
        off.adjust(5);
        assertThat(off.score()).isZero();
        assertThat(off.stretch(1000)).isEqualTo(1000);
    }

    @Test
    void reportsTheScoreOnlyWhenItChanges() {
        health.adjust(0);
        health.adjust(-1);
        health.adjust(2);
        health.adjust(-1);
        health.adjust(50);
        health.adjust(1);
        assertThat(metrics.healthScores).containsExactly(2, 1, 7);
    }
}
