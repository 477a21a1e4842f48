package io.gossip.memberlist;

import io.gossip.wire.NodeState;
import io.gossip.wire.WireException;

/**
 * Where a node reports what it does (protocol reference, section 15, and a little more). Every method does nothing unless
 * overridden.
 *
 * <p>Called on the node's event loop, {@link #packetSent} and {@link #packetReceived} for each packet: an implementation must
 * be quick, must not block and must not throw. What it throws all the same is logged at a limited rate and harms nobody, unless
 * it is an {@link Error} other than a {@link LinkageError}. An object serves one node only: that one reports to it that it is
 * {@linkplain #closed() closed}.
 */
public interface MemberlistMetrics {

    /** Reports that go nowhere. */
    MemberlistMetrics NONE = new MemberlistMetrics() {};

    /**
     * A packet was handed to the transport.
     *
     * @param bytes its size with all layers
     */
    default void packetSent(int bytes) {}

    /**
     * A packet arrived.
     *
     * @param bytes its size with all layers
     */
    default void packetReceived(int bytes) {}

    /** A stream was accepted. */
    default void streamAccepted() {}

    /** A stream for a push/pull was asked for. */
    default void streamConnected() {}

    /**
     * A stream message was sent.
     *
     * @param bytes its size with all layers
     */
    default void streamSent(int bytes) {}

    /**
     * A stream message arrived and was understood.
     *
     * @param bytes its size with all layers
     */
    default void streamReceived(int bytes) {}

    /**
     * A stream message arrived in an encrypted frame; reported beside {@link #streamReceived}.
     *
     * @param bytes the length of the frame behind its header
     */
    default void encryptedFrameReceived(int bytes) {}

    /**
     * This node's state was sent, in a push/pull or in the answer to one.
     *
     * @param bytes its size before compression and encryption
     */
    default void localStateSent(int bytes) {}

    /**
     * Input was dropped because it is not what it should be, or too much at a time.
     *
     * @param reason what was wrong
     */
    default void inputRejected(WireException.Reason reason) {}

    /** An announcement passed all checks; this node's own, and those it contradicts, included. */
    default void aliveAccepted() {}

    /** A node went from alive to suspect. */
    default void suspected() {}

    /** A node went to dead or left. */
    default void died() {}

    /**
     * The number of nodes in a state changed. A node heard of for the first time counts as dead until its announcement is
     * applied, in the same step of the loop.
     *
     * @param state the state
     * @param count how many of the nodes in the table are in it now, this node included
     */
    default void nodesCounted(NodeState state, int count) {}

    /**
     * A probe has come to its verdict. One that was given up, because this node stood still or shuts down, is not reported.
     *
     * @param nanos how long it took, in nanoseconds
     */
    default void probeEnded(long nanos) {}

    /** A probe started with a stretched interval. */
    default void probeDegraded() {}

    /** A suspicion expired with fewer confirmations than wanted. */
    default void suspicionDegraded() {}

    /** An event was not told for itself, but with others of the same member, because many wait for an application that is too slow. */
    default void eventFolded() {}

    /**
     * The local health score changed.
     *
     * @param score 0 is healthy
     */
    default void healthScore(int score) {}

    /**
     * A round of gossip was sent. There are none while there is no news.
     *
     * @param nanos how long it took to choose, pack and hand over the packets, in nanoseconds
     */
    default void gossipEnded(long nanos) {}

    /**
     * A push/pull that this node began has ended, well or not; joins are push/pulls too.
     *
     * @param nanos how long it took from asking for the stream on, in nanoseconds
     */
    default void pushPullEnded(long nanos) {}

    /**
     * Told every {@link GossipConfig#queueCheckInterval()}.
     *
     * @param broadcasts how many of the membership's own broadcasts wait to be gossiped
     */
    default void broadcastsQueued(int broadcasts) {}

    /**
     * The node was shut down, or could not announce itself: nothing is reported any more, and what is held for it can be given
     * back. A node that never came to be, because its port was taken for instance, does not report this.
     */
    default void closed() {}
}
