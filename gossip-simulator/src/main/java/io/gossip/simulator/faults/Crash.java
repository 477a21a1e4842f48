package io.gossip.simulator.faults;

import io.gossip.runtime.Subscription;
import io.gossip.simulator.Host;
import io.gossip.simulator.Simulation;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Processes end as kill -9 ends them; when the fault ends, they start again under their old names and addresses and join some
 * of those that run.
 *
 * @param targets whom
 */
public record Crash(Targets targets) implements Fault {

    @Override
    public Subscription begin(Simulation simulation, RandomGenerator random) {
        List<Host> crashed = targets.pick(simulation, random);
        crashed.forEach(Host::crash);
        return () -> {
            Host[] seeds = new Targets.Count(3).pick(simulation, random).toArray(Host[]::new);
            for (Host host : crashed) {
                if (host.life().isEmpty()) {
                    host.start(seeds);
                }
            }
        };
    }

    @Override
    public String toString() {
        return "crash " + targets;
    }
}
