package io.gossip.simulator.faults;

import java.time.Duration;

/**
 * A fault and its time.
 *
 * @param at when it begins, after the begin of the script; zero or more
 * @param lasts how long; {@link #FOREVER} to the end of the script
 * @param fault what goes wrong
 */
public record TimedFault(Duration at, Duration lasts, Fault fault) {

    /** To the end of the script. */
    public static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

    /**
     * Checks the values.
     *
     * @param at when it begins
     * @param lasts how long
     * @param fault what goes wrong
     */
    public TimedFault {
        Checks.notNegative(at);
        Checks.notNegative(lasts);
    }

    /**
     * Whether it lasts to the end of the script.
     *
     * @return true if so
     */
    public boolean isForever() {
        return lasts.equals(FOREVER);
    }

    /** As {@link FaultParser#timed} reads it. */
    @Override
    public String toString() {
        return fault + " at " + Notation.duration(at) + (isForever() ? "" : " for " + Notation.duration(lasts));
    }
}
