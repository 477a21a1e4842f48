package io.gossip.simulator.cli;

import io.gossip.simulator.report.Table;
import io.gossip.simulator.rumour.Measurement;
import io.gossip.simulator.rumour.Rumours;
import io.gossip.simulator.terminal.ProgressLine;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rumour}: how fast news spreads, beside what is possible. */
@Command(
        name = "rumour",
        description = "Measures how fast one piece of news reaches all, and how often somebody is missed.",
        footer = {"", "For example:", "  rumour --nodes 100,1000 --loss 0%%,25%% --rumours 200"},
        mixinStandardHelpOptions = true,
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class RumourCommand implements Callable<Integer> {

    private static final String LEGEND = """

            50%, 99%, all   seconds until so many knew it, median; slowest: until all knew it, at worst
            missed          rumours that gossip did not bring to everybody; the next push/pull does
            packets         that a node sent in the ten seconds after, probes included
            bound           no algorithm that waits for the tick of 200 ms is faster
            random          what random push with the same fan-out is expected to take
            """;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-n", "--nodes"},
            paramLabel = "COUNT",
            split = ",",
            defaultValue = "100,1000",
            description = "How many nodes, two rows each; ${DEFAULT-VALUE} if nothing is said.")
    private List<Integer> nodes;

    @Option(
            names = "--loss",
            paramLabel = "SHARE",
            split = ",",
            defaultValue = "0%",
            description = "How many packets get lost, for instance 0%%,25%%; none if nothing is said.")
    private List<Share> losses;

    @Option(
            names = "--rumours",
            paramLabel = "COUNT",
            defaultValue = "50",
            description = "How many, one after another; ${DEFAULT-VALUE} if nothing is said.")
    private int rumours;

    @Mixin
    private SeedOption seed;

    @Option(names = "--markdown", description = "Prints the table as a document in Markdown has it.")
    private boolean markdown;

    @Override
    public Integer call() {
        List<Rumours> all = all();
        List<List<String>> rows = new ArrayList<>();
        try (ProgressLine progress = ProgressLine.of("rumours", (long) all.size() * rumours)) {
            for (Rumours some : all) {
                rows.add(new Measurement(some, some.run(progress::step)).cells());
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(
                markdown
                        ? new Table(Measurement.HEAD, rows, rows.get(0).size()).toMarkdown()
                        : new Table(Measurement.SHORT_HEAD, rows, Measurement.WORDS).toText() + LEGEND
                                + "\nagain           " + CommandText.of(spec, seed.seed()) + "\n");
        out.flush();
        return 0;
    }

    private List<Rumours> all() {
        List<Rumours> all = new ArrayList<>();
        for (int size : nodes) {
            for (Share loss : losses) {
                for (boolean eager : new boolean[] {true, false}) {
                    all.add(new Rumours(size, loss.fraction(), rumours, eager, seed.seed()));
                }
            }
        }
        return all;
    }
}
