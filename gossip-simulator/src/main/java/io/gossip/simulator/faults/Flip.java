package io.gossip.simulator.faults;

import io.gossip.runtime.Subscription;
import io.gossip.simulator.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A fault comes and goes: a partition that flips, a process that flaps, Lifeguard's stalls at intervals. It draws the same every
 * time, so it hits the same ones as long as the same ones run.
 *
 * @param on how long it lasts each time, above zero
 * @param off how long there is none then, above zero
 * @param fault which one
 */
public record Flip(Duration on, Duration off, Fault fault) implements Fault {

    /**
     * Checks the values.
     *
     * @param on how long it lasts each time, above zero
     * @param off how long there is none then, above zero
     * @param fault which one
     */
    public Flip {
        Checks.between("the time on in nanoseconds", on.toNanos(), 1, Long.MAX_VALUE);
        Checks.between("the time off in nanoseconds", off.toNanos(), 1, Long.MAX_VALUE);
    }

    static Flip read(Words words) {
        return new Flip(words.time(), words.time(), FaultParser.read(words));
    }

    @Override
    public Subscription begin(Simulation simulation, RandomGenerator random) {
        Turns turns = new Turns(simulation, random.nextLong());
        turns.on();
        return turns::end;
    }

    private final class Turns {
        private final Simulation simulation;
        private final long seed;
        private Subscription running = () -> {};
        private boolean ended;

        Turns(Simulation simulation, long seed) {
            this.simulation = simulation;
            this.seed = seed;
        }

        void on() {
            if (!ended) {
                running = fault.begin(simulation, new SplittableRandom(seed));
                simulation.after(on, this::off);
            }
        }

        private void off() {
            if (!ended) {
                running.close();
                running = () -> {};
                simulation.after(off, this::on);
            }
        }

        void end() {
            ended = true;
            running.close();
        }
    }

    @Override
    public boolean needsApplications() {
        return fault.needsApplications();
    }

    @Override
    public boolean needsEncryption() {
        return fault.needsEncryption();
    }

    @Override
    public List<Fault> milder() {
        List<Fault> milder = new ArrayList<>();
        milder.add(fault);
        fault.milder().forEach(less -> milder.add(new Flip(on, off, less)));
        return milder;
    }

    @Override
    public String toString() {
        return "flip " + Notation.duration(on) + " " + Notation.duration(off) + " " + fault;
    }
}
