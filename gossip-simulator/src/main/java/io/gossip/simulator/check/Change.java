package io.gossip.simulator.check;

import io.gossip.memberlist.Node;
import io.gossip.simulator.SimulationListener.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A process says that it believes something else from now on.
 *
 * @param witness the process
 * @param kind what it says has changed
 * @param before what it believed so far, null if it did not know the node
 * @param after what it believes now
 */
record Change(Witness witness, Kind kind, @Nullable Belief before, Node after) {

    boolean aboutItself() {
        return after.name().equals(witness.life().name());
    }

    /** A name that its owner gave up, or lost to death, is taken over from another address; its incarnations begin anew. */
    boolean isTakeOver() {
        return before != null && !before.isMember() && !before.node().address().equals(after.address());
    }

    boolean revives() {
        return before != null && !before.isMember() && after.state().isMember();
    }
}
