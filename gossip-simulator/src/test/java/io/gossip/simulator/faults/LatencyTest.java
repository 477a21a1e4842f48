package io.gossip.simulator.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.gossip.virtual.VirtualNetwork;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Latencies are distributed as they say. */
class LatencyTest {

    private static final int DRAWS = 100_000;
    private static final double MS = 1e6;

    private static final InetSocketAddress A = VirtualNetwork.address("10.0.0.1", 7946);
    private static final InetSocketAddress B = VirtualNetwork.address("10.0.0.2", 7946);
    private static final InetSocketAddress C = VirtualNetwork.address("10.0.0.3", 7946);
    private static final InetSocketAddress D = VirtualNetwork.address("10.0.0.4", 7946);

    @Test
    void fixedIsAlwaysTheSame() {
        assertThat(Arrays.stream(draws("fixed 10ms")).distinct()).containsExactly(10_000_000L);
    }

    @Test
    void uniformIsAnythingBetweenItsBoundsAlike() {
        long[] draws = draws("uniform 10ms 30ms");

        assertThat(draws[0]).isBetween(10_000_000L, 10_010_000L);
        assertThat(draws[DRAWS - 1]).isBetween(29_990_000L, 30_000_000L);
        for (int tenth = 1; tenth < 10; tenth++) {
            assertThat(quantile(draws, tenth / 10.0))
                    .as("%d tenths", tenth)
                    .isCloseTo((10 + 2 * tenth) * MS, withPercentage(1));
        }
        assertThat(mean(draws)).isCloseTo(20 * MS, withPercentage(1));
        assertThat(draws("uniform 5ms 5ms")).containsOnly(5_000_000L);
    }

    @Test
    void normalHasItsMeanAndItsDeviationAndIsSymmetric() {
        long[] draws = draws("normal 50ms 5ms");

        assertThat(mean(draws)).isCloseTo(50 * MS, withPercentage(0.5));
        assertThat(deviation(draws)).isCloseTo(5 * MS, withPercentage(2));
        assertThat(quantile(draws, 0.5)).isCloseTo(50 * MS, withPercentage(0.5));
        assertThat(quantile(draws, 0.159)).isCloseTo(45 * MS, withPercentage(1));
        assertThat(quantile(draws, 0.841)).isCloseTo(55 * MS, withPercentage(1));
    }

    @Test
    void normalIsNeverBelowZero() {
        long[] draws = draws("normal 1ms 10ms");

        assertThat(draws[0]).isZero();
        assertThat(Arrays.stream(draws).filter(nanos -> nanos == 0).count() / (double) DRAWS)
                .isBetween(0.44, 0.48);
    }

    @Test
    void lognormalHasItsMedianAndALongTailToOneSideOnly() {
        long[] draws = draws("lognormal 10ms 1.0");

        assertThat(draws[0]).isPositive();
        assertThat(quantile(draws, 0.5)).isCloseTo(10 * MS, withPercentage(2));
        assertThat(quantile(draws, 0.159)).isCloseTo(10 / Math.E * MS, withPercentage(3));
        assertThat(quantile(draws, 0.841)).isCloseTo(10 * Math.E * MS, withPercentage(3));
        assertThat(mean(draws)).isCloseTo(10 * Math.exp(0.5) * MS, withPercentage(3));
        assertThat(draws("lognormal 10ms 0")).containsOnly(10_000_000L);
    }

    @Test
    void regionsAreNearWithinAndFarBetweenInBothDirections() {
        Latency.Sampler regions = Latency.parse("regions 1ms 80ms").sampler(new SplittableRandom(1));

        assertThat(millis(regions, A, B)).isEqualTo(80);
        assertThat(millis(regions, C, D)).isEqualTo(80);
        assertThat(millis(regions, A, C)).isEqualTo(1);
        assertThat(millis(regions, C, A)).isEqualTo(1);
        assertThat(millis(regions, D, B)).isEqualTo(1);
        assertThat(millis(regions, B, A)).isEqualTo(80);
        assertThat(millis(regions, A, D)).isEqualTo(80);
        assertThat(millis(regions, A, A)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"uniform 1ms 9s", "normal 10ms 5ms", "lognormal 10ms 1.5"})
    void oneSeedDrawsOneSequence(String latency) {
        assertThat(draws(latency)).isEqualTo(draws(latency));
    }

    /** Sorted. */
    private static long[] draws(String latency) {
        Latency.Sampler sampler = Latency.parse(latency).sampler(new SplittableRandom(5));
        long[] draws = new long[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            draws[i] = sampler.nanos(A, B);
        }
        Arrays.sort(draws);
        return draws;
    }

    private static long millis(Latency.Sampler sampler, InetSocketAddress from, InetSocketAddress to) {
        return sampler.nanos(from, to) / 1_000_000;
    }

    private static double quantile(long[] draws, double share) {
        return draws[(int) (share * draws.length)];
    }

    private static double mean(long[] draws) {
        return Arrays.stream(draws).average().orElseThrow();
    }

    private static double deviation(long[] draws) {
        double mean = mean(draws);
        return Math.sqrt(Arrays.stream(draws)
                        .mapToDouble(nanos -> (nanos - mean) * (nanos - mean))
                        .sum()
                / DRAWS);
    }
}
