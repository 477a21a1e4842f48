package io.gossip.simulator.check;

import io.gossip.wire.Message;
import io.gossip.wire.Message.Dead;
import io.gossip.wire.Message.Suspect;
import io.gossip.wire.NodeState;
import java.util.HashMap;
import java.util.Map;

/**
 * S2: who was accused, and above all who is gone, is alive again only with an incarnation above all that were ever accused, not only above
 * the one believed.
 */
final class OnlyNewsRevives implements Invariant {

    private final Map<Witness, Map<String, Long>> accusations = new HashMap<>();

    @Override
    public void changed(Change change, Findings findings) {
        String name = change.after().name();
        if (change.isTakeOver()) {
            heardBy(change.witness()).remove(name);
        } else if (change.after().state() == NodeState.ALIVE && !change.aboutItself()) {
            long highest = heardBy(change.witness()).getOrDefault(name, -1L);
            if (change.after().incarnation() <= highest) {
                findings.violated(
                        change.witness(),
                        "'" + name + "' not to be alive, as it was accused at incarnation " + highest,
                        "it believes " + Belief.show(change.after()));
            }
        }
    }

    @Override
    public void forgotten(Witness witness, Belief last, Findings findings) {
        heardBy(witness).remove(last.node().name());
    }

    /** Only now, so that what came in the same packet as an announcement does not count as heard before it. */
    @Override
    public void stepped(Step step, Findings findings) {
        if (step.droppedInput()) {
            return;
        }
        for (Mail mail : step.received()) {
            for (Message message : mail.messages()) {
                if (message instanceof Suspect suspect) {
                    heard(step.witness(), suspect.node(), suspect.incarnation(), findings.history());
                } else if (message instanceof Dead dead) {
                    heard(step.witness(), dead.node(), dead.incarnation(), findings.history());
                }
            }
        }
    }

    @Override
    public void ended(Witness witness) {
        accusations.remove(witness);
    }

    private void heard(Witness witness, String name, long incarnation, History history) {
        Subject subject = history.subject(name);
        Belief belief = witness.beliefs().get(name);
        if (subject != null && belief != null && incarnation <= subject.highestIncarnation()) {
            heardBy(witness).merge(name, incarnation, Math::max);
        }
    }

    private Map<String, Long> heardBy(Witness witness) {
        return accusations.computeIfAbsent(witness, process -> new HashMap<>());
    }
}
