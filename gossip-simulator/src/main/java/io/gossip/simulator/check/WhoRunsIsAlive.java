package io.gossip.simulator.check;

import io.gossip.wire.NodeState;

/** S5: a process that runs holds itself for alive, unless it leaves. */
final class WhoRunsIsAlive implements Invariant {

    @Override
    public void stepped(Step step, Findings findings) {
        if (!step.after().leaving() && step.after().state() != NodeState.ALIVE) {
            findings.violated(
                    step.witness(),
                    "it to hold itself for alive",
                    "it holds itself for " + step.after().state());
        }
    }
}
