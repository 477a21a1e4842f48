package io.gossip.simulator.check;

/** S1: what a process believes of a node never goes back to a lower incarnation, or to a better state at the same one. */
final class BeliefsOnlyGrow implements Invariant {

    @Override
    public void changed(Change change, Findings findings) {
        Belief before = change.before();
        if (before == null || change.isTakeOver()) {
            return;
        }
        long had = before.node().incarnation();
        long has = change.after().incarnation();
        if (has < had || (has == had && Belief.rank(change.after().state()) < before.rank())) {
            findings.violated(
                    change.witness(), "nothing older than " + before, "it believes " + Belief.show(change.after()));
        }
    }
}
