package io.gossip.simulator.faults;

import io.gossip.runtime.Subscription;
import io.gossip.simulator.Host;
import io.gossip.simulator.Simulation;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Processes end as kill -9 ends them; when the fault ends, they start again and look for the others. If that is soon, nobody has
 * noticed yet that they were gone.
 *
 * @param targets whom
 * @param comeback as what they start again
 */
public record Crash(Targets targets, Comeback comeback) implements Fault {

    /**
     * Of processes that come back as the same.
     *
     * @param targets whom
     */
    public Crash(Targets targets) {
        this(targets, Comeback.SAME);
    }

    static Crash read(Words words) {
        return new Crash(words.hosts(), words.oneOf(Comeback.class, Comeback.SAME));
    }

    @Override
    public Subscription begin(Simulation simulation, RandomGenerator random) {
        List<Host> crashed = targets.pick(simulation, random);
        crashed.forEach(Host::crash);
        return () -> comeback.start(simulation, crashed, random);
    }

    @Override
    public List<Fault> milder() {
        return Checks.fewer(targets, fewer -> new Crash(fewer, comeback));
    }

    @Override
    public String toString() {
        return "crash " + targets + comeback;
    }
}
