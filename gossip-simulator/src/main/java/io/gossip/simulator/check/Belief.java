package io.gossip.simulator.check;

import io.gossip.memberlist.Node;
import io.gossip.wire.NodeState;

/**
 * What a process believes of a node, since when by its own clock.
 *
 * @param node name, incarnation, state and all that was announced
 * @param sinceNanos when it began to hold it for alive, suspect or gone
 */
record Belief(Node node, long sinceNanos) {

    boolean isMember() {
        return node.state().isMember();
    }

    /** Alive 0, suspect 1, gone 2: at equal incarnation the higher one wins. */
    int rank() {
        return rank(node.state());
    }

    static int rank(NodeState state) {
        return switch (state) {
            case ALIVE -> 0;
            case SUSPECT -> 1;
            case DEAD, LEFT -> 2;
        };
    }

    static String show(Node node) {
        return "'" + node.name() + "' " + node.state() + " with incarnation " + node.incarnation() + " at "
                + node.address();
    }

    @Override
    public String toString() {
        return show(node);
    }
}
