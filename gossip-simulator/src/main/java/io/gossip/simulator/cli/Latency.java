package io.gossip.simulator.cli;

import java.time.Duration;
import picocli.CommandLine.TypeConversionException;

/**
 * How long everything takes, one way: {@code 5ms}, or evenly distributed {@code 1ms-20ms}.
 *
 * @param shortest at least
 * @param longest at most
 */
record Latency(Duration shortest, Duration longest) {

    static Latency parse(String text) {
        int dash = text.indexOf('-');
        Duration shortest = Values.duration(dash < 0 ? text : text.substring(0, dash));
        Duration longest = dash < 0 ? shortest : Values.duration(text.substring(dash + 1));
        if (longest.compareTo(shortest) < 0) {
            throw new TypeConversionException("'" + text + "' ends before it begins");
        }
        return new Latency(shortest, longest);
    }
}
