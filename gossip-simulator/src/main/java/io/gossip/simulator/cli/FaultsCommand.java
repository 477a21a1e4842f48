package io.gossip.simulator.cli;

import io.gossip.simulator.faults.FaultForm;
import io.gossip.simulator.faults.FaultParser;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code faults}: all that {@code --fault} understands. */
@Command(name = "faults", description = "Lists all faults and how they are written.", mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the field
final class FaultsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        for (FaultForm form : FaultParser.forms()) {
            out.printf("%-46s %s%n", form, form.meaning());
        }
        out.flush();
    }
}
