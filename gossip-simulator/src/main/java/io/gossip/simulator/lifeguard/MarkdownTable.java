package io.gossip.simulator.lifeguard;

import java.util.Collections;

/** A table in Markdown; the first column is left-aligned, the others are numbers. */
final class MarkdownTable {

    private final int columns;
    private final StringBuilder text = new StringBuilder();

    MarkdownTable(String... headings) {
        columns = headings.length;
        line(headings);
        text.append("| --- |")
                .append(String.join("", Collections.nCopies(columns - 1, " ---: |")))
                .append('\n');
    }

    void row(String... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException(cells.length + " cells in a table of " + columns + " columns");
        }
        line(cells);
    }

    private void line(String... cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
