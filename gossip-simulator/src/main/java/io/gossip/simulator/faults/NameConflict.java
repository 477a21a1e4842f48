package io.gossip.simulator.faults;

import io.gossip.runtime.Subscription;
import io.gossip.simulator.Host;
import io.gossip.simulator.Life;
import io.gossip.simulator.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * For each of some processes a second one is started elsewhere under the same name; it is killed when the fault ends.
 *
 * @param targets whose names are taken
 */
public record NameConflict(Targets targets) implements Fault {

    static NameConflict read(Words words) {
        return new NameConflict(words.hosts());
    }

    @Override
    public Subscription begin(Simulation simulation, RandomGenerator random) {
        List<Host> seeds = Comeback.seeds(simulation, random);
        List<Host> impostors = new ArrayList<>();
        for (Life life : targets.lives(simulation, random)) {
            Host impostor = simulation.addStranger();
            impostor.start(life.name(), seeds, settings -> settings);
            impostors.add(impostor);
        }
        return () -> impostors.forEach(Host::crash);
    }

    @Override
    public List<Fault> milder() {
        return Checks.fewer(targets, NameConflict::new);
    }

    @Override
    public String toString() {
        return "conflict " + targets;
    }
}
