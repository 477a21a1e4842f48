package io.gossip.simulator.rumour;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What came of some {@link Rumours}, beside what is possible.
 *
 * @param rumours which ones
 * @param spreads how each of them went
 */
public record Measurement(Rumours rumours, List<Spread> spreads) {

    /** Of one in words; the others are figures. */
    public static final int WORDS = 3;

    /** The names of the {@link #cells}, for a terminal. */
    public static final List<String> SHORT_HEAD = List.of(
            "nodes", "loss", "news leaves", "50%", "99%", "all", "slowest", "missed", "packets", "bound", "random");

    /** The names of the {@link #cells}, for a document. */
    public static final List<String> HEAD = List.of(
            "nodes",
            "loss",
            "news leaves",
            "50 % know, s",
            "99 %",
            "all, median",
            "all, slowest",
            "somebody missed",
            "packets a node in 10 s, probes included",
            "no algorithm that waits for the tick is faster",
            "random push, expected");

    private static final double FANOUT = 3;
    private static final double ROUND_SECONDS = 0.2;

    /**
     * Copies the list.
     *
     * @param rumours which ones
     * @param spreads how each of them went
     */
    public Measurement {
        spreads = List.copyOf(spreads);
    }

    /**
     * A row of a table; times are seconds.
     *
     * @return as many as there are names
     */
    public List<String> cells() {
        int nodes = rumours.nodes();
        double loss = rumours.loss();
        double delivered = FANOUT * (1 - loss);
        long missed = spreads.stream().filter(Spread::missedSomebody).count();
        double packets = spreads.stream().mapToLong(Spread::packets).average().orElse(0) / nodes;
        return List.of(
                text("%,d", nodes),
                text("%.4g", loss * 100).replaceAll("\\.?0+$", "") + " %",
                rumours.eager() ? "at once" : "at the tick",
                quantile(0.5, 0.5),
                quantile(0.99, 0.5),
                quantile(1, 0.5),
                quantile(1, 1),
                missed + " of " + spreads.size(),
                text("%.1f", packets),
                text("%.1f", ROUND_SECONDS * Math.ceil(log(1 + FANOUT, nodes))),
                text("%.2f", ROUND_SECONDS * (log(1 + delivered, nodes) + Math.log(nodes) / delivered)));
    }

    /** Of the times after which a share knew it, those that were missed last. */
    private String quantile(double share, double quantile) {
        List<Duration> times = spreads.stream()
                .map(spread -> spread.reached(share))
                .flatMap(Optional::stream)
                .sorted()
                .toList();
        int index = quantile == 1 ? times.size() - 1 : (int) Math.ceil(quantile * spreads.size()) - 1;
        return index < 0 || index >= times.size()
                ? "never"
                : text("%.2f", times.get(index).toMillis() / 1e3);
    }

    private static String text(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static double log(double base, double value) {
        return Math.log(value) / Math.log(base);
    }
}
