package io.gossip.simulator;

import io.gossip.memberlist.Node;
import io.gossip.simulator.faults.Fault;
import io.gossip.virtual.VirtualNetwork.Packet;

/**
 * Is told what happens in a {@link Simulation}, in the order in which it happens and while time stands still. It must not change
 * anything.
 */
public interface SimulationListener {

    /** What a node says of another, or of itself: the methods of {@link io.gossip.memberlist.EventDelegate}. */
    enum Kind {
        /** It has become a member. */
        JOINED,
        /** Its meta has changed. */
        UPDATED,
        /** It has only announced itself again, with another incarnation. */
        REANNOUNCED,
        /** It is suspected. */
        SUSPECTED,
        /** It is gone: dead, or it has left; its state tells. */
        LEFT
    }

    /**
     * A process begins; its node is not announced yet.
     *
     * @param life the process
     */
    default void begun(Life life) {}

    /**
     * A process begins that does not belong to the cluster; nothing else is told of it.
     *
     * @param stranger the process
     */
    default void strangerBegun(Life stranger) {}

    /**
     * A process has ended, in whatever way.
     *
     * @param life the process
     */
    default void ended(Life life) {}

    /**
     * A node tells its application of a change.
     *
     * @param observer who tells
     * @param kind what has changed
     * @param node what is believed from now on
     */
    default void event(Life observer, Kind kind, Node node) {}

    /**
     * A packet was sent, whether or not it arrives.
     *
     * @param packet the packet
     */
    default void packetSent(Packet packet) {}

    /**
     * A node is about to read a packet; the same step's {@link #stepped} follows.
     *
     * @param packet as it arrived; the time is that of now
     */
    default void packetReceived(Packet packet) {}

    /**
     * One event on a node's loop is through: a packet, a timer, a task.
     *
     * @param life whose loop it was
     */
    default void stepped(Life life) {}

    /**
     * A fault begins.
     *
     * @param fault which one
     */
    default void faultBegun(Fault fault) {}

    /**
     * A fault has ended.
     *
     * @param fault which one
     */
    default void faultEnded(Fault fault) {}
}
