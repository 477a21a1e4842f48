package io.gossip.benchmarks.peers;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * Sets what the harnesses printed side by side, as Markdown: this engine, its twin in Go, the ratio, and what was aimed for.
 * Other libraries follow in a table with a column for each. The arguments are files of {@link Records}.
 */
public final class RatioTable {

    private static final int THEORY_TRIES = 4_000;
    private static final int THEORY_SEED = 1;

    /** Of this engine and of Go, what does the same. */
    private static final List<RatioTable> TWINS = List.of(
            new RatioTable("gossip", "Gossip", "serf", "Go serf"),
            new RatioTable("gossip-memberlist", "Gossip without serf", "memberlist", "Go memberlist"));

    private final String ours;
    private final String go;
    private final String oursTitle;
    private final String goTitle;

    private RatioTable(String ours, String oursTitle, String go, String goTitle) {
        this.ours = ours;
        this.oursTitle = oursTitle;
        this.go = go;
        this.goTitle = goTitle;
    }

    /**
     * Prints the tables.
     *
     * @param args files
     * @throws IOException if one cannot be read
     */
    public static void main(String[] args) throws IOException {
        Measurements measurements = Measurements.read(List.of(args));
        List<String> peers = measurements.peers();
        System.out.println(measurements.summary());
        for (RatioTable table : TWINS) {
            if (peers.contains(table.ours) || peers.contains(table.go)) {
                table.print(measurements);
            }
        }
        if (!TWINS.stream().flatMap(table -> table.peers().stream()).toList().containsAll(peers)) {
            new PeerTable(measurements, peers).print();
        }
    }

    private List<String> peers() {
        return List.of(ours, go);
    }

    private void print(Measurements measurements) {
        System.out.printf("%n| median [least .. most], tries | nodes | %s | %s | ratio | aim |%n", oursTitle, goTitle);
        System.out.println("| --- | --- | --- | --- | --- | --- |");
        Row.ALL.forEach(row -> compare(row, measurements));
        if (Row.DETECTION.stream()
                .anyMatch(row -> !measurements.sizes(row.scenario(), peers()).isEmpty())) {
            printDetection(measurements);
        }
    }

    private void printDetection(Measurements measurements) {
        System.out.printf(
                "%n| mean ± its standard error, tries | nodes | limit | %s | %s | Gossip / limit | Go / limit"
                        + " | wrongful reports, Gossip, Go |%n",
                oursTitle, goTitle);
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
        Row.DETECTION.forEach(row -> detection(row, measurements));
    }

    private void compare(Row row, Measurements measurements) {
        for (int nodes : measurements.sizes(row.scenario(), peers())) {
            Sample our = measurements.sample(ours, row.scenario(), row.metric(), nodes);
            Sample their = measurements.sample(go, row.scenario(), row.metric(), nodes);
            String ourCell = measurements.cell(our.format(row.decimals()), ours, row.scenario(), nodes);
            String theirCell = measurements.cell(their.format(row.decimals()), go, row.scenario(), nodes);
            if (our.size() + their.size() > 0 || row.leads()) {
                System.out.printf(
                        "| %s | %d | %s | %s | %s | %s |%n",
                        row.title(), nodes, ourCell, theirCell, ratio(our.median(), their.median()), row.aim());
            }
        }
    }

    private void detection(Row row, Measurements measurements) {
        for (int nodes : measurements.sizes(row.scenario(), peers())) {
            Theory.Crash limits = new Theory(THEORY_SEED).crash(nodes, THEORY_TRIES);
            double limit = row.metric().equals("first_s") ? limits.firstSeconds() : limits.allSeconds();
            Sample our = measurements.sample(ours, row.scenario(), row.metric(), nodes);
            Sample their = measurements.sample(go, row.scenario(), row.metric(), nodes);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %d | %.2f | %s | %s | %s | %s | %s, %s |%n",
                    row.title(),
                    nodes,
                    limit,
                    measurements.cell(our.formatMean(), ours, row.scenario(), nodes),
                    measurements.cell(their.formatMean(), go, row.scenario(), nodes),
                    ratio(our.mean(), limit),
                    ratio(their.mean(), limit),
                    wrongfulReports(ours, row, nodes, measurements),
                    wrongfulReports(go, row, nodes, measurements));
        }
    }

    private static String wrongfulReports(String peer, Row row, int nodes, Measurements measurements) {
        Sample reports = measurements.sample(peer, row.scenario(), "wrongful_failures", nodes);
        return reports.size() == 0 ? "-" : String.format(Locale.ROOT, "%.0f", reports.sum());
    }

    private static String ratio(double ours, double other) {
        return Double.isNaN(ours) || Double.isNaN(other) || other == 0
                ? ""
                : String.format(Locale.ROOT, "%.2f", ours / other);
    }
}
