package io.gossip.simulator.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.memberlist.MemberlistConfig;
import io.gossip.runtime.Subscription;
import io.gossip.simulator.Chance;
import io.gossip.simulator.Simulation;
import io.gossip.simulator.Trace;
import io.gossip.simulator.faults.FaultScript;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A few scripts run whole; that is repeatable, throws nothing, and the cluster finds itself again. */
class ChaosSmokeTest {

    private static final Duration LENGTH = Duration.ofSeconds(60);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void isRepeatableAndPasses(long seed) {
        assertThat(run(seed)).isEqualTo(run(seed));
    }

    private static long run(long seed) {
        Chance chance = new Chance(seed);
        Simulation simulation = new Simulation(chance, MemberlistConfig::lan);
        Trace trace = new Trace();
        simulation.listen(trace);
        int nodes = 3 + (int) (seed % 10);
        simulation.form(nodes);
        FaultScript script = new ChaosGenerator().script(chance.stream("chaos"), nodes, LENGTH);
        Subscription trouble = script.schedule(simulation);
        simulation.advance(LENGTH);
        trouble.close();
        assertThat(simulation.advanceUntil(simulation::isConverged, Duration.ofMinutes(5)))
                .as("%s heals after %s", simulation, script)
                .isTrue();
        return trace.hash();
    }
}
