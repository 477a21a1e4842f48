package io.gossip.simulator.chaos;

import io.gossip.simulator.faults.FaultScript;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Repeats a chaos run that has failed, as it was printed. */
@Command(name = "replay", description = "Repeats a run of the chaos command.", mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {

    @Option(
            names = "--seed",
            required = true,
            description = "The seed of the run, which decides about chance and settings.")
    private long seed;

    @Option(names = "--nodes", required = true, description = "How many nodes it had at first, as it was printed.")
    private int nodes;

    @Option(names = "--fault", description = "A fault of its script, one option each; without any, nothing goes wrong.")
    private List<String> faults = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init") // the parser sets it
    private CommandSpec spec;

    /** A command without values, for the parser. */
    public ReplayCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Outcome outcome = ChaosRun.of(seed, nodes, FaultScript.parse(String.join("\n", faults)))
                .run();
        out.println(outcome);
        out.flush();
        return outcome.isGood() ? 0 : 1;
    }
}
