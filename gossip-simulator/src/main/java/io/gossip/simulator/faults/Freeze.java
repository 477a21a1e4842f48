package io.gossip.simulator.faults;

import io.gossip.runtime.Subscription;
import io.gossip.simulator.Life;
import io.gossip.simulator.Simulation;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Nothing runs: garbage collection, a suspended VM, {@code SIGSTOP}. Packets pile up meanwhile, timers become overdue.
 *
 * @param targets whom
 */
public record Freeze(Targets targets) implements Fault {

    static Freeze read(Words words) {
        return new Freeze(words.hosts());
    }

    @Override
    public Subscription begin(Simulation simulation, RandomGenerator random) {
        List<Life> frozen = targets.lives(simulation, random);
        frozen.forEach(life -> life.loop().pause());
        return () -> frozen.forEach(life -> life.loop().resume());
    }

    @Override
    public List<Fault> milder() {
        return Checks.fewer(targets, Freeze::new);
    }

    @Override
    public String toString() {
        return "freeze " + targets;
    }
}
