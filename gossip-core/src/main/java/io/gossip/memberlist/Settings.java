package io.gossip.memberlist;

import io.gossip.runtime.ConfigurationException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Range checks of settings that name the setting, its value and what is allowed. */
final class Settings {

    static final Duration LONGEST = Duration.ofDays(3650);

    private Settings() {}

    static void between(String property, int value, int min, int max) {
        if (value < min || value > max) {
            throw new ConfigurationException(property, value, min + " to " + max);
        }
    }

    static void atLeast(String property, int value, int min) {
        if (value < min) {
            throw new ConfigurationException(property, value, min + " or more");
        }
    }

    static void positive(String property, Duration value) {
        bounded(property, value);
        if (value.isZero() || value.isNegative()) {
            throw new ConfigurationException(property, value, "longer than zero");
        }
    }

    static void notNegative(String property, Duration value) {
        bounded(property, value);
        if (value.isNegative()) {
            throw new ConfigurationException(property, value, "zero or longer");
        }
    }

    /** There is one, and it can be counted in nanoseconds, also a few times over. */
    private static void bounded(String property, @Nullable Duration value) {
        if (value == null || value.compareTo(LONGEST) > 0) {
            throw new ConfigurationException(property, String.valueOf(value), "at most " + LONGEST.toDays() + " days");
        }
    }
}
