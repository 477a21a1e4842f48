package io.gossip.simulator.report;

import io.gossip.simulator.report.Change.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How long the others took to notice what happened to nodes: a row for each change, and one for all of a kind. */
final class DelayTable {

    private static final List<String> HEAD =
            List.of("what", "node", "at", "first", "p50", "p90", "p99", "max", "noticed by");

    /** What happened, and to whom. */
    private static final int WORDS = 2;

    /** Of a kind; further ones are only in the row of all. */
    private static final int MOST_ROWS = 10;

    private DelayTable() {}

    /** Nothing if nothing happened to any node. */
    static Optional<Table> of(Statistics statistics) {
        List<List<String>> rows = new ArrayList<>();
        for (Kind kind : List.of(Kind.CRASHED, Kind.LEFT, Kind.STARTED)) {
            List<Change> changes = statistics.changes(kind);
            changes.stream()
                    .limit(MOST_ROWS)
                    .forEach(change -> rows.add(row(
                            Summary.kind(kind),
                            change.node(),
                            Figures.seconds(change.atSeconds()),
                            change.delays(),
                            change.observers())));
            if (changes.size() > 1) {
                int observers = changes.stream().mapToInt(Change::observers).sum();
                rows.add(row(Summary.kind(kind), "all " + changes.size(), "", statistics.delays(kind), observers));
            }
        }
        return rows.isEmpty() ? Optional.empty() : Optional.of(new Table(HEAD, rows, WORDS));
    }

    private static List<String> row(String what, String node, String at, Distribution delays, int observers) {
        return List.of(
                what,
                node,
                at,
                Figures.seconds(delays.min()),
                Figures.seconds(delays.percentile(0.5)),
                Figures.seconds(delays.percentile(0.9)),
                Figures.seconds(delays.percentile(0.99)),
                Figures.seconds(delays.max()),
                Figures.whole(delays.count()) + " of " + Figures.whole(observers));
    }
}
