package io.gossip.simulator.cli;

import io.gossip.runtime.ConfigurationException;
import io.gossip.simulator.chaos.ChaosRun;
import io.gossip.simulator.chaos.Outcome;
import io.gossip.simulator.check.Coverage;
import io.gossip.simulator.faults.Notation;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chaos}: many chaos runs, one for each seed. */
@Command(
        name = "chaos",
        description = "Puts clusters through faults drawn at random, and checks what must hold.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ChaosCommand implements Callable<Integer> {

    private static final int LEAST_NODES = 3;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(24);

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-n", "--nodes"},
            paramLabel = "COUNT",
            defaultValue = "64",
            description = "Most nodes of a run; the seed decides how many. ${DEFAULT-VALUE} if nothing is said.")
    private int nodes;

    /** Of the first run; each further one has the next. */
    @Mixin
    private SeedOption seed;

    @Option(
            names = "--runs",
            paramLabel = "COUNT",
            defaultValue = "100",
            description = "How many runs, each with the next seed; ${DEFAULT-VALUE} if nothing is said.")
    private int runs;

    @Option(
            names = {"-d", "--duration"},
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "How long things go wrong in each; ${DEFAULT-VALUE} if nothing is said.")
    private Duration duration;

    @Option(
            names = {"-v", "--verbose"},
            description = "Prints for each run the command that repeats it, and in the end how often what occurred.")
    private boolean verbose;

    @Override
    public Integer call() {
        check();
        PrintWriter out = spec.commandLine().getOut();
        Coverage coverage = new Coverage();
        int failed = 0;
        for (int i = 0; i < runs; i++) {
            ChaosRun run = ChaosRun.drawn(seed.seed() + i, nodes, duration);
            Outcome outcome = run.run();
            coverage.add(outcome.coverage());
            out.println(outcome);
            if (verbose && outcome.isGood()) {
                out.println("    " + outcome.replayCommand());
            }
            out.flush();
            if (!outcome.isGood()) {
                failed++;
                out.println("Looking for less that violates the same ...");
                out.flush();
                out.println(run.smallest(outcome));
            }
        }
        if (verbose) {
            out.println("\nHow often what occurred, in all runs:\n" + coverage);
        }
        out.println("\n" + failed + " of " + runs + " runs failed");
        out.println("one of them again, by its seed: java -jar gossip-simulator.jar chaos -v --runs 1 --nodes " + nodes
                + " --duration " + Notation.duration(duration) + " --seed " + seed.seed());
        out.flush();
        return failed == 0 ? 0 : 1;
    }

    private void check() {
        if (nodes < LEAST_NODES) {
            throw new ConfigurationException("--nodes", nodes, LEAST_NODES + " or more");
        }
        if (runs < 1) {
            throw new ConfigurationException("--runs", runs, "1 or more");
        }
        if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
            throw new ConfigurationException(
                    "--duration",
                    Notation.duration(duration),
                    Notation.duration(SHORTEST) + " to " + Notation.duration(LONGEST));
        }
    }
}
