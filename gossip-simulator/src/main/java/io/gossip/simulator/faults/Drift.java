package io.gossip.simulator.faults;

import io.gossip.runtime.Subscription;
import io.gossip.simulator.Life;
import io.gossip.simulator.Simulation;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The clock runs fast or slow. It is the monotonic one, which a node counts its timers with; no node asks for the time of day,
 * so that it may jump as it likes.
 *
 * @param targets whose
 * @param partsPerMillion how much faster, or slower if negative; -100,000 to 100,000
 */
public record Drift(Targets targets, int partsPerMillion) implements Fault {

    /**
     * Checks the values.
     *
     * @param targets whose
     * @param partsPerMillion how much faster, or slower if negative
     */
    public Drift {
        Checks.between("the drift in ppm", partsPerMillion, -100_000, 100_000);
    }

    static Drift read(Words words) {
        return new Drift(words.hosts(), words.number("ppm"));
    }

    @Override
    public Subscription begin(Simulation simulation, RandomGenerator random) {
        List<Life> drifting = targets.lives(simulation, random);
        drifting.forEach(life -> more(life, partsPerMillion));
        return () -> drifting.forEach(life -> more(life, -partsPerMillion));
    }

    /** Several such faults on one process add up. */
    private static void more(Life life, int partsPerMillion) {
        life.loop().clockDrift(life.loop().clockDrift() + partsPerMillion);
    }

    @Override
    public List<Fault> milder() {
        return Checks.fewer(targets, fewer -> new Drift(fewer, partsPerMillion));
    }

    @Override
    public String toString() {
        return "drift " + targets + " " + partsPerMillion + "ppm";
    }
}
