package io.gossip.memberlist;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuspicionTimesTest {

    private final SuspicionTimes lan =
            new SuspicionTimes(MemberlistConfig.lan("a").build());
    private final SuspicionTimes wan =
            new SuspicionTimes(MemberlistConfig.wan("a").build());
    private final SuspicionTimes local =
            new SuspicionTimes(MemberlistConfig.local("a").build());

    @ParameterizedTest(name = "{0} nodes")
    @CsvSource({
        "0,      4000,  24000,  30000, 180000,  3000, 18000",
        "1,      4000,  24000,  30000, 180000,  3000, 18000",
        "10,     4000,  24000,  30000, 180000,  3000, 18000",
        "11,     4164,  24984,  31230, 187380,  3123, 18738",
        "50,     6792,  40752,  50940, 305640,  5094, 30564",
        "100,    8000,  48000,  60000, 360000,  6000, 36000",
        "1000,  12000,  72000,  90000, 540000,  9000, 54000",
        "10000, 16000,  96000, 120000, 720000, 12000, 72000"
    })
    void areThoseOfTheProtocolReference(
            int nodes, long lanMin, long lanMax, long wanMin, long wanMax, long localMin, long localMax) {
        assertThat(Duration.ofNanos(lan.minNanos(nodes))).hasMillis(lanMin);
        assertThat(Duration.ofNanos(lan.maxNanos(nodes))).hasMillis(lanMax);
        assertThat(Duration.ofNanos(wan.minNanos(nodes))).hasMillis(wanMin);
        assertThat(Duration.ofNanos(wan.maxNanos(nodes))).hasMillis(wanMax);
        assertThat(Duration.ofNanos(local.minNanos(nodes))).hasMillis(localMin);
        assertThat(Duration.ofNanos(local.maxNanos(nodes))).hasMillis(localMax);
    }

    @Test
    void areExactToTheNanosecond() {
        SuspicionTimes odd = new SuspicionTimes(MemberlistConfig.lan("a")
                .probeInterval(Duration.ofNanos(1_000_000_003))
                .build());
        assertThat(odd.minNanos(11)).isEqualTo(4L * 1041 * 1_000_000_003 / 1000);
    }

    @Test
    void areRightForTheLongestIntervalThereIs() {
        Duration interval = Duration.ofDays(3650).dividedBy(4 * 6 * 10);
        SuspicionTimes slow = new SuspicionTimes(
                MemberlistConfig.lan("a").probeInterval(interval).build());
        assertThat(Duration.ofNanos(slow.minNanos(10))).isEqualTo(interval.multipliedBy(4));
        assertThat(Duration.ofNanos(slow.maxNanos(1_000_000_000))).isEqualTo(interval.multipliedBy(4 * 6 * 9));
        SuspicionTimes patient = new SuspicionTimes(MemberlistConfig.lan("a")
                .probeTimeout(Duration.ofMillis(1))
                .probeInterval(Duration.ofSeconds(31))
                .suspicionMultiplier(1000)
                .suspicionMaxTimeoutMultiplier(1000)
                .build());
        assertThat(Duration.ofNanos(patient.maxNanos(1_000_000_000)))
                .isEqualTo(Duration.ofSeconds(31).multipliedBy(9_000_000));
    }

    @Test
    void wantConfirmationsOnlyWhereEnoughNodesCanGiveThem() {
        assertThat(lan.confirmations(3)).isZero();
        assertThat(lan.confirmations(4)).isEqualTo(2);
        assertThat(lan.confirmations(1000)).isEqualTo(2);
        assertThat(wan.confirmations(5)).isZero();
        assertThat(wan.confirmations(6)).isEqualTo(4);
        assertThat(local.confirmations(2)).isZero();
        assertThat(local.confirmations(3)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void wantNoConfirmationsWithASmallMultiplier(int multiplier) {
        SuspicionTimes times = new SuspicionTimes(
                MemberlistConfig.lan("a").suspicionMultiplier(multiplier).build());
        assertThat(times.confirmations(100)).isZero();
        assertThat(times.confirmations(0)).isZero();
    }
}
