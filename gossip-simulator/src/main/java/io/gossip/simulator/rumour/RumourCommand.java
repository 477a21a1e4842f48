package io.gossip.simulator.rumour;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rumour}: how fast news spreads, beside what is possible. */
@Command(
        name = "rumour",
        description = "Measures how fast one piece of news reaches all, and how often somebody is missed.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class RumourCommand implements Callable<Integer> {

    private static final double FANOUT = 3;
    private static final double ROUND_SECONDS = 0.2;

    @Option(
            names = {"-n", "--nodes"},
            split = ",",
            defaultValue = "100,1000",
            description = "How many nodes, one row each (default: ${DEFAULT-VALUE}).")
    private List<Integer> nodes;

    @Option(
            names = "--loss",
            split = ",",
            defaultValue = "0",
            description = "How much is lost, for instance 0,0.25 (default: ${DEFAULT-VALUE}).")
    private List<Double> losses;

    @Option(names = "--rumours", defaultValue = "50", description = "How many each (default: ${DEFAULT-VALUE}).")
    private int rumours;

    @Option(
            names = {"-s", "--seed"},
            defaultValue = "42",
            description = "What makes it repeatable (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Spec
    private CommandSpec spec;

    /** Made by picocli. */
    public RumourCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.println("| nodes | loss | news leaves | 50 % know, s | 99 % | all, median | all, slowest "
                + "| somebody missed | packets a node and rumour | no algorithm is faster | random push, expected |");
        out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        for (int size : nodes) {
            for (double loss : losses) {
                for (boolean eager : new boolean[] {true, false}) {
                    out.println(row(size, loss, eager));
                    out.flush();
                }
            }
        }
        return 0;
    }

    private String row(int size, double loss, boolean eager) {
        List<Spread> spreads = new Rumours(size, loss, rumours, eager, seed).run();
        long missed = spreads.stream().filter(Spread::missedSomebody).count();
        double packets = spreads.stream().mapToLong(Spread::packets).average().orElse(0) / size;
        double delivered = FANOUT * (1 - loss);
        return String.format(
                Locale.ROOT,
                "| %d | %.0f %% | %s | %s | %s | %s | %s | %d of %d | %.1f | %.1f | %.2f |",
                size,
                loss * 100,
                eager ? "at once" : "at the tick",
                quantile(spreads, 0.5, 0.5),
                quantile(spreads, 0.99, 0.5),
                quantile(spreads, 1, 0.5),
                quantile(spreads, 1, 1),
                missed,
                spreads.size(),
                packets,
                ROUND_SECONDS * Math.ceil(log(1 + FANOUT, size)),
                ROUND_SECONDS * (log(1 + delivered, size) + Math.log(size) / delivered));
    }

    /** Of the times after which a share knew it, those that were missed last. */
    private static String quantile(List<Spread> spreads, double share, double quantile) {
        List<Duration> times = spreads.stream()
                .map(spread -> spread.reached(share))
                .flatMap(Optional::stream)
                .sorted()
                .toList();
        int index = (int) Math.ceil(quantile * spreads.size()) - 1;
        if (quantile == 1) {
            index = times.size() - 1;
        }
        return index < 0 || index >= times.size()
                ? "never"
                : String.format(Locale.ROOT, "%.2f", times.get(index).toMillis() / 1e3);
    }

    private static double log(double base, double value) {
        return Math.log(value) / Math.log(base);
    }
}
