package io.gossip.simulator.check;

import io.gossip.memberlist.Node;
import io.gossip.simulator.SimulationListener.Kind;

/** S7: with an incarnation go the address, meta and versions that the node itself announced with it, everywhere. */
final class OneIncarnationOneTruth implements Invariant {

    @Override
    public void changed(Change change, Findings findings) {
        Node after = change.after();
        Belief before = change.before();
        Subject subject = findings.history().subject(after.name());
        if (change.aboutItself() || subject == null) {
            if (before != null
                    && before.node().incarnation() == after.incarnation()
                    && !Subject.Announced.of(after).equals(Subject.Announced.of(before.node()))) {
                findings.violated(change.witness(), "a new incarnation for " + after, "it announced " + before.node());
            }
            return;
        }
        boolean announcement = change.kind() != Kind.SUSPECTED && change.kind() != Kind.LEFT;
        if (announcement && !subject.wasAnnounced(after) && !subject.isImpostor(after)) {
            findings.violated(
                    change.witness(),
                    "what '" + after.name() + "' itself announced with incarnation " + after.incarnation(),
                    "it believes " + after);
        }
        if (!announcement
                && before != null
                && !Subject.Announced.of(after).equals(Subject.Announced.of(before.node()))) {
            findings.violated(
                    change.witness(),
                    "an accusation to leave address, meta and versions as in " + before.node(),
                    "it believes " + after);
        }
    }
}
