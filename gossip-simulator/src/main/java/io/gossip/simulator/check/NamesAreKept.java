package io.gossip.simulator.check;

import io.gossip.wire.NodeState;

/** S20: nobody takes the name of a member; a name is free once its owner has left, or has been dead for the time set. */
final class NamesAreKept implements Invariant {

    @Override
    public void changed(Change change, Findings findings) {
        Belief before = change.before();
        if (before == null || before.node().address().equals(change.after().address())) {
            return;
        }
        long reclaim =
                change.witness().life().config().admission().deadNodeReclaim().toNanos();
        long gone = change.witness().now() - before.sinceNanos();
        boolean free = before.node().state() == NodeState.LEFT
                || (before.node().state() == NodeState.DEAD && reclaim > 0 && gone > reclaim);
        if (!free) {
            findings.violated(
                    change.witness(), "the name to stay with " + before, "it believes " + Belief.show(change.after()));
        }
    }
}
