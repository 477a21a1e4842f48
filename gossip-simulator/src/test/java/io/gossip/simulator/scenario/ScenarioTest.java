package io.gossip.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gossip.simulator.faults.FaultScript;
import io.gossip.simulator.report.Change.Kind;
import io.gossip.simulator.report.Statistics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScenarioTest {

    private static final Scenario SMALL = Scenario.of(8)
            .on(NetworkConditions.PERFECT.withLoss(0.05).withLatency(Duration.ofMillis(1), Duration.ofMillis(9)))
            .with(FaultScript.parse("crash 2 at 5s for 20s"))
            .lasting(Duration.ofSeconds(40))
            .seeded(3);

    @Test
    void theSameScenarioHasTheSameResultAndAnotherSeedAnotherOne() {
        Result first = SMALL.run();

        assertThat(SMALL.run().statistics()).usingRecursiveComparison().isEqualTo(first.statistics());
        assertThat(SMALL.run().trace()).isEqualTo(first.trace());
        assertThat(SMALL.seeded(4).run().trace()).isNotEqualTo(first.trace());
    }

    @Test
    void theScriptBeginsWhenTheClusterHasFormed() {
        Statistics statistics = SMALL.run().statistics();

        assertThat(statistics.formed().orElseThrow()).isLessThan(5);
        assertThat(statistics.faults()).singleElement().satisfies(crash -> {
            assertThat(crash.fromSeconds()).isEqualTo(5);
            assertThat(crash.toSeconds()).isEqualTo(25);
        });
        assertThat(statistics.changes(Kind.CRASHED)).hasSize(2);
        assertThat(statistics.changes(Kind.STARTED)).hasSize(2);
        assertThat(statistics.running()).isEqualTo(8);
        assertThat(statistics.timeline().get(0).atSeconds()).isNegative();
        assertThat(statistics.timeline().get(statistics.timeline().size() - 1).atSeconds())
                .isEqualTo(40);
    }

    @Test
    void passingMessagesByReferenceChangesNothingThatHappens() {
        Statistics exact = SMALL.run().statistics();
        Statistics fast = SMALL.fast().run().statistics();

        assertThat(fast.changes()).usingRecursiveComparison().isEqualTo(exact.changes());
        assertThat(fast.packetsPerNodeSecond()).isEqualTo(exact.packetsPerNodeSecond());
    }

    @Test
    void progressIsTold() {
        List<Duration> told = new ArrayList<>();
        List<Double> formed = new ArrayList<>();
        SMALL.run(new Progress() {
            @Override
            public void forming(Duration elapsed, double agreement) {
                formed.add(agreement);
            }

            @Override
            public void running(Duration elapsed) {
                told.add(elapsed);
            }
        });

        assertThat(formed).endsWith(1.0);
        assertThat(told).isSorted().endsWith(Duration.ofSeconds(40));
    }

    @Test
    void aClusterThatCannotFormGetsItsScriptAllTheSame() {
        Result result = Scenario.of(2)
                .on(NetworkConditions.PERFECT.withLatency(Duration.ofMinutes(1), Duration.ofMinutes(1)))
                .lasting(Duration.ofSeconds(1))
                .run();

        assertThat(result.statistics().formed()).isEmpty();
        assertThat(result.statistics().lengthSeconds()).isEqualTo(301);
    }

    @ParameterizedTest
    @EnumSource(NamedScenario.class)
    void theNamedOnesComeToRest(NamedScenario named) {
        Statistics statistics = named.of(12).fast().run().statistics();

        assertThat(statistics.formed()).isPresent();
        assertThat(statistics.timeline().get(statistics.timeline().size() - 1).agreement())
                .isEqualTo(1);
        assertThat(NamedScenario.find(named.title())).hasValue(named);
    }

    @Test
    void whatCannotBeRunIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Scenario.of(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Scenario.of(1).lasting(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> NetworkConditions.PERFECT.withLoss(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NetworkConditions.PERFECT.withLatency(Duration.ofMillis(-1), Duration.ZERO));
    }
}
