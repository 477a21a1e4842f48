package io.gossip.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.memberlist.MemberlistConfig;
import io.gossip.memberlist.Node;
import io.gossip.simulator.faults.Crash;
import io.gossip.simulator.faults.Loss;
import io.gossip.simulator.faults.Partition;
import io.gossip.simulator.faults.Targets;
import io.gossip.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes that pass messages by reference do what nodes do that write and read them. */
class FastModeTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void bothModesGiveTheSameMembershipHistory(long seed) {
        List<String> fast = historyOf(Simulation.fast(new Chance(seed), MemberlistConfig::lan));
        List<String> wire = historyOf(new Simulation(new Chance(seed), MemberlistConfig::lan));

        assertThat(fast).hasSizeGreaterThan(1000).isEqualTo(wire);
    }

    private static List<String> historyOf(Simulation simulation) {
        List<String> history = new ArrayList<>();
        simulation.listen(new SimulationListener() {
            @Override
            public void event(Life observer, Kind kind, Node node) {
                history.add(simulation.elapsed() + " " + observer + " " + kind + " " + node);
            }
        });
        simulation.form(30);
        simulation.inject(new Loss(0.2), Duration.ofSeconds(40));
        simulation.inject(new Crash(new Targets.Count(3)), Duration.ofSeconds(20));
        simulation.advance(Duration.ofSeconds(10));
        simulation
                .running()
                .forEach(life ->
                        life.updateMeta(Bytes.of(("of " + life).repeat(20).getBytes(StandardCharsets.UTF_8))));
        simulation.inject(new Partition(new Targets.Share(0.5)), Duration.ofSeconds(10));
        simulation.advance(Duration.ofSeconds(90));
        return history;
    }
}
