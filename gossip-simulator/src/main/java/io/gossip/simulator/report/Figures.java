package io.gossip.simulator.report;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them, the same on every machine. */
final class Figures {

    private Figures() {}

    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    static String seconds(double seconds) {
        return Double.isNaN(seconds) ? "-" : String.format(Locale.ROOT, "%.2f s", seconds);
    }

    static String text(Duration duration) {
        return seconds(seconds(duration));
    }

    static String whole(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String tenths(double number) {
        return String.format(Locale.ROOT, "%,.1f", number);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.4g%%", share * 100);
    }
}
