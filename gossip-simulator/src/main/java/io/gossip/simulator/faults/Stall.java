package io.gossip.simulator.faults;

import io.gossip.runtime.Subscription;
import io.gossip.simulator.Life;
import io.gossip.simulator.Simulation;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What is sent and what arrives is kept back, while timers run: the anomaly of Lifeguard's experiments (section V-D).
 *
 * @param targets whom
 */
public record Stall(Targets targets) implements Fault {

    static Stall read(Words words) {
        return new Stall(words.hosts());
    }

    @Override
    public Subscription begin(Simulation simulation, RandomGenerator random) {
        List<Life> stalled = targets.lives(simulation, random);
        stalled.forEach(life -> life.transport().blockIo());
        return () -> stalled.forEach(life -> life.transport().unblockIo());
    }

    @Override
    public List<Fault> milder() {
        return Checks.fewer(targets, Stall::new);
    }

    @Override
    public String toString() {
        return "stall " + targets;
    }
}
