package io.gossip.simulator.check;

import io.gossip.memberlist.Inspection;

/** S18: a packet of which nothing can be read changes nothing. */
final class RubbishDoesNothing implements Invariant {

    @Override
    public void stepped(Step step, Findings findings) {
        if (step.received().isEmpty()) {
            return;
        }
        for (Mail mail : step.received()) {
            if (mail.rejected() == 0 || !mail.messages().isEmpty()) {
                return;
            }
        }
        Inspection before = step.before();
        if (!step.changes().isEmpty() || !before.equals(step.after())) {
            findings.violated(
                    step.witness(),
                    "nothing to come of a packet that nobody can read",
                    "it was " + before + " and is " + step.after());
        }
    }
}
