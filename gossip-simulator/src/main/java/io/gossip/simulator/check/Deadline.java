package io.gossip.simulator.check;

import io.gossip.simulator.Simulation;
import java.time.Duration;
import java.util.List;

/** Something that must have come about within a time. */
public interface Deadline {

    /**
     * Which property it is about.
     *
     * @return a liveness property
     */
    Liveness property();

    /**
     * How long it may take at most.
     *
     * @param budget what the settings and the size of the cluster allow for
     * @return from now on
     */
    Duration limit(Budget budget);

    /**
     * What has not come about yet.
     *
     * @param simulation where
     * @return a few examples, as sentences; empty if all is as it must be
     */
    List<String> missing(Simulation simulation);

    /**
     * Waits for it, and reports a violation if it does not come about.
     *
     * @param simulation where
     * @param checker takes the violation
     * @param budget how long things may take
     * @return whether it came about
     */
    default boolean await(Simulation simulation, Checker checker, Budget budget) {
        Duration begin = simulation.elapsed();
        Duration limit = limit(budget);
        boolean met = simulation.advanceUntil(() -> missing(simulation).isEmpty(), limit);
        if (met) {
            checker.coverage().count("met " + property() + " " + getClass().getSimpleName());
        } else {
            checker.report(
                    property().name(),
                    "the cluster",
                    property().meaning() + " within " + Violation.seconds(limit) + " from " + Violation.seconds(begin)
                            + " on",
                    String.join("; ", missing(simulation)));
        }
        return met;
    }
}
