package io.gossip.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DistributionTest {

    @Test
    void aPercentileIsTheNearestRank() {
        Distribution hundred = Distribution.of(
                IntStream.rangeClosed(1, 100).mapToDouble(i -> 101 - i).toArray());

        assertThat(hundred.min()).isEqualTo(1);
        assertThat(hundred.percentile(0.5)).isEqualTo(50);
        assertThat(hundred.percentile(0.99)).isEqualTo(99);
        assertThat(hundred.max()).isEqualTo(100);
        assertThat(Distribution.of(3, 1).percentile(0.9)).isEqualTo(3);
    }

    @Test
    void ofNothingThereIsNoPercentile() {
        assertThat(Distribution.NONE.max()).isNaN();
        assertThat(Distribution.NONE).hasToString("none");
    }

    @Test
    void severalBecomeOne() {
        Distribution all = Distribution.of(List.of(Distribution.of(3, 4), Distribution.NONE, Distribution.of(1, 2)));

        assertThat(all.count()).isEqualTo(4);
        assertThat(all.percentile(0.5)).isEqualTo(2);
    }
}
