package io.gossip.simulator.scenario;

import io.gossip.simulator.report.Statistics;
import java.time.Duration;

/**
 * What came of a scenario.
 *
 * @param scenario which one
 * @param statistics what happened
 * @param realTime how long it took to compute
 * @param trace a number that stands for all that happened: the same for the same scenario on every machine
 */
public record Result(Scenario scenario, Statistics statistics, Duration realTime, long trace) {

    /**
     * How fast time passed.
     *
     * @return virtual seconds in a real one
     */
    public double speed() {
        return statistics.lengthSeconds() / Math.max(1e-9, realTime.toNanos() / 1e9);
    }
}
