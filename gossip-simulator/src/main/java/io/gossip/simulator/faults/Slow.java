package io.gossip.simulator.faults;

import io.gossip.runtime.Subscription;
import io.gossip.simulator.Life;
import io.gossip.simulator.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A slow CPU: every packet and every piece of a stream that is read costs time in which nothing else happens.
 *
 * @param targets whom
 * @param cost how much, for each
 */
public record Slow(Targets targets, Duration cost) implements Fault {

    /**
     * Checks the values.
     *
     * @param targets whom
     * @param cost how much, for each
     */
    public Slow {
        Checks.notNegative(cost);
    }

    static Slow read(Words words) {
        return new Slow(words.hosts(), words.time());
    }

    @Override
    public Subscription begin(Simulation simulation, RandomGenerator random) {
        List<Life> slow = targets.lives(simulation, random);
        slow.forEach(life -> more(life, cost.toNanos()));
        return () -> slow.forEach(life -> more(life, -cost.toNanos()));
    }

    /** Several such faults on one process add up. */
    private static void more(Life life, long nanos) {
        life.loop().inputCost(life.loop().inputCost() + nanos);
    }

    @Override
    public List<Fault> milder() {
        List<Fault> milder = new ArrayList<>(Checks.fewer(targets, fewer -> new Slow(fewer, cost)));
        if (cost.compareTo(Duration.ofMillis(1)) > 0) {
            milder.add(new Slow(targets, cost.dividedBy(2)));
        }
        return milder;
    }

    @Override
    public String toString() {
        return "slow " + targets + " " + Notation.duration(cost);
    }
}
