package io.gossip.simulator.mutant;

import io.gossip.simulator.chaos.ChaosRun;
import io.gossip.simulator.chaos.Outcome;
import io.gossip.simulator.check.Violation;
import java.util.stream.Collectors;

/** Is loaded together with a mutant, and speaks with the test in strings. */
public final class MutantRun {

    private MutantRun() {}

    /** The properties that the first event violates at which something is wrong, in one line, and what was seen; empty if none is. */
    public static String violations(String run) {
        Outcome outcome = ChaosRun.parse(run).run();
        return outcome.isGood()
                ? ""
                : outcome.violations().stream().map(Violation::property).collect(Collectors.joining(" ")) + "\n"
                        + outcome;
    }

    /** What a run with a mutant comes to. */
    public static String trace(String run) {
        return Long.toHexString(ChaosRun.parse(run).run().traceHash());
    }

    /** Whether what was changed was run at all. */
    public static boolean executed() {
        return Executed.happened;
    }
}
