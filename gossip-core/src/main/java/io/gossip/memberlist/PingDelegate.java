package io.gossip.memberlist;

import io.gossip.wire.Bytes;
import java.time.Duration;

/**
 * Adds to acks and hears how long they took, which is what network coordinates are made of (protocol reference, sections 8.3,
 * 8.4 and 14). See {@link CompositeDelegate} for the thread.
 */
public interface PingDelegate {

    /**
     * What this node's acks carry. A {@link Memberlist} never lets a probe wait for it: an ack carries what was answered when
     * the ping before came.
     *
     * @return at most 1,024 bytes and at most half a packet; an ack carries nothing if there are more
     */
    default Bytes ackPayload() {
        return Bytes.EMPTY;
    }

    /**
     * A member answered a probe directly and in time.
     *
     * @param node the member
     * @param roundTrip from when the ping was sent to when the ack was read
     * @param payload what the ack carried, empty if nothing
     */
    default void completed(Node node, Duration roundTrip, Bytes payload) {}
}
