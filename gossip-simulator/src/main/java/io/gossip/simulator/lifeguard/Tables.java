package io.gossip.simulator.lifeguard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Tables IV to VII, Figures 2 and 3 as Markdown, ours beside the paper's. A cell reads {@code ours (paper's, ×ratio)}; what the paper
 * does not have stands alone.
 */
final class Tables {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double[] PERCENTS = {50, 99, 99.9};

    private final Results threshold;
    private final Results interval;
    private final Grid grid;
    private final int repetitions;

    /**
     * Tables of what there is.
     *
     * @param grid what was tried; if these are not all anomalies of the paper, its counts are left out
     * @param repetitions how often each cell was run
     */
    Tables(Results threshold, Results interval, Grid grid, int repetitions) {
        this.threshold = threshold;
        this.interval = interval;
        this.grid = grid;
        this.repetitions = repetitions;
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        List<String> rows = rows();
        if (!interval.isEmpty()) {
            text.append(falsePositives(rows));
            text.append(byMembers(
                    "Figure 2: FP by the number of anomalous members", rows, Paper.FP, Outcome::falsePositives));
            text.append(byMembers(
                    "Figure 3: FP− by the number of anomalous members",
                    rows,
                    Paper.FP_AT_HEALTHY,
                    Outcome::falsePositivesAtHealthy));
        }
        if (!threshold.isEmpty()) {
            text.append(latency(rows));
        }
        if (!interval.isEmpty()) {
            text.append(load(rows));
        }
        text.append(tuning());
        return text.toString();
    }

    /** The five configurations of Tables IV to VI, and this engine. */
    private static List<String> rows() {
        List<String> rows = new ArrayList<>();
        Configuration.parts().forEach(part -> rows.add(part.label()));
        rows.add(Configuration.OWN);
        return rows;
    }

    private String falsePositives(List<String> rows) {
        MarkdownTable table = new MarkdownTable("configuration", "FP", "FP−", "FP % of SWIM", "FP− % of SWIM");
        for (String label : rows) {
            if (interval.has(label)) {
                long fp = interval.sum(label, Outcome::falsePositives);
                long atHealthy = interval.sum(label, Outcome::falsePositivesAtHealthy);
                double paperFp = paperSum(Paper.FP, label);
                double paperAtHealthy = paperSum(Paper.FP_AT_HEALTHY, label);
                table.row(
                        label,
                        count(fp, comparable(paperFp)),
                        count(atHealthy, comparable(paperAtHealthy)),
                        number(
                                ofSwim(fp, interval.sum(Configuration.SWIM, Outcome::falsePositives)),
                                ofSwim(paperFp, paperSum(Paper.FP, Configuration.SWIM))),
                        number(
                                ofSwim(atHealthy, interval.sum(Configuration.SWIM, Outcome::falsePositivesAtHealthy)),
                                ofSwim(paperAtHealthy, paperSum(Paper.FP_AT_HEALTHY, Configuration.SWIM))));
            }
        }
        return section("Table IV: false positives", table);
    }

    private String byMembers(
            String title, List<String> rows, Map<String, List<Integer>> paper, ToLongFunction<Outcome> value) {
        List<String> columns = new ArrayList<>(List.of("configuration"));
        grid.members().forEach(c -> columns.add("C = " + c));
        MarkdownTable table = new MarkdownTable(columns.toArray(String[]::new));
        for (String label : rows) {
            if (interval.has(label)) {
                List<String> cells = new ArrayList<>(List.of(label));
                for (int c : grid.members()) {
                    cells.add(count(interval.sum(label, c, value), comparable(paperSum(paper, label, List.of(c)))));
                }
                table.row(cells.toArray(String[]::new));
            }
        }
        return section(title, table);
    }

    private String latency(List<String> rows) {
        MarkdownTable table =
                new MarkdownTable("configuration", "first p50", "p99", "p99.9", "full p50", "p99", "p99.9", "samples");
        for (String label : rows) {
            if (threshold.has(label)) {
                List<Double> ours = latencies(label);
                List<String> cells = new ArrayList<>(List.of(label));
                for (int i = 0; i < ours.size(); i++) {
                    cells.add(number(ours.get(i), paperValue(Paper.LATENCY, label, i)));
                }
                cells.add(Integer.toString(threshold.firstDetections(label).size()));
                table.row(cells.toArray(String[]::new));
            }
        }
        return section("Table V: latency in seconds", table);
    }

