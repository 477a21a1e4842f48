package io.gossip.simulator.lifeguard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** The outcomes of one experiment by configuration, and the sums the tables need. */
final class Results {

    private final Map<String, List<Outcome>> byLabel = new LinkedHashMap<>();

    /** Takes the outcomes of an experiment's runs; those of other runs are left out. */
    Results(List<Run> runs, Map<String, Outcome> outcomes) {
        for (Run run : runs) {
            Outcome outcome = outcomes.get(run.key());
            if (outcome != null) {
                byLabel.computeIfAbsent(run.configuration().label(), label -> new ArrayList<>())
                        .add(outcome);
            }
        }
    }

    boolean has(String label) {
        return byLabel.containsKey(label);
    }

    boolean isEmpty() {
        return byLabel.isEmpty();
    }

    int runs(String label) {
        return of(label).size();
    }

    long sum(String label, ToLongFunction<Outcome> value) {
        return of(label).stream().mapToLong(value).sum();
    }

    long sum(String label, int members, ToLongFunction<Outcome> value) {
        return of(label).stream()
                .filter(outcome -> outcome.cell().members() == members)
                .mapToLong(value)
                .sum();
    }

    Percentiles firstDetections(String label) {
        return new Percentiles(of(label).stream().flatMapToLong(outcome -> Arrays.stream(outcome.firstDetections())));
    }

    Percentiles fullDisseminations(String label) {
        return new Percentiles(
                of(label).stream().flatMapToLong(outcome -> Arrays.stream(outcome.fullDisseminations())));
    }

    long virtualNanos() {
        return byLabel.keySet().stream()
                .mapToLong(label -> sum(label, Outcome::virtualNanos))
                .sum();
    }

    private List<Outcome> of(String label) {
        return byLabel.getOrDefault(label, List.of());
    }
}
