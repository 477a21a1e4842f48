package io.gossip.simulator.check;

import io.gossip.memberlist.Node;
import io.gossip.wire.NodeState;
import org.jspecify.annotations.Nullable;

/** S9: who follows the events of a process from the start knows exactly what it believes. */
final class EventsTellAll implements Invariant {

    @Override
    public void changed(Change change, Findings findings) {
        Belief before = change.before();
        Node known = before == null || !before.isMember() ? null : before.node();
        boolean fits = switch (change.kind()) {
            case JOINED -> known == null && change.after().state() == NodeState.ALIVE;
            case UPDATED -> known != null && !known.meta().equals(change.after().meta());
            case REANNOUNCED ->
                known != null && known.meta().equals(change.after().meta());
            case SUSPECTED -> known != null && change.after().state() == NodeState.SUSPECT;
            case LEFT -> known != null && !change.after().state().isMember();
        };
        if (!fits) {
            findings.violated(
                    change.witness(),
                    "an event that can follow on " + (before == null ? "none" : before.toString()),
                    "it says " + change.kind() + " of " + Belief.show(change.after()));
        }
    }

    @Override
    public void stepped(Step step, Findings findings) {
        Witness witness = step.witness();
        int told = witness.beliefs().size();
        if (step.after().knownNodes() != told) {
            findings.violated(
                    witness, told + " nodes known, as it told", step.after().knownNodes() + " are");
        }
        if (step.changes().isEmpty()) {
            return;
        }
        int alive = 0;
        for (Belief belief : witness.beliefs().values()) {
            alive += belief.node().state() == NodeState.ALIVE ? 1 : 0;
            @Nullable Node actual = witness.life().node().node(belief.node().name());
            if (!belief.node().equals(actual)) {
                findings.violated(witness, belief + ", as it told", "it believes " + actual);
            }
        }
        if (alive != witness.life().node().aliveCount()) {
            findings.violated(
                    witness,
                    alive + " alive, as it told",
                    "it counts " + witness.life().node().aliveCount());
        }
    }
}
