package io.gossip.simulator.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A table of text, for a terminal or for a document.
 *
 * @param head the names of the columns
 * @param rows as many cells each
 * @param words how many columns, from the left, hold words; the others hold numbers
 */
public record Table(List<String> head, List<List<String>> rows, int words) {

    /**
     * Copies the lists.
     *
     * @param head the names of the columns
     * @param rows as many cells each
     * @param words how many columns hold words
     */
    public Table {
        head = List.copyOf(head);
        rows = List.copyOf(rows);
    }

    /**
     * For a terminal: words to the left, numbers to the right.
     *
     * @return lines, each with its end
     */
    public String toText() {
        List<List<String>> all = Stream.concat(Stream.of(head), rows.stream()).toList();
        List<Integer> widths = IntStream.range(0, head.size())
                .mapToObj(column -> all.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toList();
        return all.stream()
                .map(row -> IntStream.range(0, row.size())
                        .mapToObj(column -> String.format(
                                Locale.ROOT,
                                (column < words ? "%-" : "%") + Math.max(1, widths.get(column)) + "s",
                                row.get(column)))
                        .collect(Collectors.joining("  "))
                        .stripTrailing())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /**
     * For a document in Markdown.
     *
     * @return lines, each with its end
     */
    public String toMarkdown() {
        String rule = IntStream.range(0, head.size())
                .mapToObj(column -> column < words ? "---" : "---:")
                .collect(Collectors.joining(" | "));
        return Stream.concat(
                        Stream.of(line(head), "| " + rule + " |"), rows.stream().map(Table::line))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }
}
