package io.gossip.memberlist;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.virtual.VirtualEventLoop;
import io.gossip.virtual.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuspicionTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final VirtualTime time = new VirtualTime();
    private final VirtualEventLoop loop = time.eventLoop();
    private final long start = loop.nanoTime();
    private final List<Long> expiredAtMillis = new ArrayList<>();
    private final List<Long> noticesAtMillis = new ArrayList<>();

    @ParameterizedTest(name = "{0} expected, {1} to {2} s: {3} ms")
    @CsvSource(
            delimiter = '|',
            value = {
                "3 |  2 |  30 | 30000, 16000, 7810, 2000",
                "2 |  4 |  24 | 24000, 11381, 4000",
                "4 | 30 | 180 | 180000, 115398, 77609, 50797, 30000",
                "1 |  3 |  18 | 18000, 3000",
                "0 |  4 |  24 | 4000"
            })
    void theTimeShrinksWithEveryConfirmation(int expected, int minSeconds, int maxSeconds, String millis) {
        List<Long> table =
                Arrays.stream(millis.split(", ", -1)).map(Long::valueOf).toList();
        for (int confirmations = 0; confirmations < table.size(); confirmations++) {
            expiredAtMillis.clear();
            long begun = loop.nanoTime();
            Suspicion suspicion = suspicion(expected, minSeconds, maxSeconds);
            for (int i = 0; i < confirmations; i++) {
                assertThat(suspicion.confirm("n" + i)).isTrue();
            }
            time.advance(Duration.ofSeconds(1000));
            assertThat(expiredAtMillis)
                    .as("after %d confirmations", confirmations)
                    .containsExactly((begun - start) / 1_000_000 + table.get(confirmations));
        }
    }

    @Test
    void whoRaisedTheSuspicionDoesNotConfirmIt() {
        Suspicion suspicion = suspicion(2, 4, 24);
        assertThat(suspicion.confirm("raiser")).isFalse();
        time.advance(Duration.ofMillis(23_999));
        assertThat(expiredAtMillis).isEmpty();
        time.advance(Duration.ofMillis(1));
        assertThat(expiredAtMillis).containsExactly(24_000L);
    }

    @Test
    void waitsForFewerWhenThereAreFewer() {
        Suspicion suspicion = suspicion(2, 4, 24);
        time.advance(SECOND);
        suspicion.expectAtMost(3);
        assertThat(suspicion.timeoutNanos()).isEqualTo(Duration.ofSeconds(24).toNanos());
        suspicion.expectAtMost(0);
        time.advance(Duration.ofMillis(2999));
        assertThat(expiredAtMillis).isEmpty();
        time.advance(Duration.ofMillis(1));
        assertThat(expiredAtMillis).containsExactly(4000L);
        assertThat(suspicion.lacksConfirmations()).isFalse();
    }

    @Test
    void whoHasMoreConfirmationsThanAreExpectedIsNotPastTheShortestTime() {
        Suspicion suspicion = suspicion(3, 4, 24);
        suspicion.confirm("b");
        suspicion.confirm("c");
        suspicion.expectAtMost(1);
        assertThat(suspicion.timeoutNanos()).isEqualTo(Duration.ofSeconds(4).toNanos());
    }

    @Test
    void everyNodeCountsOnce() {
        Suspicion suspicion = suspicion(2, 4, 24);
        assertThat(suspicion.confirm("b")).isTrue();
        assertThat(suspicion.confirm("b")).isFalse();
        assertThat(suspicion.timeoutNanos()).isEqualTo(Duration.ofMillis(11_381).toNanos());
    }

    @Test
    void moreConfirmationsThanExpectedAreNoNews() {
        Suspicion suspicion = suspicion(1, 4, 24);
        assertThat(suspicion.confirm("b")).isTrue();
        assertThat(suspicion.confirm("c")).isFalse();
    }

    @Test
    void withoutAnybodyToConfirmTheTimeIsShortAndNothingIsNews() {
        Suspicion suspicion = suspicion(0, 4, 24);
        assertThat(suspicion.confirm("b")).isFalse();
        assertThat(suspicion.lacksConfirmations()).isFalse();
        time.advance(Duration.ofSeconds(4));
        assertThat(expiredAtMillis).containsExactly(4000L);
    }

    @Test
    void timeThatHasPassedCounts() {
        Suspicion suspicion = suspicion(2, 4, 24);
        time.advance(Duration.ofSeconds(10));
        suspicion.confirm("b");
        time.advance(Duration.ofSeconds(10));
        assertThat(expiredAtMillis).containsExactly(11_381L);
    }

    @Test
    void expiresAtOnceButNotInTheMiddleOfAConfirmationThatComesLate() {
        Suspicion suspicion = suspicion(1, 4, 24);
        time.advance(Duration.ofSeconds(20));
        assertThat(suspicion.confirm("b")).isTrue();
        assertThat(expiredAtMillis).isEmpty();
        time.runUntilIdle();
        assertThat(expiredAtMillis).containsExactly(20_000L);
    }

    @Test
    void expiresOnlyOnce() {
        Suspicion suspicion = suspicion(2, 4, 24);
        suspicion.confirm("b");
        suspicion.confirm("c");
        time.advance(Duration.ofSeconds(100));
        assertThat(expiredAtMillis).containsExactly(4000L);
    }

    @Test
    void aCancelledSuspicionNeverExpires() {
        Suspicion suspicion = suspicion(2, 4, 24);
        suspicion.confirm("b");
        suspicion.cancel();
        time.advance(Duration.ofSeconds(100));
        assertThat(expiredAtMillis).isEmpty();
    }

    @Test
    void timeInWhichThisNodeCouldNotHearIsGivenBack() {
        Suspicion suspicion = suspicion(0, 4, 24);
        loop.pause();
        time.advance(SECOND.plusSeconds(10));
        suspicion.extend(Duration.ofSeconds(10).toNanos());
        loop.resume();
        time.advance(Duration.ofMillis(2_999));
        assertThat(expiredAtMillis).isEmpty();
        time.advance(Duration.ofMillis(1));
        assertThat(expiredAtMillis).containsExactly(14_000L);
    }

    /** A node that wakes up reads what has piled up before it gives time back. */
    @Test
    void noneIsGivenBackFromBeforeTheSuspicion() {
        Suspicion suspicion = suspicion(0, 4, 24);
        time.advance(SECOND);
        suspicion.extend(Duration.ofSeconds(10).toNanos());
        time.advance(Duration.ofSeconds(100));
        assertThat(expiredAtMillis).containsExactly(5_000L);
    }

    @Test
    void anExtendedSuspicionStillShrinksWithConfirmations() {
        Suspicion suspicion = suspicion(2, 4, 24);
        loop.pause();
        time.advance(Duration.ofSeconds(10));
        suspicion.extend(Duration.ofSeconds(10).toNanos());
        loop.resume();
        suspicion.confirm("b");
        suspicion.confirm("c");
        time.advance(Duration.ofSeconds(100));
        assertThat(expiredAtMillis).containsExactly(14_000L);
    }

    @Test
    void givesNoticeOfItsEnd() {
        Suspicion suspicion = suspicion(2, 4, 24);
        suspicion.confirm("b");
        time.advance(Duration.ofMillis(10_380));
        assertThat(noticesAtMillis).isEmpty();
        time.advance(Duration.ofMillis(1));
        assertThat(noticesAtMillis).containsExactly(10_381L);
    }

    @Test
    void givesNoticeOnceMoreIfTheEndMovesAway() {
        Suspicion suspicion = suspicion(0, 4, 24);
        time.advance(Duration.ofMillis(3500));
        suspicion.extend(Duration.ofSeconds(2).toNanos());
        time.advance(Duration.ofSeconds(10));
        assertThat(noticesAtMillis).containsExactly(3000L, 5000L);
        assertThat(expiredAtMillis).containsExactly(6000L);
    }

    /** Nobody could answer in time. */
    @Test
    void givesNoNoticeOfAnEndThatIsSuddenlyNear() {
        Suspicion suspicion = suspicion(1, 4, 24);
        time.advance(Duration.ofMillis(3500));
        suspicion.confirm("b");
        time.advance(Duration.ofSeconds(10));
        assertThat(noticesAtMillis).isEmpty();
        assertThat(expiredAtMillis).containsExactly(4000L);
    }

    @Test
    void givesNoNoticeWhenItIsCancelled() {
        suspicion(0, 4, 24).cancel();
        time.advance(Duration.ofSeconds(10));
        assertThat(noticesAtMillis).isEmpty();
    }

    @Test
    void knowsWhetherConfirmationsAreLacking() {
        Suspicion suspicion = suspicion(2, 4, 24);
        assertThat(suspicion.lacksConfirmations()).isTrue();
        suspicion.confirm("b");
        assertThat(suspicion.lacksConfirmations()).isTrue();
        suspicion.confirm("c");
        assertThat(suspicion.lacksConfirmations()).isFalse();
    }

    private Suspicion suspicion(int expected, int minSeconds, int maxSeconds) {
        return new Suspicion(
                loop,
                "raiser",
                expected,
                Duration.ofSeconds(minSeconds).toNanos(),
                Duration.ofSeconds(maxSeconds).toNanos(),
                SECOND.toNanos(),
                () -> noticesAtMillis.add((loop.nanoTime() - start) / 1_000_000),
                () -> expiredAtMillis.add((loop.nanoTime() - start) / 1_000_000));
    }
}
