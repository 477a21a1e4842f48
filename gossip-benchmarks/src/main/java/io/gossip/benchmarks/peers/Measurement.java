package io.gossip.benchmarks.peers;

import java.util.List;
import java.util.Optional;

/**
 * A line of {@link Records}.
 *
 * @param peer name of the library
 * @param version of it
 * @param scenario what was done
 * @param nodes how many there were
 * @param metric what was measured
 * @param value the measurement, or {@link Cluster#NEVER}
 * @param load average of the machine at that time
 */
record Measurement(String peer, String version, String scenario, int nodes, String metric, double value, double load) {

    private static final int FIELDS = 8;

    /** Nothing if the line is not a whole one. */
    static Optional<Measurement> of(String line) {
        List<String> field = List.of(line.split("\t", -1));
        if (field.size() != FIELDS || field.get(FIELDS - 1).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Measurement(
                field.get(0),
                field.get(1),
                field.get(2),
                Integer.parseInt(field.get(3)),
                field.get(5),
                Double.parseDouble(field.get(6)),
                Double.parseDouble(field.get(7))));
    }
}