    private String load(List<String> rows) {
        MarkdownTable table = new MarkdownTable(
                "configuration", "packets per run", "packets % of SWIM", "bytes % of SWIM", "bytes per packet");
        double swimPackets = perRun(Configuration.SWIM, Outcome::packets);
        double swimBytes = perRun(Configuration.SWIM, Outcome::bytes);
        Paper.Load swim = Paper.load(Configuration.SWIM);
        for (String label : rows) {
            if (interval.has(label)) {
                double packets = perRun(label, Outcome::packets);
                double bytes = perRun(label, Outcome::bytes);
                Paper.Load paper = Paper.load(label);
                table.row(
                        label,
                        count(Math.round(packets), comparable(paper.packets() / Paper.INTERVAL_RUNS)),
                        number(ofSwim(packets, swimPackets), ofSwim(paper.packets(), swim.packets())),
                        number(ofSwim(bytes, swimBytes), ofSwim(paper.bytes(), swim.bytes())),
                        count(Math.round(bytes / packets), paper.bytes() / paper.packets()));
            }
        }
        return section("Table VI: message load", table);
    }

    private String tuning() {
        List<String> labels = new ArrayList<>();
        for (int alpha : new int[] {2, 4, 5}) {
            for (int beta : new int[] {2, 4, 6}) {
                labels.add(Configuration.tuningLabel(alpha, beta));
            }
        }
        labels.add(Configuration.OWN);
        labels.removeIf(label -> !threshold.has(label) && !interval.has(label));
        if (labels.size() <= 2) {
            return "";
        }
        List<String> columns = new ArrayList<>(List.of("% of SWIM"));
        labels.forEach(label -> columns.add(label.equals(Configuration.LIFEGUARD) ? "α5β6" : label));
        MarkdownTable table = new MarkdownTable(columns.toArray(String[]::new));
        String[] names = {"first p50", "full p50", "first p99", "full p99", "first p99.9", "full p99.9", "FP", "FP−"};
        for (int row = 0; row < names.length; row++) {
            List<String> cells = new ArrayList<>(List.of(names[row]));
            for (String label : labels) {
                cells.add(number(tuningValue(label, row), paperValue(Paper.TUNING, label, row)));
            }
            table.row(cells.toArray(String[]::new));
        }
        return section("Table VII: tuning, in percent of SWIM", table);
    }

    /** The value of a row of Table VII. */
    private double tuningValue(String label, int row) {
        if (row < 6) {
            int column = row % 2 == 0 ? row / 2 : 3 + row / 2;
            return ofSwim(
                    latencies(label).get(column), latencies(Configuration.SWIM).get(column));
        }
        ToLongFunction<Outcome> value = row == 6 ? Outcome::falsePositives : Outcome::falsePositivesAtHealthy;
        return ofSwim(interval.sum(label, value), interval.sum(Configuration.SWIM, value));
    }

    /** First detection, then full dissemination; NaN where nothing was detected. */
    private List<Double> latencies(String label) {
        List<Double> seconds = new ArrayList<>();
        for (Percentiles sample : List.of(threshold.firstDetections(label), threshold.fullDisseminations(label))) {
            for (double percent : PERCENTS) {
                seconds.add(sample.size() == 0 ? Double.NaN : sample.at(percent) / NANOS_PER_SECOND);
            }
        }
        return seconds;
    }

    private double perRun(String label, ToLongFunction<Outcome> value) {
        return (double) interval.sum(label, value) / interval.runs(label);
    }

    private double paperSum(Map<String, List<Integer>> figure, String label) {
        return paperSum(figure, label, grid.members());
    }

    /** The paper's count for as many repetitions as ours; NaN if it has none. */
    private double paperSum(Map<String, List<Integer>> figure, String label, List<Integer> some) {
        List<Integer> row = figure.get(label);
        return row == null ? Double.NaN : (double) Paper.sum(row, some) * repetitions / Paper.REPETITIONS;
    }

    private double comparable(double paper) {
        return grid.hasAllAnomalies() ? paper : Double.NaN;
    }

    private static double paperValue(Map<String, List<Double>> table, String label, int column) {
        List<Double> row = table.get(label);
        return row == null ? Double.NaN : row.get(column);
    }

    private static double ofSwim(long value, long swim) {
        return ofSwim((double) value, (double) swim);
    }

    private static double ofSwim(double value, double swim) {
        return 100 * value / swim;
    }

    private static String count(long ours, double paper) {
        String text = String.format(Locale.ROOT, "%,d", ours);
        return Double.isNaN(paper)
                ? text
                : text + String.format(Locale.ROOT, " (%,d%s)", Math.round(paper), ratio((double) ours, paper));
    }

    private static String number(double ours, double paper) {
        String text = Double.isFinite(ours) ? String.format(Locale.ROOT, "%.2f", ours) : "–";
        return Double.isNaN(paper) ? text : text + String.format(Locale.ROOT, " (%.2f%s)", paper, ratio(ours, paper));
    }

    private static String ratio(double ours, double paper) {
        double ratio = ours / paper;
        return Double.isFinite(ratio) ? String.format(Locale.ROOT, ", ×%.2f", ratio) : "";
    }

    private static String section(String title, MarkdownTable table) {
        return "### " + title + "\n\n" + table + "\n";
    }
}
