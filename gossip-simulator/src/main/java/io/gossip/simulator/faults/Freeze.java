package io.gossip.simulator.faults;

import io.gossip.runtime.Subscription;
import io.gossip.simulator.Host;
import io.gossip.simulator.Life;
import io.gossip.simulator.Simulation;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Nothing runs: garbage collection, a suspended VM, {@code SIGSTOP}. Packets pile up meanwhile, timers become overdue.
 *
 * @param targets whom
 */
public record Freeze(Targets targets) implements Fault {

    @Override
    public Subscription begin(Simulation simulation, RandomGenerator random) {
        List<Life> frozen = targets.pick(simulation, random).stream()
                .map(Host::life)
                .flatMap(Optional::stream)
                .toList();
        frozen.forEach(life -> life.loop().pause());
        return () -> frozen.forEach(life -> life.loop().resume());
    }

    @Override
    public String toString() {
        return "freeze " + targets;
    }
}
