package io.gossip.simulator.report;

import java.util.Locale;

/**
 * The result as a table for a terminal or a log; {@link #toString} is the text.
 *
 * @param run which run it was
 * @param statistics what it was like
 */
public record TextReport(RunDescription run, Statistics statistics) {

    private static final int NAME_WIDTH = 16;

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        line(text, "what", run.title() + ", " + Figures.whole(run.nodes()) + " nodes, seed " + run.seed());
        run.settings().forEach((name, value) -> line(text, name, value));
        Summary.of(run, statistics).forEach((name, value) -> line(text, name, value));
        DelayTable.of(statistics)
                .ifPresent(table -> text.append('\n').append(table.toText()).append('\n'));
        line(text, "trace", String.format(Locale.ROOT, "%016x", run.trace()));
        line(text, "again", run.command());
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append(" ".repeat(Math.max(1, NAME_WIDTH - name.length())));
        text.append(value).append('\n');
    }
}
