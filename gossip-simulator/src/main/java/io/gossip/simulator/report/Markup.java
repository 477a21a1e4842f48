package io.gossip.simulator.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Pieces of HTML. Every text that is given is escaped. */
final class Markup {

    private Markup() {}

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                // A brace pair must not be taken for a place in the page.
                .replace("{{", "&#123;&#123;");
    }

    static String definitions(Map<String, String> lines) {
        return lines.entrySet().stream()
                .map(line ->
                        "<div><dt>" + escape(line.getKey()) + "</dt><dd>" + escape(line.getValue()) + "</dd></div>")
                .collect(Collectors.joining("\n", "<dl>\n", "\n</dl>"));
    }

    static String tile(String value, String name) {
        return "<div class=\"tile\"><strong>" + escape(value) + "</strong><span>" + escape(name) + "</span></div>\n";
    }

    static String table(String caption, List<String> head, List<List<String>> rows) {
        StringBuilder table = new StringBuilder("<div class=\"scroll\"><table>\n<caption>")
                .append(escape(caption))
                .append("</caption>\n<thead>");
        row(table, "th scope=\"col\"", "th", head);
        table.append("</thead>\n<tbody>\n");
        rows.forEach(cells -> row(table, "td", "td", cells));
        return table.append("</tbody>\n</table></div>\n").toString();
    }

    private static void row(StringBuilder table, String open, String close, List<String> cells) {
        table.append("<tr>");
        cells.forEach(cell -> table.append('<')
                .append(open)
                .append('>')
                .append(escape(cell))
                .append("</")
                .append(close)
                .append('>'));
        table.append("</tr>\n");
    }
}
