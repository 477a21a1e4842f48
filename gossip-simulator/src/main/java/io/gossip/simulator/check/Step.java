package io.gossip.simulator.check;

import io.gossip.memberlist.Inspection;
import io.gossip.wire.Message;
import java.util.List;

/**
 * One event on the loop of a process, when it is through.
 *
 * @param witness the process
 * @param before what was inside it before
 * @param after what is inside it now
 * @param received the packets it read, one at most as a rule
 * @param changes what it said has changed
 */
record Step(Witness witness, Inspection before, Inspection after, List<Mail> received, List<Change> changes) {

    /** Whether the engine dropped some of what it read, so that nothing follows from what it says. */
    boolean droppedInput() {
        return witness.rejectedInStep() > 0;
    }

    boolean hears(java.util.function.Predicate<Message> what) {
        for (Mail mail : received) {
            for (Message message : mail.messages()) {
                if (what.test(message)) {
                    return true;
                }
            }
        }
        return false;
    }
}
