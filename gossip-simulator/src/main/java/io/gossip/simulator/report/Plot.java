package io.gossip.simulator.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A plot of a page: a figure with its numbers in a table, from which the page's script draws it. */
final class Plot {

    private static final List<String> CURVE_COLUMNS = List.of("curve", "x", "y");

    private final String title;
    private final String yAxis;
    private final String xAxis;
    private final boolean overTime;
    private final List<List<String>> rows = new ArrayList<>();

    private Plot(String title, String yAxis, String xAxis, boolean overTime) {
        this.title = title;
        this.yAxis = yAxis;
        this.xAxis = xAxis;
        this.overTime = overTime;
    }

    /** A plot over the time of the script, in which faults are shown too. */
    static Plot overTime(String title, String yAxis) {
        return new Plot(title, yAxis, "time since the cluster had formed", true);
    }

    static Plot curve(String title, String yAxis, String xAxis) {
        return new Plot(title, yAxis, xAxis, false);
    }

    Plot series(String name, List<Sample> samples, ToDoubleFunction<Sample> value) {
        // A state in which nobody ever is needs no curve.
        if (rows.isEmpty() || samples.stream().anyMatch(sample -> value.applyAsDouble(sample) > 0)) {
            samples.forEach(sample -> point(name, sample.atSeconds(), value.applyAsDouble(sample)));
        }
        return this;
    }

    void point(String curve, double x, double y) {
        rows.add(List.of(curve, number(x), number(y)));
    }

    @Override
    public String toString() {
        return "<figure class=\"plot\"" + (overTime ? " data-time" : "") + " data-x=\"" + Markup.escape(xAxis)
                + "\" data-y=\"" + Markup.escape(yAxis) + "\">\n<figcaption>" + Markup.escape(title)
                + "</figcaption>\n<div class=\"canvas\"></div>\n<details><summary>The numbers</summary>\n"
                + Markup.table(title + " (x: " + xAxis + ", y: " + yAxis + ")", new Table(CURVE_COLUMNS, rows, 1))
                + "</details>\n</figure>\n";
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.3f", value);
        return text.replaceAll("\\.?0+$", "");
    }
}
