package io.gossip.simulator.check;

import io.gossip.memberlist.Inspection;

/** S18: a packet of which nothing can be read changes nothing; what is thrown because of it is told apart in {@link Checker#thrown}. */
final class RubbishDoesNothing implements Invariant {

    @Override
    public void stepped(Step step, Findings findings) {
        if (!isRubbish(step)) {
            return;
        }
        Inspection before = step.before();
        if (!step.changes().isEmpty() || !before.equals(step.after())) {
            findings.violated(
                    step.witness(),
                    "nothing to come of a packet that nobody can read",
                    "it was " + before + " and is " + step.after());
        }
    }

    /** Whether the process has read something, and nothing that can be understood. */
    static boolean isRubbish(Step step) {
        for (Mail mail : step.received()) {
            if (mail.rejected() == 0 || !mail.messages().isEmpty()) {
                return false;
            }
        }
        return !step.received().isEmpty();
    }
}
