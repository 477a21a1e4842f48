package io.gossip.simulator.cli;

import io.gossip.simulator.faults.TimedFault;
import io.gossip.simulator.scenario.NetworkConditions;
import io.gossip.simulator.scenario.Scenario;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The settings of a scenario in words. */
final class Descriptions {

    private Descriptions() {}

    static Map<String, String> of(Scenario scenario) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("settings", scenario.settings().description());
        words.put("network", network(scenario.network()));
        if (scenario.byReference()) {
            words.put("messages", "passed by reference");
        }
        words.put(
                "faults",
                scenario.script().faults().isEmpty()
                        ? "none"
                        : scenario.script().faults().stream()
                                .map(TimedFault::toString)
                                .collect(Collectors.joining("; ")));
        return words;
    }

    private static String network(NetworkConditions network) {
        StringBuilder words = new StringBuilder("latency ").append(millis(network.latency()));
        if (!network.jitter().isZero()) {
            words.append(" to ").append(millis(network.latency().plus(network.jitter())));
        }
        words.append(", loss ").append(percent(network.loss()));
        if (network.duplication() > 0) {
            words.append(", duplication ").append(percent(network.duplication()));
        }
        return words.toString();
    }

    private static String millis(Duration duration) {
        return number(duration.toNanos() / 1e6) + " ms";
    }

    private static String percent(double share) {
        return number(share * 100) + " %";
    }

    private static String number(double value) {
        double rounded = Math.rint(value * 1000) / 1000;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
    }
}
