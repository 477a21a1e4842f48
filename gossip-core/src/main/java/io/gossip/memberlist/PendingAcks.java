package io.gossip.memberlist;

import io.gossip.wire.Message.Ack;
import io.gossip.wire.Message.Nack;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

/** The pings that still wait for an answer, by sequence number. Who registers also removes, at the latest in time. */
final class PendingAcks {

    /** Waits for the answer to one ping. */
    interface Listener {

        /** An ack with the right number came from somewhere; the listener judges whether from the right place. */
        void acked(InetSocketAddress source, Ack ack);

        /** A helper says that it got no answer. */
        default void nacked(InetSocketAddress source) {}
    }

    private final Map<Long, Listener> listeners = new HashMap<>();

    void register(long sequence, Listener listener) {
        listeners.put(sequence, listener);
    }

    void remove(long sequence) {
        listeners.remove(sequence);
    }

    /** How many pings wait for their answers. */
    int size() {
        return listeners.size();
    }

    void acked(InetSocketAddress source, Ack ack) {
        Listener listener = listeners.get(ack.sequence());
        if (listener != null) {
            listener.acked(source, ack);
        }
    }

    void nacked(InetSocketAddress source, Nack nack) {
        Listener listener = listeners.get(nack.sequence());
        if (listener != null) {
            listener.nacked(source);
        }
    }
}
