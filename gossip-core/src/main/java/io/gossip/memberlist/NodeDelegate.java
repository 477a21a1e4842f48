package io.gossip.memberlist;

import io.gossip.wire.Bytes;

/**
 * What an application adds to the membership protocol. Called on the node's event loop: an implementation must not block.
 */
public interface NodeDelegate {

    /**
     * What this node announces about itself; asked at start and at every {@link MemberlistNode#updateMeta}.
     *
     * @return at most 512 bytes
     */
    Bytes meta();

    /**
     * A user message arrived, by packet or stream.
     *
     * @param payload the message
     */
    void messageReceived(Bytes payload);

    /**
     * What this node adds to a push/pull.
     *
     * @param join whether the exchange is a join
     * @return the application's state, possibly empty
     */
    Bytes localState(boolean join);

    /**
     * What the other side added to a push/pull; called after its members have been merged, only if it is not empty.
     *
     * @param state the other side's application state
     * @param join whether the exchange is a join
     */
    void mergeRemoteState(Bytes state, boolean join);
}
