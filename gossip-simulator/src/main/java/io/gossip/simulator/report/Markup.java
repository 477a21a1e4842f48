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

    /** Of a command to be copied; the name of an option is not broken at its dashes. */
    static String command(String text) {
        return escape(text).replaceAll("(?<= )(--?[a-z-]+)", "<span>$1</span>");
    }

    static String table(String caption, Table table) {
        StringBuilder text = new StringBuilder("<div class=\"scroll\"><table>\n<caption>")
                .append(escape(caption))
                .append("</caption>\n<thead>");
        row(text, "th", " scope=\"col\"", table.head(), table.words());
        text.append("</thead>\n<tbody>\n");
        table.rows().forEach(cells -> row(text, "td", "", cells, table.words()));
        return text.append("</tbody>\n</table></div>\n").toString();
    }

    private static void row(StringBuilder text, String element, String attributes, List<String> cells, int words) {
        text.append("<tr>");
        for (int column = 0; column < cells.size(); column++) {
            text.append('<').append(element).append(attributes);
            text.append(column < words ? " class=\"word\">" : ">").append(escape(cells.get(column)));
            text.append("</").append(element).append('>');
        }
        text.append("</tr>\n");
    }
}
