package io.gossip.memberlist;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.virtual.VirtualTime;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A thousand packets a second: a full bucket holds five thousand. */
class SourceLimitTest {

    private final VirtualTime time = new VirtualTime();
    private final SourceLimit limit = new SourceLimit(time.eventLoop(), 1000);
    private final InetAddress flooder = address(1);

    @Test
    void aBurstOfFiveSecondsWorthPasses() {
        assertThat(passed(flooder, 10_000)).isEqualTo(5000);
    }

    @Test
    void afterThatAsMuchPassesAsTheRateAllows() {
        passed(flooder, 10_000);
        for (int millis = 0; millis < 3000; millis += 7) {
            time.advance(Duration.ofMillis(7));
            assertThat(passed(flooder, 100)).isEqualTo(7);
        }
    }

    @Test
    void notEvenAFractionOfAPacketGetsLost() {
        passed(flooder, 10_000);
        int passed = 0;
        for (int i = 0; i < 10_000; i++) {
            time.advance(Duration.ofNanos(333_333));
            passed += passed(flooder, 10);
        }
        assertThat(passed).isEqualTo(3333);
    }

    @Test
    void whoeverWasQuietForLongHasNoMoreThanAFullBucketAndWhatHeHadLeft() {
        passed(flooder, 1);
        time.advance(Duration.ofHours(1));
        assertThat(passed(flooder, 100_000)).isEqualTo(4999 + 5000);
        assertThat(passed(flooder, 100)).isZero();
    }

    @Test
    void oneSourceDoesNotUseUpTheShareOfAnother() {
        passed(flooder, 10_000);
        assertThat(limit.allowsPacket(address(2))).isTrue();
        assertThat(limit.allowsPacket(flooder)).isFalse();
    }

    @Test
    void aStreamCountsAsTenPackets() {
        int streams = 0;
        while (limit.allowsStream(flooder)) {
            streams++;
        }
        assertThat(streams).isEqualTo(500);
        time.advance(Duration.ofMillis(9));
        assertThat(limit.allowsStream(flooder)).isFalse();
        time.advance(Duration.ofMillis(1));
        assertThat(limit.allowsStream(flooder)).isTrue();
        assertThat(limit.allowsPacket(flooder)).isFalse();
    }

    @Test
    void zeroIsNoLimit() {
        SourceLimit none = new SourceLimit(time.eventLoop(), 0);
        for (int i = 0; i < 100_000; i++) {
            assertThat(none.allowsPacket(flooder)).isTrue();
        }
        assertThat(none.sources()).isZero();
    }

    @Test
    void theSourcesRememberedAreBoundedAndAFlooderStaysAmongThem() {
        passed(flooder, 10_000);
        for (int i = 2; i < 100_000; i++) {
            limit.allowsPacket(address(i));
            if (i % 1000 == 0) {
                assertThat(limit.allowsPacket(flooder)).isFalse();
            }
        }
        assertThat(limit.sources()).isEqualTo(SourceLimit.MAX_SOURCES);
    }

    private int passed(InetAddress source, int packets) {
        int passed = 0;
        for (int i = 0; i < packets; i++) {
            if (limit.allowsPacket(source)) {
                passed++;
            }
        }
        return passed;
    }

    private static InetAddress address(int number) {
        try {
            return InetAddress.getByAddress(
                    new byte[] {10, (byte) (number >> 16), (byte) (number >> 8), (byte) number});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
