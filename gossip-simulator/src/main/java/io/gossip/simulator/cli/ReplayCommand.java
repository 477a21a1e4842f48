package io.gossip.simulator.cli;

import io.gossip.runtime.ConfigurationException;
import io.gossip.simulator.chaos.ChaosRun;
import io.gossip.simulator.chaos.Outcome;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code replay}: one run of {@code chaos}, as it was printed. */
@Command(
        name = "replay",
        description = "Repeats a run of the command chaos, as it was printed.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ReplayCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-n", "--nodes"},
            paramLabel = "COUNT",
            required = true,
            description = "How many nodes there are at first.")
    private int nodes;

    @Option(
            names = {"-s", "--seed"},
            paramLabel = "NUMBER",
            required = true,
            description = "The seed of the run, which decides about chance and settings.")
    private long seed;

    @Mixin
    private FaultOptions faults;

    @Override
    public Integer call() {
        if (nodes < 1) {
            throw new ConfigurationException("--nodes", nodes, "1 or more");
        }
        PrintWriter out = spec.commandLine().getOut();
        Outcome outcome = ChaosRun.of(seed, nodes, faults.script()).run();
        out.println(outcome);
        out.flush();
        return outcome.isGood() ? 0 : 1;
    }
}
