package io.gossip.simulator.cli;

import io.gossip.simulator.chaos.ChaosRun;
import io.gossip.simulator.chaos.Outcome;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
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

    @Parameters(
            paramLabel = "RUN",
            description = "The run in quotes: its seed, nodes, settings and drills, and behind a colon its faults.")
    private String run;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Outcome outcome = ChaosRun.parse(run).run();
        out.println(outcome);
        out.flush();
        return outcome.isGood() ? 0 : 1;
    }
}
