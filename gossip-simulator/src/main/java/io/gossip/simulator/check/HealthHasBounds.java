package io.gossip.simulator.check;

import io.gossip.memberlist.Inspection.OpenProbe;

/** S14: the health score stays within its bounds, and a probe takes the interval stretched by it. */
final class HealthHasBounds implements Invariant {

    @Override
    public void stepped(Step step, Findings findings) {
        int score = step.after().healthScore();
        int most = step.witness().life().config().probing().awarenessMaxMultiplier() - 1;
        if (score < 0 || score > most) {
            findings.violated(step.witness(), "a health score from 0 to " + most, "it is " + score);
        }
        OpenProbe probe = step.after().probe();
        OpenProbe earlier = step.before().probe();
        if (probe != null && (earlier == null || earlier.sequence() != probe.sequence())) {
            long interval = step.witness().life().config().probing().interval().toNanos();
            boolean fits = probe.intervalNanos() == interval * (score + 1L)
                    || probe.intervalNanos() == interval * (step.before().healthScore() + 1L);
            if (!fits) {
                findings.violated(
                        step.witness(),
                        "a probe of " + interval + " ns times " + (score + 1),
                        "it takes " + probe.intervalNanos() + " ns");
            }
        }
    }
}
