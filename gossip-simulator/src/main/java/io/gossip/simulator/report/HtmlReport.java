package io.gossip.simulator.report;

import io.gossip.simulator.report.Change.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The result as one HTML page that needs nothing else; {@link #toString} is the page. The plots are drawn from tables that are
 * part of it, so that nothing is lost on who cannot see them.
 *
 * @param run which run it was
 * @param statistics what it was like
 */
public record HtmlReport(RunDescription run, Statistics statistics) {

    /** Points of a curve of delays. */
    private static final int POINTS = 50;

    @Override
    public String toString() {
        return PageParts.resource("report.html")
                .replace("{{title}}", Markup.escape(run.title() + ", " + Figures.whole(run.nodes()) + " nodes"))
                .replace("{{command}}", Markup.command(run.command()))
                .replace("{{tiles}}", tiles())
                .replace("{{settings}}", Markup.definitions(settings()))
                .replace("{{summary}}", Markup.definitions(Summary.of(run, statistics)))
                .replace("{{delays}}", delays())
                .replace("{{faults}}", faults())
                .replace("{{over-time}}", overTime())
                .replace("{{learning}}", learning())
                .replace("{{style}}", PageParts.resource("report.css"))
                .replace("{{chart-library}}", PageParts.chartLibrary())
                .replace("{{script}}", PageParts.resource("report.js"));
    }

    private String tiles() {
        StringBuilder tiles = new StringBuilder();
        tiles.append(Markup.tile(seconds(statistics.formed()), "until all knew all"));
        Distribution detection = statistics.delays(Kind.CRASHED);
        if (detection.count() > 0) {
            tiles.append(Markup.tile(Figures.seconds(detection.percentile(0.5)), "median until a crash was noticed"));
        }
        long unprovoked = statistics.wrong().deaths() - statistics.wrong().deathsDuringFaults();
        tiles.append(Markup.tile(Figures.whole(unprovoked), "times one that ran was declared dead without a fault"));
        tiles.append(Markup.tile(
                Figures.whole(Math.round(statistics.bytesPerNodeSecond())) + " B/s", "sent by each node, on average"));
        if (!statistics.faults().isEmpty() || !statistics.changes().isEmpty()) {
            tiles.append(Markup.tile(seconds(statistics.settled()), "after the last fault until all knew all again"));
        }
        return tiles.toString();
    }

    private static String seconds(OptionalDouble time) {
        return time.isPresent() ? Figures.seconds(time.getAsDouble()) : "never";
    }

    private Map<String, String> settings() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("nodes", Figures.whole(run.nodes()));
        all.put("seed", Long.toString(run.seed()));
        all.putAll(run.settings());
        all.put("trace", String.format(Locale.ROOT, "%016x", run.trace()));
        return all;
    }

    private String delays() {
        return DelayTable.of(statistics)
                .map(table -> Markup.table("How long the others took to notice", table))
                .orElse("<p>No node crashed, left or came.</p>");
    }

    private String faults() {
        if (statistics.faults().isEmpty()) {
            return "<p>There were none.</p>";
        }
        return Markup.table(
                "When which fault was there",
                new Table(
                        List.of("fault", "from", "to"),
                        statistics.faults().stream()
                                .map(period -> List.of(
                                        period.fault(),
                                        Figures.seconds(period.fromSeconds()),
                                        Figures.seconds(period.toSeconds())))
                                .toList(),
                        1));
    }

    private String overTime() {
        List<Sample> samples = statistics.timeline();
        StringBuilder plots = new StringBuilder();
        if (!statistics.faults().isEmpty()) {
            plots.append("<figure>\n<figcaption>Faults</figcaption>\n<div class=\"lanes\"></div>\n</figure>\n");
        }
        plots.append(Plot.overTime("Convergence: how much of what there is to know is known", "right beliefs, %")
                .series("known", samples, sample -> 100 * sample.agreement()));
        plots.append(Plot.overTime("Members by state, as a node sees them on average", "members")
                .series("alive", samples, Sample::alive)
                .series("suspect", samples, Sample::suspect)
                .series("dead", samples, Sample::dead)
                .series("left", samples, Sample::left));
        plots.append(traffic("Packets", "packets", Sample::packetsPerNodeSecond));
        plots.append(traffic("Bytes", "bytes", Sample::bytesPerNodeSecond));
        return plots.toString();
    }

    private String learning() {
        String plots = Stream.of(Kind.CRASHED, Kind.LEFT, Kind.STARTED)
                .map(this::learning)
                .collect(Collectors.joining());
        return plots.isEmpty()
                ? ""
                : "<section>\n<h2>How many nodes know what happened, by the time since it did</h2>\n<div class=\"plots\">\n"
                        + plots + "</div>\n</section>";
    }

    /** What is sent while the cluster forms is many times as much, and would leave no room for the rest. */
    private Plot traffic(String what, String curve, ToDoubleFunction<Sample> rate) {
        List<Sample> samples = statistics.timeline();
        double peak = samples.stream()
                .filter(sample -> sample.atSeconds() <= 0)
                .mapToDouble(rate)
                .max()
                .orElse(0);
        return Plot.overTime(
                        what + " sent by each node; up to " + Figures.whole(Math.round(peak))
                                + " in a second while the cluster formed",
                        curve + " in a second")
                .series(
                        curve,
                        samples.stream()
                                .filter(sample -> sample.atSeconds() > 0)
                                .toList(),
                        rate);
    }

    /** The share of those who have to learn of a change that know it, by the time since it happened. */
    private String learning(Kind kind) {
        Distribution delays = statistics.delays(kind);
        if (delays.count() == 0) {
            return "";
        }
        String word = Summary.kind(kind);
        Plot plot =
                Plot.curve("How many nodes know of a " + word, "nodes that know it, %", "seconds since the " + word);
        int observers =
                statistics.changes(kind).stream().mapToInt(Change::observers).sum();
        plot.point(word, 0, 0);
        for (int i = 0; i <= POINTS; i++) {
            double share = (double) i / POINTS;
            plot.point(word, delays.percentile(share), 100 * share * delays.count() / observers);
        }
        return plot.toString();
    }
}
