package io.gossip.simulator.chaos;

import io.gossip.simulator.check.Coverage;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs many chaos runs, one for each seed, and tells of those that fail. */
@Command(
        name = "chaos",
        description = "Puts clusters through faults drawn at random, and checks what must hold.",
        mixinStandardHelpOptions = true)
public final class ChaosCommand implements Callable<Integer> {

    @Option(names = "--seed", defaultValue = "1", description = "The first seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--runs", defaultValue = "100", description = "How many seeds (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--nodes",
            defaultValue = "64",
            description = "Most nodes of a run, 3 or more (default: ${DEFAULT-VALUE}).")
    private int nodes;

    @Option(
            names = "--duration",
            defaultValue = "60s",
            description = "How long each chaos lasts (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // the parser sets it
    private Duration duration;

    @Spec
    @SuppressWarnings("NullAway.Init") // the parser sets it
    private CommandSpec spec;

    /** A command without values, for the parser. */
    public ChaosCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Coverage coverage = new Coverage();
        int failed = 0;
        for (int i = 0; i < runs; i++) {
            ChaosRun run = ChaosRun.drawn(seed + i, nodes, duration);
            Outcome outcome = run.run();
            coverage.add(outcome.coverage());
            out.println(outcome);
            if (!outcome.isGood()) {
                failed++;
                out.flush();
                out.println("The same is violated by less: " + run.smallest(outcome));
            }
            out.flush();
        }
        out.println();
        out.println("How often what occurred, in all runs:");
        out.println(coverage);
        out.println();
        out.println(failed + " of " + runs + " runs failed");
        out.flush();
        return failed == 0 ? 0 : 1;
    }
}
