package io.gossip.simulator.report;

import java.util.ArrayList;
import java.util.List;
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
        List<List<String>> rows = DelayTable.rows(statistics);
        if (!rows.isEmpty()) {
            text.append('\n');
            table(text, rows);
            text.append('\n');
        }
        line(text, "trace", String.format(Locale.ROOT, "%016x", run.trace()));
        line(text, "again", run.command());
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append(" ".repeat(Math.max(1, NAME_WIDTH - name.length())));
        text.append(value).append('\n');
    }

    private static void table(StringBuilder text, List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>();
        all.add(DelayTable.HEAD);
        all.addAll(rows);
        for (List<String> row : all) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                int place = column;
                int width = all.stream()
                        .mapToInt(other -> other.get(place).length())
                        .max()
                        .orElse(0);
                String cell = row.get(column);
                String room = " ".repeat(width - cell.length());
                // Words to the left, numbers to the right.
                line.append(column < 2 ? cell + room : room + cell).append("  ");
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
    }
}
