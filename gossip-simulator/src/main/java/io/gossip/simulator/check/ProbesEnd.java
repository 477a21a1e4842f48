package io.gossip.simulator.check;

import io.gossip.memberlist.Inspection;
import io.gossip.memberlist.Inspection.OpenProbe;
import java.util.HashMap;
import java.util.Map;

/** S21: at most one probe is open, nothing but it and the pings for others waits for an answer, and it ends in time. */
final class ProbesEnd implements Invariant {

    /** A loop that is late first reads what has piled up, and runs its timers then; it is given so much time for that. */
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private final Map<Witness, Long> overdueSince = new HashMap<>();

    @Override
    public void stepped(Step step, Findings findings) {
        Inspection now = step.after();
        OpenProbe probe = now.probe();
        int waiting = now.indirectPings() + (probe == null ? 0 : 1);
        if (now.pendingAnswers() != waiting) {
            findings.violated(step.witness(), waiting + " answers waited for", "there are " + now.pendingAnswers());
        }
        if (probe == null || probe.startedAtNanos() == 0 || !isOverdue(probe, step.witness())) {
            overdueSince.remove(step.witness());
        } else if (step.witness().now() - overdueSince.computeIfAbsent(step.witness(), Witness::now) > PATIENCE_NANOS) {
            findings.violated(
                    step.witness(),
                    "a probe to end in time",
                    probe + " is open at " + step.witness().now());
        }
    }

    @Override
    public void ended(Witness witness) {
        overdueSince.remove(witness);
    }

    private static boolean isOverdue(OpenProbe probe, Witness witness) {
        return witness.now() - probe.startedAtNanos() - probe.intervalNanos() > 0;
    }
}
