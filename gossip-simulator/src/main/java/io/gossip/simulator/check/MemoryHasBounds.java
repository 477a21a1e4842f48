package io.gossip.simulator.check;

import io.gossip.memberlist.Inspection;

/** S17: everything that grows has a bound. */
final class MemoryHasBounds implements Invariant {

    @Override
    public void stepped(Step step, Findings findings) {
        Inspection now = step.after();
        Witness witness = step.witness();
        int maxMembers = witness.life().config().admission().maxMembers();
        int maxPings = witness.life().config().input().maxIndirectPings();
        int names = findings.history().names();
        atMost(witness, "nodes in the table", maxMembers, now.knownNodes(), findings);
        atMost(witness, "pings for others under way", maxPings, now.indirectPings(), findings);
        // One piece of news for each node: the newer one replaces the older one.
        atMost(witness, "pieces of news in the queue", names, now.queuedBroadcasts(), findings);
    }

    private static void atMost(Witness witness, String what, int most, int actual, Findings findings) {
        if (actual > most) {
            findings.violated(witness, "at most " + most + " " + what, "there are " + actual);
        }
    }
}
