package io.gossip.simulator.check;

import java.time.Duration;

/**
 * Something that must not be.
 *
 * @param property which property is violated: the name of a {@link Safety} or a {@link Liveness}
 * @param at when, since the beginning of the simulation
 * @param who the process or node it shows at
 * @param expected what should have been
 * @param seen what was there instead
 */
public record Violation(String property, Duration at, String who, String expected, String seen) {

    @Override
    public String toString() {
        return property + " violated at " + seconds(at) + " by " + who + ": expected " + expected + ", but " + seen;
    }

    static String seconds(Duration duration) {
        return String.format(java.util.Locale.ROOT, "%.6f s", duration.toNanos() / 1e9);
    }
}
