package io.gossip.simulator.report;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which run it was.
 *
 * @param title what was run, in a few words
 * @param command the command that repeats it
 * @param nodes how many nodes there were
 * @param seed what made it repeatable
 * @param settings names and values of what else was set, in this order
 * @param realTime how long it took to compute
 * @param trace the number that stands for all that happened
 */
public record RunDescription(
        String title,
        String command,
        int nodes,
        long seed,
        Map<String, String> settings,
        Duration realTime,
        long trace) {

    /**
     * Copies the settings.
     *
     * @param title what was run
     * @param command the command that repeats it
     * @param nodes how many nodes there were
     * @param seed what made it repeatable
     * @param settings names and values
     * @param realTime how long it took to compute
     * @param trace the number that stands for all that happened
     */
    public RunDescription {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }
}
