package io.gossip.simulator.lifeguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentilesTest {

    @ParameterizedTest
    @CsvSource({"50, 500", "99, 990", "99.9, 999", "100, 1000", "0.01, 1", "50.1, 501"})
    void areTheNearestRank(double percent, long expected) {
        Percentiles sample = new Percentiles(LongStream.rangeClosed(1, 1000).map(i -> 1001 - i));
        assertThat(sample.at(percent)).isEqualTo(expected);
    }

    @Test
    void ofOneValueAreThatValue() {
        Percentiles sample = new Percentiles(LongStream.of(7));
        assertThat(sample.at(50)).isEqualTo(7);
        assertThat(sample.at(99.9)).isEqualTo(7);
    }

    @Test
    void ofNothingThereAreNone() {
        Percentiles none = new Percentiles(LongStream.empty());
        assertThat(none.size()).isZero();
        assertThatThrownBy(() -> none.at(50)).isInstanceOf(IllegalStateException.class);
    }
}
