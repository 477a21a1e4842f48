package io.gossip.simulator.check;

import io.gossip.wire.Message;
import io.gossip.wire.Message.Dead;
import io.gossip.wire.Message.Suspect;

/** S6: a process's own incarnation never falls, and is above every accusation it has handled. */
final class AccusationsAreRefuted implements Invariant {

    /** What is beyond it may be refused as absurd; nobody gets there by honest means. */
    private static final long CREDIBLE = 1L << 31;

    @Override
    public void stepped(Step step, Findings findings) {
        long before = step.before().incarnation();
        long after = step.after().incarnation();
        if (after < before) {
            findings.violated(step.witness(), "its incarnation not to fall below " + before, "it is " + after);
        }
        if (step.after().leaving() || step.droppedInput()) {
            return;
        }
        for (Mail mail : step.received()) {
            for (Message message : mail.messages()) {
                long accused = accused(message, step.witness().name());
                if (accused >= after && accused < CREDIBLE) {
                    findings.violated(
                            step.witness(),
                            "an incarnation above " + accused + ", for which " + message + " accuses it",
                            "it is " + after);
                }
            }
        }
    }

    private static long accused(Message message, String name) {
        if (message instanceof Suspect suspect && suspect.node().equals(name)) {
            return suspect.incarnation();
        }
        return message instanceof Dead dead && dead.node().equals(name) ? dead.incarnation() : -1;
    }
}
