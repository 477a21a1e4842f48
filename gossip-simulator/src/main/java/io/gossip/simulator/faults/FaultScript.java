package io.gossip.simulator.faults;

import io.gossip.runtime.Subscription;
import io.gossip.simulator.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * All that goes wrong in a run, and when.
 *
 * <pre>{@code
 * FaultScript script = FaultScript.parse("""
 *     loss 5%
 *     partition 50% at 30s for 60s
 *     crash 2 at 1m for 10s
 *     """);
 * Subscription trouble = script.schedule(simulation);
 * simulation.advance(Duration.ofMinutes(2));
 * trouble.close();
 * }</pre>
 *
 * @param faults in any order
 */
public record FaultScript(List<TimedFault> faults) {

    /** Nothing goes wrong. */
    public static final FaultScript EMPTY = new FaultScript(List.of());

    /**
     * Copies the list.
     *
     * @param faults in any order
     */
    public FaultScript {
        faults = List.copyOf(faults);
    }

    /**
     * Reads what {@code toString} writes.
     *
     * @param text see {@link FaultParser#script}
     * @return the script
     * @throws io.gossip.runtime.ConfigurationException saying what is wrong and what is allowed
     */
    public static FaultScript parse(String text) {
        return FaultParser.script(text);
    }

    /**
     * Begins now. Each fault draws from a stream of its own, which depends on its kind and on when it begins, so that one fault
     * more, or less, or milder, or shorter, leaves the others as they were.
     *
     * @param simulation where
     * @return ends what lasts still, and keeps from beginning what has not begun
     */
    public Subscription schedule(Simulation simulation) {
        Run run = new Run(simulation);
        Map<String, Integer> alike = new HashMap<>();
        for (TimedFault timed : faults) {
            String concern = "fault " + timed.fault().getClass().getSimpleName() + " at " + timed.at();
            int number = alike.merge(concern, 1, Integer::sum);
            run.schedule(timed, simulation.chance().stream(concern, number));
        }
        return run::end;
    }

    /**
     * Whether it has faults that befall the applications of nodes, so that there have to be some.
     *
     * @return true if so
     */
    public boolean needsApplications() {
        return faults.stream().anyMatch(timed -> timed.fault().needsApplications());
    }

    /**
     * Whether it has faults that demand encryption.
     *
     * @return true if so
     */
    public boolean needsEncryption() {
        return faults.stream().anyMatch(timed -> timed.fault().needsEncryption());
    }

    /**
     * When the last fault that ends by itself has ended, and all others have begun.
     *
     * @return zero or longer, from the begin of the script
     */
    public Duration length() {
        return faults.stream()
                .map(timed -> timed.isForever() ? timed.at() : timed.at().plus(timed.lasts()))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** As {@link FaultParser#script} reads it, in one line. */
    @Override
    public String toString() {
        return faults.stream().map(TimedFault::toString).collect(Collectors.joining("; "));
    }

    private static final class Run {
        private final Simulation simulation;
        private final List<Subscription> running = new ArrayList<>();
        private boolean ended;

        Run(Simulation simulation) {
            this.simulation = simulation;
        }

        void schedule(TimedFault timed, RandomGenerator random) {
            simulation.after(timed.at(), () -> {
                if (!ended) {
                    begin(timed, random);
                }
            });
        }

        private void begin(TimedFault timed, RandomGenerator random) {
            Subscription fault = simulation.begin(timed.fault(), random);
            running.add(fault);
            if (!timed.isForever()) {
                simulation.after(timed.lasts(), fault::close);
            }
        }

        void end() {
            ended = true;
            running.forEach(Subscription::close);
        }
    }
}
