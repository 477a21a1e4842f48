package io.gossip.simulator.check;

import io.gossip.memberlist.Node;
import io.gossip.simulator.SimulationListener.Kind;
import java.util.HashSet;
import java.util.Set;

/** S8: members are nodes that there ever were, each of them once. */
final class NobodyIsInvented implements Invariant {

    @Override
    public void changed(Change change, Findings findings) {
        if (findings.history().subject(change.after().name()) == null) {
            findings.violated(
                    change.witness(), "nodes that there ever were", "it believes " + Belief.show(change.after()));
        }
    }

    @Override
    public void stepped(Step step, Findings findings) {
        for (Change change : step.changes()) {
            if (change.kind() == Kind.JOINED) {
                noTwins(step.witness(), findings);
                return;
            }
        }
    }

    private static void noTwins(Witness witness, Findings findings) {
        Set<String> names = new HashSet<>();
        for (Node member : witness.life().node().members()) {
            if (!names.add(member.name())) {
                findings.violated(witness, "each member once", "'" + member.name() + "' is there twice");
            }
        }
    }
}
