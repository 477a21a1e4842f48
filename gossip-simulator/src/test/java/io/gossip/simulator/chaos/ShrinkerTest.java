package io.gossip.simulator.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.memberlist.MemberlistConfig;
import io.gossip.simulator.Chance;
import io.gossip.simulator.Simulation;
import io.gossip.simulator.chaos.Shrinker.Smallest;
import io.gossip.simulator.faults.FaultScript;
import io.gossip.simulator.faults.Kill;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Small runs out of large ones. */
class ShrinkerTest {

    private static final FaultScript MANY = FaultScript.parse("""
            loss 5% at 0s for 1m; delay uniform 1ms 50ms at 1s for 1m; freeze 20% at 2s for 10s
            duplicate 5% 0s 100ms at 3s for 1m; kill 40% at 4s for 10s; partition 50% at 5s for 20s
            flip 1s 1s stall 2 at 6s for 20s; meta 3 512 at 7s for 1s; crash 2 at 8s for 5s""");

    @Test
    void findsTheOneGuiltyFaultAmongManyAndHowLittleOfItIsEnough() {
        Smallest smallest = new Shrinker(200)
                .shrink(
                        40,
                        MANY,
                        (nodes, script) -> script.faults().stream().anyMatch(timed -> timed.fault() instanceof Kill));

        assertThat(smallest.script()).hasToString("kill 1 at 4s for 19ms");
        assertThat(smallest.nodes()).isEqualTo(3);
        assertThat(smallest.runs()).isLessThan(60);
    }

    @Test
    void keepsTwoThatAreGuiltyOnlyTogether() {
        Smallest smallest = new Shrinker(200)
                .shrink(
                        40,
                        MANY,
                        (nodes, script) -> nodes >= 11
                                && script.toString().contains("partition")
                                && script.toString().contains("meta"));

        assertThat(smallest.script().faults()).hasSize(2);
        assertThat(smallest.nodes()).isEqualTo(11);
    }

    @Test
    void needsNoFaultIfItFailsWithoutAny() {
        assertThat(new Shrinker(200).shrink(40, MANY, (nodes, script) -> true))
                .isEqualTo(new Smallest(3, FaultScript.EMPTY, 2));
    }

    @Test
    void takesNoMoreRunsThanItMay() {
        int[] runs = {0};
        Smallest smallest = new Shrinker(7).shrink(40, MANY, (nodes, script) -> {
            runs[0]++;
            return false;
        });

        assertThat(runs[0]).isEqualTo(7);
        assertThat(smallest).isEqualTo(new Smallest(40, MANY, 7));
    }

    @Test
    void findsTheGuiltyFaultOfARealRun() {
        FaultScript script = FaultScript.parse("loss 5% at 0s for 20s; kill 1 at 2s; delay fixed 5ms at 3s for 10s");
        Smallest smallest = new Shrinker(50).shrink(6, script, ShrinkerTest::somebodyIsMissingAtTheEnd);

        assertThat(smallest.script()).hasToString("kill 1 at 2s");
        assertThat(smallest.nodes()).isEqualTo(3);
    }

    private static boolean somebodyIsMissingAtTheEnd(int nodes, FaultScript script) {
        Simulation simulation = new Simulation(new Chance(1), MemberlistConfig::lan);
        simulation.form(nodes);
        script.schedule(simulation);
        simulation.advance(Duration.ofSeconds(60));
        return simulation.running().size() < nodes;
    }
}
