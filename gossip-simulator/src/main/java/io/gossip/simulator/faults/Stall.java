package io.gossip.simulator.faults;

import io.gossip.runtime.Subscription;
import io.gossip.simulator.Host;
import io.gossip.simulator.Life;
import io.gossip.simulator.Simulation;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What is sent and what arrives is kept back, while timers run: the anomaly of Lifeguard's experiments (section V-D).
 *
 * @param targets whom
 */
public record Stall(Targets targets) implements Fault {

    @Override
    public Subscription begin(Simulation simulation, RandomGenerator random) {
        List<Life> stalled = targets.pick(simulation, random).stream()
                .map(Host::life)
                .flatMap(Optional::stream)
                .toList();
        stalled.forEach(life -> life.transport().blockIo());
        return () -> stalled.forEach(life -> life.transport().unblockIo());
    }

    @Override
    public String toString() {
        return "stall " + targets;
    }
}
