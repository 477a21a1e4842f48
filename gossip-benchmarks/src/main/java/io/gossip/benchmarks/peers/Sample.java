package io.gossip.benchmarks.peers;

import java.util.List;
import java.util.Locale;

/**
 * Several measurements of the same thing.
 *
 * @param values those that were reached, sorted
 * @param missed how many were not
 */
record Sample(List<Double> values, int missed) {

    Sample {
        values = List.copyOf(values);
    }

    /** Of values in which {@link Cluster#NEVER} stands for what was not reached. */
    static Sample of(List<Double> values) {
        List<Double> reached =
                values.stream().filter(value -> value != Cluster.NEVER).sorted().toList();
        return new Sample(reached, values.size() - reached.size());
    }

    int size() {
        return values.size() + missed;
    }

    double sum() {
        return values.stream().mapToDouble(Double::doubleValue).sum();
    }

    double mean() {
        return values.isEmpty() ? Double.NaN : sum() / values.size();
    }

    double median() {
        int n = values.size();
        return n == 0 ? Double.NaN : (values.get((n - 1) / 2) + values.get(n / 2)) / 2;
    }

    /** Median, range and number of tries. */
    String format(int decimals) {
        if (values.isEmpty()) {
            return size() == 0 ? "" : "never, x" + size();
        }
        String number = "%." + decimals + "f";
        String median = String.format(Locale.ROOT, number, median());
        if (size() == 1) {
            return median;
        }
        String range = String.format(
                Locale.ROOT,
                " [" + number + " .. " + number + "], x%d",
                values.get(0),
                values.get(values.size() - 1),
                size());
        return median + range + failures();
    }

    /** Mean, its standard error and number of tries. */
    String formatMean() {
        if (values.isEmpty()) {
            return size() == 0 ? "" : "never, x" + size();
        }
        double mean = mean();
        double squares = values.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .sum();
        double error = values.size() < 2 ? 0 : Math.sqrt(squares / (values.size() - 1) / values.size());
        return String.format(Locale.ROOT, "%.2f ± %.2f, x%d", mean, error, size()) + failures();
    }

    private String failures() {
        return missed == 0 ? "" : ", " + missed + " never";
    }
}
