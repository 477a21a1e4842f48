package io.gossip.simulator.mutant;

import io.gossip.simulator.chaos.ChaosRun;
import io.gossip.simulator.chaos.Outcome;
import io.gossip.simulator.check.Violation;
import io.gossip.simulator.faults.FaultScript;

/** Is loaded together with a mutant, and speaks with the test in strings. */
public final class MutantRun {

    private MutantRun() {}

    /** What a run with a mutant violates: names of properties, each followed by a space, and what was seen. */
    public static String violations(long seed, int nodes, String script) {
        Outcome outcome = ChaosRun.of(seed, nodes, FaultScript.parse(script)).run();
        StringBuilder names = new StringBuilder();
        for (Violation violation : outcome.violations()) {
            names.append(violation.property()).append(' ');
        }
        return names + (outcome.isGood() ? "" : "\n" + outcome);
    }

    /** What a run with a mutant comes to. */
    public static String trace(long seed, int nodes, String script) {
        return Long.toHexString(
                ChaosRun.of(seed, nodes, FaultScript.parse(script)).run().traceHash());
    }
}
