package io.gossip.simulator.check;

import io.gossip.memberlist.MemberlistConfig;
import io.gossip.memberlist.Node;
import io.gossip.wire.NodeState;
import java.time.Duration;

/** S3: states follow each other only as the protocol has it; only who is gone, and long enough, is forgotten. */
final class OnlyLegalEdges implements Invariant {

    @Override
    public void changed(Change change, Findings findings) {
        Belief before = change.before();
        Node after = change.after();
        boolean newer = before == null
                || change.isTakeOver()
                || after.incarnation() > before.node().incarnation();
        boolean legal = switch (after.state()) {
            case ALIVE -> newer || (change.aboutItself() && before != null && before.isMember());
            case SUSPECT ->
                before != null
                        && !change.aboutItself()
                        && (before.node().state() == NodeState.ALIVE || (before.isMember() && newer));
            case DEAD -> before != null && before.isMember();
            case LEFT -> before != null && before.node().state() != NodeState.LEFT && left(change, findings);
        };
        if (!legal) {
            findings.violated(
                    change.witness(),
                    "a step the protocol knows from " + (before == null ? "unknown" : before.toString()),
                    "it believes " + Belief.show(after));
        }
    }

    @Override
    public void forgotten(Witness witness, Belief last, Findings findings) {
        long gone = witness.now() - last.sinceNanos();
        long keep = keepNanos(witness, last);
        if (last.isMember() || gone < keep) {
            findings.violated(
                    witness,
                    "only who has been gone for " + keep / 1_000_000 + " ms to be forgotten",
                    last + " was, after " + gone / 1_000_000 + " ms");
        }
    }

    /** Who left is remembered for two exchanges at least, so that whom gossip missed hears of it from somebody. */
    private static long keepNanos(Witness witness, Belief last) {
        MemberlistConfig config = witness.life().config();
        Duration exchanges = new Budget(config, witness.beliefs().size())
                .exchange()
                .minus(config.streams().timeout());
        long gone = config.gossip().toTheDead().toNanos();
        return last.node().state() == NodeState.LEFT ? Math.max(gone, exchanges.toNanos()) : gone;
    }

    /** Only a leave of the node itself makes it one that has left. */
    private static boolean left(Change change, Findings findings) {
        Subject subject = findings.history().subject(change.after().name());
        return change.aboutItself()
                || (subject != null && subject.highestLeave() >= change.after().incarnation());
    }
}
