package io.gossip.simulator.cli;

import io.gossip.simulator.faults.FaultForm;
import io.gossip.simulator.faults.FaultParser;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code faults}: all that {@code --fault} understands. */
@Command(name = "faults", description = "Lists all faults and how they are written.", mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the field
final class FaultsCommand implements Runnable {

    private static final int INDENT = 2;
    private static final int LEAST_WIDTH = 32;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        Map<String, String> forms = new LinkedHashMap<>();
        for (FaultForm form : FaultParser.forms()) {
            forms.put(form.toString(), form.meaning());
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(table(forms));
        out.println("\nIn place of");
        out.print(table(parameters()));
        out.print("""

                For example
                  --fault "crash 2 moved at 1m for 10s" --fault "freeze n3,n7 at 10s for 500ms"
                """);
        out.flush();
    }

    private static Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("<hosts>", "a share of those that run (50%), a number of them (3), or names (n1,n7)");
        parameters.put("[links]", "nothing for everything, or 'from <hosts>', 'to <hosts>', or both");
        parameters.put("<share>", "5%, from 0 to 100%");
        parameters.put("times", "500ms, 30s, 1m30s; units ns, us, ms, s, m, h");
        parameters.put(
                "<latency>",
                "fixed 10ms, uniform 1ms 50ms, normal 20ms 5ms (mean, deviation), lognormal 10ms 1.5 (median, sigma), or regions"
                        + " 1ms 80ms (within one of two regions, between them)");
        parameters.put(
                "after a fault",
                "'at <time>' when it begins, at once if not said; 'for <time>' how long it lasts, to the end if not said");
        return parameters;
    }

    /** As wide as the terminal. */
    private String table(Map<String, String> lines) {
        int left = lines.keySet().stream().mapToInt(String::length).max().orElse(0) + 1;
        int right = Math.max(LEAST_WIDTH, spec.usageMessage().width() - left);
        TextTable table = TextTable.forColumns(
                Help.defaultColorScheme(spec.commandLine().getColorScheme().ansi()),
                new Column(left, 0, Overflow.SPAN),
                new Column(right, INDENT, Overflow.WRAP));
        lines.forEach(table::addRowValues);
        return table.toString();
    }
}
