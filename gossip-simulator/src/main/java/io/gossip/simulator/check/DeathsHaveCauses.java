package io.gossip.simulator.check;

import io.gossip.simulator.SimulationListener.Kind;
import io.gossip.wire.Message.Dead;
import io.gossip.wire.NodeState;

/** S12: nobody dies who was not suspected somewhere at that incarnation or a later one; and who is not suspected here, not without being told. */
final class DeathsHaveCauses implements Invariant {

    @Override
    public void changed(Change change, Findings findings) {
        String name = change.after().name();
        Subject subject = findings.history().subject(name);
        if (change.kind() != Kind.LEFT
                || change.after().state() != NodeState.DEAD
                || subject == null
                || change.aboutItself()) {
            return;
        }
        if (subject.highestSuspicion() < change.after().incarnation()) {
            findings.violated(
                    change.witness(),
                    "a suspicion of '" + name + "' before its death",
                    "the highest incarnation suspected is " + subject.highestSuspicion() + ", and it believes "
                            + Belief.show(change.after()));
        }
        Belief before = change.before();
        if (before != null && before.node().state() == NodeState.ALIVE && !told(change.witness(), name)) {
            findings.violated(
                    change.witness(),
                    "word of the death of '" + name + "', whom it does not suspect",
                    "it believes " + Belief.show(change.after()));
        }
    }

    static boolean told(Witness witness, String name) {
        return witness.received().stream()
                .flatMap(mail -> mail.messages().stream())
                .anyMatch(message -> message instanceof Dead dead && dead.node().equals(name));
    }
}
