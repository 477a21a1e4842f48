package io.gossip.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.memberlist.MemberlistConfig;
import io.gossip.memberlist.Node;
import io.gossip.simulator.faults.Freeze;
import io.gossip.simulator.faults.Loss;
import io.gossip.simulator.faults.Targets;
import io.gossip.wire.NodeState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A pause kills nobody, however long it is. */
class FreezeGridTest {

    private static final int NODES = 16;
    private static final int TIMES = 3;

    @ParameterizedTest(name = "{0}, {1} of packets lost")
    @MethodSource("grid")
    void whoWasFrozenDeclaresNobodyDeadAndIsAliveForAllAgain(Duration length, double loss) {
        Simulation simulation = new Simulation(new Chance(length.toMillis()), MemberlistConfig::lan);
        simulation.form(NODES);
        List<String> wrong = new ArrayList<>();
        simulation.listen(new SimulationListener() {
            @Override
            public void event(Life observer, Kind kind, Node node) {
                if (kind == Kind.LEFT
                        && node.state() == NodeState.DEAD
                        && observer.name().equals("n5")) {
                    wrong.add(simulation.elapsed() + ": n5 declares " + node.name() + " dead");
                }
            }
        });
        simulation.begin(new Loss(loss));
        for (int i = 0; i < TIMES; i++) {
            // Out of step with the seconds in which nodes probe.
            simulation.advance(Duration.ofMillis(3370 + 310 * i));
            simulation.inject(new Freeze(new Targets.Named(Set.of("n5"))), length);
            simulation.advance(length);
        }

        assertThat(simulation.advanceUntil(simulation::isConverged, Duration.ofSeconds(60)))
                .as("n5 is back")
                .isTrue();
        assertThat(wrong).isEmpty();
    }

    static Stream<Arguments> grid() {
        return Stream.of(10, 100, 300, 1000, 2000, 5000, 10_000, 20_000, 60_000, 600_000)
                .flatMap(millis -> Stream.of(0.0, 0.05).map(loss -> Arguments.of(Duration.ofMillis(millis), loss)));
    }
}
