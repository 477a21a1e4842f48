package io.gossip.memberlist;

import io.gossip.wire.Bytes;
import io.gossip.wire.WireException;

/**
 * What an application adds to the membership protocol (protocol reference, section 14). See {@link CompositeDelegate} for the
 * thread.
 */
public interface NodeDelegate {

    /**
     * What this node announces about itself; asked at start and, by a {@link MemberlistNode}, at every update.
     *
     * @return at most 512 bytes
     */
    default Bytes meta() {
        return Bytes.EMPTY;
    }

    /**
     * A user message arrived, by packet or stream.
     *
     * @param payload the message
     * @throws WireException if it is not what it should be; it is counted and logged with its sender
     */
    default void messageReceived(Bytes payload) throws WireException {}

    /**
     * What this node adds to a push/pull.
     *
     * @param join whether the exchange is a join
     * @return the application's state, possibly empty
     */
    default Bytes localState(boolean join) {
        return Bytes.EMPTY;
    }

    /**
     * What the other side added to a push/pull; called after its members have been merged, only if it is not empty.
     *
     * @param state the other side's application state
     * @param join whether the exchange is a join
     * @throws WireException if it is not what it should be; it is counted and logged with its sender
     */
    default void mergeRemoteState(Bytes state, boolean join) throws WireException {}
}
