package io.gossip.simulator.junit;

import java.time.Duration;
import java.util.Locale;

/** Durations in messages. */
final class Words {

    private Words() {}

    static String of(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
    }
}
