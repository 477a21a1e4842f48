package io.gossip.simulator.cli;

import io.gossip.simulator.faults.FaultScript;
import io.gossip.simulator.faults.TimedFault;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What goes wrong: a picocli mixin. */
final class FaultOptions {

    @Option(
            names = {"-f", "--fault"},
            paramLabel = "FAULT",
            description =
                    "What goes wrong, for instance \"partition 50%% at 30s for 60s\"; may be repeated. The command faults lists"
                            + " all.")
    private List<String> faults = new ArrayList<>();

    /**
     * The script.
     *
     * @throws UserError if a fault cannot be read
     */
    FaultScript script() {
        List<TimedFault> parsed = new ArrayList<>();
        for (String fault : faults) {
            try {
                parsed.addAll(FaultScript.parse(fault).faults());
            } catch (IllegalArgumentException e) {
                throw new UserError("--fault: " + e.getMessage());
            }
        }
        return new FaultScript(parsed);
    }
}
