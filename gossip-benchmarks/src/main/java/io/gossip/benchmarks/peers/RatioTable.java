package io.gossip.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Sets what the harnesses printed side by side, as Markdown: this engine, Go's serf, the ratio, and what was aimed for. The
 * arguments are files of {@link Records}.
 */
public final class RatioTable {

    private static final String OURS = "gossip";
    private static final String GO = "serf";
    private static final int THEORY_TRIES = 4_000;
    private static final int THEORY_SEED = 1;

    private static final List<Row> ROWS = List.of(
            new Row("Idle: CPU, s per node and minute", "idle", "cpu_s_per_node_min", 4, "Go's"),
            new Row("Idle: packets per node and second", "idle", "packets_per_node_s", 3, "1.05 x Go's"),
            new Row("Idle: bytes on loopback per node and second", "idle", "bytes_per_node_s", 0, "1.05 x Go's"),
            new Row("Heap per node, KB", "idle", "heap_kb_per_node", 0, "Go's"),
            new Row("Resident memory of the process per node, KB", "idle", "rss_kb_per_node", 0, ""),
            new Row("Threads of the process", "idle", "threads", 0, ""),
            new Row("Join all at once, s", "join", "all_s", 2, "slowest under 2"),
            new Row("New tags known to all, s", "update", "last_s", 2, "N=100: 0.3"),
            new Row("New tags: packets per node and second meanwhile", "update", "packets_per_node_s", 2, "Go's"),
            new Row("One more joins, all know, s", "join_one", "all_s", 2, ""),
            new Row("One leaves, all others know, s", "leave", "all_s", 2, ""),
            new Row("Cold start, call to ready, ms", "startup", "call_ms", 1, "150"),
            new Row("Cold start: memory of the process, MB", "startup", "rss_mb", 0, ""),
            new Row("Crowd: join all at once, s", "crowd", "join_s", 1, "converges"),
            new Row("Crowd: CPU to join, s", "crowd", "join_cpu_s", 1, ""),
            new Row("Crowd: nodes that know all", "crowd", "complete_views", 0, "all"),
            new Row("Crowd: heap per node, KB", "crowd", "heap_kb_per_node", 0, ""),
            new Row("Crowd: heap per node and member, bytes", "crowd", "heap_bytes_per_node_and_member", 0, ""),
            new Row("Crowd: CPU, s per node and minute", "crowd", "cpu_s_per_node_min", 4, ""),
            new Row("Crowd: packets per node and second", "crowd", "packets_per_node_s", 3, ""));

    private RatioTable() {}

    /** A line of {@link Records}. */
    private record Line(
            String peer, String version, String scenario, int nodes, String metric, double value, double load) {

        static Line of(String text) {
            List<String> field = List.of(text.split("\t", -1));
            return new Line(
                    field.get(0),
                    field.get(1),
                    field.get(2),
                    Integer.parseInt(field.get(3)),
                    field.get(5),
                    Double.parseDouble(field.get(6)),
                    Double.parseDouble(field.get(7)));
        }
    }

    /** What is compared. */
    private record Row(String title, String scenario, String metric, int decimals, String aim) {}

    /**
     * Prints the tables.
     *
     * @param args files
     * @throws IOException if one cannot be read
     */
    public static void main(String[] args) throws IOException {
        List<Line> lines = new ArrayList<>();
        for (String file : args) {
            Files.readAllLines(Path.of(file)).forEach(text -> lines.add(Line.of(text)));
        }
        System.out.println(
                lines.stream().map(line -> line.peer + " " + line.version).collect(Collectors.toSet())
                        + ", load average "
                        + Sample.of(lines.stream().map(Line::load).toList()).format(1));
        System.out.println();
        System.out.println("| median [least .. most], tries | nodes | Gossip | Go serf | ratio | aim |");
        System.out.println("| --- | --- | --- | --- | --- | --- |");
        for (Row row : ROWS) {
            compare(row, lines);
        }
        System.out.println();
        System.out.println("| mean ± its standard error, tries | nodes | limit | Gossip | Go serf | Gossip / limit"
                + " | Go / limit | wrongful reports, Gossip, Go |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
        detection("SIGKILL, first report, s", "kill", "first_s", lines);
        detection("SIGKILL, last survivor's report, s", "kill", "all_s", lines);
        detection("SIGSTOP, first report, s", "hang", "first_s", lines);
        detection("SIGSTOP, last survivor's report, s", "hang", "all_s", lines);
    }

    private static void compare(Row row, List<Line> lines) {
        for (int nodes : sizes(row.scenario, lines)) {
            Sample ours = sample(OURS, row.scenario, row.metric, nodes, lines);
            Sample go = sample(GO, row.scenario, row.metric, nodes, lines);
            if (ours.size() + go.size() > 0) {
                System.out.printf(
                        Locale.ROOT,
                        "| %s | %d | %s | %s | %s | %s |%n",
                        row.title,
                        nodes,
                        ours.format(row.decimals),
                        go.format(row.decimals),
                        ratio(ours.median(), go.median()),
                        row.aim);
            }
        }
    }

    private static void detection(String title, String scenario, String metric, List<Line> lines) {
        for (int nodes : sizes(scenario, lines)) {
            Theory.Crash limits = new Theory(THEORY_SEED).crash(nodes, THEORY_TRIES);
            double limit = metric.equals("first_s") ? limits.firstSeconds() : limits.allSeconds();
            Sample ours = sample(OURS, scenario, metric, nodes, lines);
            Sample go = sample(GO, scenario, metric, nodes, lines);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %d | %.2f | %s | %s | %s | %s | %.0f, %.0f |%n",
                    title,
                    nodes,
                    limit,
                    ours.formatMean(),
                    go.formatMean(),
                    ratio(ours.mean(), limit),
                    ratio(go.mean(), limit),
                    sample(OURS, scenario, "wrongful_failures", nodes, lines).sum(),
                    sample(GO, scenario, "wrongful_failures", nodes, lines).sum());
        }
    }

    private static List<Integer> sizes(String scenario, List<Line> lines) {
        return lines.stream()
                .filter(line -> line.scenario.equals(scenario))
                .map(Line::nodes)
                .distinct()
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    private static Sample sample(String peer, String scenario, String metric, int nodes, List<Line> lines) {
        Predicate<Line> wanted = line -> line.peer.equals(peer)
                && line.scenario.equals(scenario)
                && line.metric.equals(metric)
                && line.nodes == nodes;
        return Sample.of(lines.stream().filter(wanted).map(Line::value).toList());
    }

    private static String ratio(double ours, double other) {
        return Double.isNaN(ours) || Double.isNaN(other) ? "" : String.format(Locale.ROOT, "%.2f", ours / other);
    }
}
