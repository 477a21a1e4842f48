package io.gossip.simulator.faults;

import io.gossip.runtime.Subscription;
import io.gossip.simulator.Host;
import io.gossip.simulator.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * New hosts come, at random moments, and stay; none comes any more when the fault has ended.
 *
 * @param count how many
 * @param within how long until the last of them has come
 */
public record Join(int count, Duration within) implements Fault {

    /**
     * Checks the values.
     *
     * @param count how many
     * @param within how long until the last of them has come
     */
    public Join {
        Checks.between("the number of hosts", count, 1, 100_000);
        Checks.notNegative(within);
    }

    static Join read(Words words) {
        return new Join(words.number(""), words.time());
    }

    @Override
    public Subscription begin(Simulation simulation, RandomGenerator random) {
        List<Host> seeds = Comeback.seeds(simulation, random);
        boolean[] ended = {false};
        for (int i = 0; i < count; i++) {
            Duration delay = Duration.ofNanos(Checks.between(Duration.ZERO, within, random));
            simulation.after(delay, () -> {
                if (!ended[0]) {
                    simulation.addHost().start(seeds.toArray(Host[]::new));
                }
            });
        }
        return () -> ended[0] = true;
    }

    @Override
    public List<Fault> milder() {
        return count > 1 ? List.of(new Join(count / 2, within)) : List.of();
    }

    @Override
    public String toString() {
        return "join " + count + " " + Notation.duration(within);
    }
}
