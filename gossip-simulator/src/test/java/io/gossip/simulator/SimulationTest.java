package io.gossip.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.memberlist.MemberlistConfig;
import io.gossip.memberlist.Node;
import io.gossip.simulator.faults.Crash;
import io.gossip.simulator.faults.Freeze;
import io.gossip.simulator.faults.Loss;
import io.gossip.simulator.faults.Partition;
import io.gossip.simulator.faults.Targets;
import io.gossip.wire.NodeState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whole clusters in virtual time. */
class SimulationTest {

    private final Simulation simulation = new Simulation(new Chance(42), MemberlistConfig::lan);

    @Test
    void aHundredNodesFindEachOther() {
        simulation.form(100);

        assertThat(simulation.elapsed()).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void whoCrashesIsNoticedByAll() {
        simulation.form(20);
        simulation.host(7).crash();

        assertThat(simulation.advanceUntil(simulation::isConverged, Duration.ofSeconds(15)))
                .isTrue();
        for (Life life : simulation.running()) {
            assertThat(life.node().node("n8")).extracting(Node::state).isEqualTo(NodeState.DEAD);
        }
    }

    @Test
    void aFormedClusterIsQuietFromTheStart() {
        simulation.formed(50);
        assertThat(simulation.isConverged()).isTrue();

        simulation.advance(Duration.ofMinutes(3));

        assertThat(simulation.isConverged()).isTrue();
        assertThat(simulation.running())
                .allSatisfy(life ->
                        assertThat(life.node().inspect().queuedBroadcasts()).isZero());
    }

    @Test
    void theSameSeedGivesTheSameRunAndAnotherSeedAnotherOne() {
        assertThat(traceOf(1)).isEqualTo(traceOf(1)).isNotEqualTo(traceOf(2));
    }

    @Test
    void aFrozenNodeDeclaresNobodyDead() {
        List<String> dead = new ArrayList<>();
        simulation.listen(new SimulationListener() {
            @Override
            public void event(Life observer, Kind kind, Node node) {
                if (kind == Kind.LEFT) {
                    dead.add(observer + " says " + node.name() + " is " + node.state());
                }
            }
        });
        simulation.form(10);
        simulation.inject(new Freeze(new Targets.Named(java.util.Set.of("n3"))), Duration.ofSeconds(60));
        simulation.advance(Duration.ofSeconds(90));

        assertThat(dead).hasSize(9).allMatch(event -> event.endsWith("says n3 is DEAD"));
        assertThat(simulation.isConverged()).isTrue();
    }

    private static long traceOf(long seed) {
        Simulation simulation = new Simulation(new Chance(seed), MemberlistConfig::lan);
        Trace trace = new Trace();
        simulation.listen(trace);
        simulation.form(10);
        simulation.inject(new Loss(0.2), Duration.ofSeconds(30));
        simulation.inject(new Crash(new Targets.Count(2)), Duration.ofSeconds(20));
        simulation.advance(Duration.ofSeconds(10));
        simulation.inject(new Partition(new Targets.Share(0.5)), Duration.ofSeconds(10));
        simulation.advance(Duration.ofSeconds(60));
        return trace.hash();
    }
}
