package io.gossip.simulator.check;

import io.gossip.memberlist.Inspection.OpenProbe;
import io.gossip.wire.Message;
import io.gossip.wire.Message.Ack;
import io.gossip.wire.Message.Nack;

/** S13: an ack counts only for the probe that is open, and a nack never speaks for the probed node. */
final class AnswersInTimeOnly implements Invariant {

    @Override
    public void stepped(Step step, Findings findings) {
        if (step.received().isEmpty()) {
            return;
        }
        OpenProbe open = step.before().probe();
        for (Mail mail : step.received()) {
            if (mail.messages().isEmpty()) {
                return; // rubbish is not about answers
            }
            for (Message message : mail.messages()) {
                boolean idle = message instanceof Nack
                        || (message instanceof Ack ack && (open == null || ack.sequence() != open.sequence()));
                if (!idle) {
                    return; // this packet may change something
                }
            }
        }
        OpenProbe after = step.after().probe();
        boolean sameProbe = open == null ? after == null : after != null && after.sequence() == open.sequence();
        if (!sameProbe
                || step.after().healthScore() != step.before().healthScore()
                || !step.changes().isEmpty()) {
            findings.violated(
                    step.witness(),
                    "nothing to come of " + step.received().get(0).messages() + " while " + open + " is open",
                    "it changed to " + step.after());
        }
    }
}
