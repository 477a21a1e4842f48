package io.gossip.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gossip.virtual.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoopFailuresTest {

    private static final Error ERROR = new NoClassDefFoundError("expected in this test");

    private final VirtualTime time = new VirtualTime();
    private final LoopFailures failures = new LoopFailures(time.eventLoop());

    @Test
    void oneErrorIsFatal() {
        failures.add("task", ERROR);
        failures.add("task", new NoClassDefFoundError("another one"));
        assertThat(failures.fatal()).containsSame(ERROR);
    }

    @Test
    void anErrorIsFatalAlsoIfItCannotBeLogged() {
        Error untellable = new NoClassDefFoundError() {
            @Override
            public String getMessage() {
                throw ERROR;
            }
        };
        assertThatThrownBy(() -> failures.add("task", untellable)).isSameAs(ERROR);
        assertThat(failures.fatal()).containsSame(untellable);
    }

    @Test
    void exceptionsNowAndThenAreSurvived() {
        for (int i = 0; i < 5 * LoopFailures.TOO_MANY; i++) {
            failures.add("task", exception());
            time.advance(LoopFailures.INTERVAL.dividedBy(5));
        }
        assertThat(failures.fatal()).isEmpty();
    }

    @Test
    void exceptionsAllTheTimeAreNot() {
        time.advance(Duration.ofHours(1));
        for (int i = 1; i < LoopFailures.TOO_MANY; i++) {
            failures.add("task", exception());
        }
        assertThat(failures.fatal()).isEmpty();
        failures.add("task", exception());
        assertThat(failures.fatal()).isPresent();
        time.advance(Duration.ofHours(1));
        assertThat(failures.fatal()).isPresent();
    }

    @Test
    void theMinuteBeginsWhereverTenAreClosest() {
        failures.add("task", exception());
        time.advance(LoopFailures.INTERVAL.minusSeconds(1));
        for (int i = 2; i < LoopFailures.TOO_MANY; i++) {
            failures.add("task", exception());
        }
        time.advance(Duration.ofSeconds(2));
        failures.add("task", exception());
        assertThat(failures.fatal()).as("ten in more than a minute").isEmpty();
        failures.add("task", exception());
        assertThat(failures.fatal()).isPresent();
    }

    private static RuntimeException exception() {
        return new IllegalStateException("expected in this test");
    }
}
