package io.gossip.simulator.faults;

import io.gossip.runtime.Subscription;
import io.gossip.simulator.Host;
import io.gossip.simulator.Life;
import io.gossip.simulator.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Processes leave the cluster in good order; when the fault ends, they start again.
 *
 * @param targets whom
 * @param comeback as what they start again
 */
public record Leave(Targets targets, Comeback comeback) implements Fault {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    static Leave read(Words words) {
        return new Leave(words.hosts(), words.oneOf(Comeback.class, Comeback.SAME));
    }

    @Override
    public Subscription begin(Simulation simulation, RandomGenerator random) {
        List<Life> leaving = targets.lives(simulation, random);
        leaving.forEach(life -> life.host().leave(TIMEOUT));
        return () -> {
            // Who still has not got away, because it is frozen for instance, is not waited for.
            leaving.stream()
                    .filter(life -> life.host().life().stream().anyMatch(running -> running == life))
                    .forEach(life -> life.host().crash());
            List<Host> hosts = leaving.stream().map(Life::host).toList();
            comeback.start(simulation, hosts, random);
        };
    }

    @Override
    public List<Fault> milder() {
        return Checks.fewer(targets, fewer -> new Leave(fewer, comeback));
    }

    @Override
    public String toString() {
        return "leave " + targets + comeback;
    }
}
