package io.gossip.simulator.chaos;

import io.gossip.simulator.check.Coverage;
import io.gossip.simulator.check.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What became of a {@link ChaosRun}.
 *
 * @param run what was run
 * @param violations what must not be; empty if all was well
 * @param coverage what happened how often
 * @param traceHash stands for all that happened
 * @param events how many events of processes there were
 * @param virtualTime how long it was in virtual time
 * @param realTime how long it took
 */
public record Outcome(
        ChaosRun run,
        List<Violation> violations,
        Coverage coverage,
        long traceHash,
        long events,
        Duration virtualTime,
        Duration realTime) {

    /**
     * Whether all was well.
     *
     * @return false if something was violated
     */
    public boolean isGood() {
        return violations.isEmpty();
    }

    /**
     * The command that repeats the run.
     *
     * @return for a shell
     */
    public String replayCommand() {
        return "java -jar gossip-simulator.jar replay \"" + run + "\"";
    }

    @Override
    public String toString() {
        String what = String.format(
                Locale.ROOT,
                "seed %d, %d nodes: %s (%d events, %.0f s of virtual time in %.2f s, trace %016x)",
                run.seed(),
                run.nodes(),
                isGood() ? "good" : "VIOLATED",
                events,
                virtualTime.toMillis() / 1e3,
                realTime.toMillis() / 1e3,
                traceHash);
        return isGood()
                ? what
                : what + "\n"
                        + violations.stream().map(Violation::toString).collect(Collectors.joining("\n")) + "\n"
                        + replayCommand();
    }
}
