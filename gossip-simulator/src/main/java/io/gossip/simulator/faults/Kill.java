package io.gossip.simulator.faults;

import io.gossip.runtime.Subscription;
import io.gossip.simulator.Host;
import io.gossip.simulator.Simulation;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Processes end as kill -9 ends them, and never come back, not even when the fault ends.
 *
 * @param targets whom
 */
public record Kill(Targets targets) implements Fault {

    static Kill read(Words words) {
        return new Kill(words.hosts());
    }

    @Override
    public Subscription begin(Simulation simulation, RandomGenerator random) {
        targets.pick(simulation, random).forEach(Host::crash);
        return () -> {};
    }

    @Override
    public List<Fault> milder() {
        return Checks.fewer(targets, Kill::new);
    }

    @Override
    public String toString() {
        return "kill " + targets;
    }
}
