package io.gossip.simulator.check;

import io.gossip.wire.Message.Dead;
import io.gossip.wire.NodeState;
import java.util.HashMap;
import java.util.Map;

/** S19: who left is never reported as failed by a process that has handled the leave. */
final class LeaversDoNotFail implements Invariant {

    private final Map<Witness, Map<String, Long>> leaves = new HashMap<>();

    @Override
    public void changed(Change change, Findings findings) {
        Map<String, Long> handled = leaves.computeIfAbsent(change.witness(), witness -> new HashMap<>());
        String name = change.after().name();
        if (change.isTakeOver()) {
            handled.remove(name);
        }
        if (change.after().state() == NodeState.DEAD && saysItLeaves(change.witness(), name)) {
            findings.violated(
                    change.witness(), "'" + name + "', which says so itself, to have left", "it believes it is dead");
        }
        Long left = handled.get(name);
        if (change.after().state() == NodeState.LEFT) {
            handled.merge(name, change.after().incarnation(), Math::max);
        } else if (left != null
                && change.after().state() != NodeState.ALIVE
                && change.after().incarnation() <= left) {
            findings.violated(
                    change.witness(),
                    "'" + name + "' to be known as one that left with incarnation " + left,
                    "it believes " + Belief.show(change.after()));
        }
    }

    private static boolean saysItLeaves(Witness witness, String name) {
        return witness.received().stream()
                .flatMap(mail -> mail.messages().stream())
                .anyMatch(message -> message instanceof Dead dead
                        && dead.node().equals(name)
                        && dead.from().equals(name));
    }

    @Override
    public void forgotten(Witness witness, Belief last, Findings findings) {
        leaves.getOrDefault(witness, Map.of()).keySet().remove(last.node().name());
    }

    @Override
    public void ended(Witness witness) {
        leaves.remove(witness);
    }
}
