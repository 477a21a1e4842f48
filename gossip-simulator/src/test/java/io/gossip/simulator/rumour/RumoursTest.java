package io.gossip.simulator.rumour;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** News spreads as fast as it should. */
class RumoursTest {

    @Test
    void aHundredNodesHearOfItWithinHalfASecond() {
        List<Spread> spreads = new Rumours(100, 0, 20, true, 1).run(() -> {});

        assertThat(spreads)
                .allSatisfy(spread -> assertThat(spread.missedSomebody()).isFalse())
                .allSatisfy(
                        spread -> assertThat(spread.reached(1).orElseThrow()).isLessThan(Duration.ofMillis(500)));
    }

    @Test
    void newsThatWaitsForTheTickTakesLonger() {
        Duration atOnce = slowest(new Rumours(100, 0, 10, true, 1));
        Duration atTheTick = slowest(new Rumours(100, 0, 10, false, 1));

        assertThat(atTheTick).isGreaterThan(atOnce.multipliedBy(2));
    }

    @Test
    void aShareIsReachedWithTheFirstWhoMakeItUp() {
        Spread spread = new Spread(4, List.of(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(3)), 9);

        assertThat(spread.reached(0.5)).contains(Duration.ofMillis(2));
        assertThat(spread.reached(0.51)).contains(Duration.ofMillis(3));
        assertThat(spread.reached(1)).isEmpty();
        assertThat(spread.missedSomebody()).isTrue();
    }

    private static Duration slowest(Rumours rumours) {
        return rumours.run(() -> {}).stream()
                .map(spread -> spread.reached(1).orElseThrow())
                .max(Duration::compareTo)
                .orElseThrow();
    }
}
