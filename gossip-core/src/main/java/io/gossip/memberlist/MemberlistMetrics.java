package io.gossip.memberlist;

import io.gossip.wire.WireException;

/**
 * Where a node reports what it does (protocol reference, section 15). Called on the node's event loop, often: an
 * implementation must be quick and must not throw. Every method does nothing unless overridden.
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
     * Input was dropped because it is not what it should be.
     *
     * @param reason what was wrong
     */
    default void inputRejected(WireException.Reason reason) {}

    /** An announcement passed all checks. */
    default void aliveAccepted() {}

    /** A node went from alive to suspect. */
    default void suspected() {}

    /** A node went to dead or left. */
    default void died() {}

    /** A probe started with a stretched interval. */
    default void probeDegraded() {}

    /** A suspicion expired with fewer confirmations than wanted. */
    default void suspicionDegraded() {}

    /**
     * The local health score changed.
     *
     * @param score 0 is healthy
     */
    default void healthScore(int score) {}
}
