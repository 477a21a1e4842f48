package io.gossip.simulator.faults;

import io.gossip.runtime.Subscription;
import io.gossip.simulator.Host;
import io.gossip.simulator.Life;
import io.gossip.simulator.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Processes are restarted one after another, as a new version is rolled out. Whoever is not restarted yet when the fault ends stays
 * as it is.
 *
 * @param targets whom
 * @param down for how long each is gone
 * @param pause how long it is then waited until the next one
 */
public record Restart(Targets targets, Duration down, Duration pause) implements Fault {

    /**
     * Checks the values.
     *
     * @param targets whom
     * @param down for how long each is gone
     * @param pause how long it is then waited until the next one
     */
    public Restart {
        Checks.notNegative(down);
        Checks.notNegative(pause);
    }

    static Restart read(Words words) {
        return new Restart(words.hosts(), words.time(), words.time());
    }

    @Override
    public Subscription begin(Simulation simulation, RandomGenerator random) {
        Turns turns = new Turns(simulation, targets.lives(simulation, random), random);
        turns.next(0);
        return turns::end;
    }

    private final class Turns {
        private final Simulation simulation;
        private final List<Life> lives;
        private final RandomGenerator random;
        private final List<Host> restarted = new ArrayList<>();
        private boolean ended;

        Turns(Simulation simulation, List<Life> lives, RandomGenerator random) {
            this.simulation = simulation;
            this.lives = lives;
            this.random = random;
        }

        void end() {
            ended = true;
            Comeback.SAME.start(simulation, restarted, random);
        }

        void next(int index) {
            if (ended || index >= lives.size()) {
                return;
            }
            Host host = lives.get(index).host();
            // It may be gone by now, or another one run in its place.
            if (host.life().stream().anyMatch(running -> running == lives.get(index))) {
                host.crash();
                restarted.add(host);
            }
            simulation.after(down, () -> {
                if (!ended) {
                    Comeback.SAME.start(simulation, restarted, random);
                }
            });
            simulation.after(down.plus(pause), () -> next(index + 1));
        }
    }

    @Override
    public List<Fault> milder() {
        return Checks.fewer(targets, fewer -> new Restart(fewer, down, pause));
    }

    @Override
    public String toString() {
        return "restart " + targets + " " + Notation.duration(down) + " " + Notation.duration(pause);
    }
}
