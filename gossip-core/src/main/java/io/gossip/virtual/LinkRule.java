package io.gossip.virtual;

import java.net.InetSocketAddress;

/**
 * A rule of a {@link VirtualNetwork}: what befalls packets and streams on their way. Every rule sees every packet, also one that
 * another rule has lost already, so that one more rule does not change what the others draw.
 */
public interface LinkRule {

    /**
     * Decides about a packet when it is sent.
     *
     * @param packet what was sent
     * @param fate what becomes of it, to be changed
     */
    default void packet(VirtualNetwork.Packet packet, Fate fate) {}

    /**
     * Whether a stream may open, and its bytes pass, from one host to another; asked for both directions when it opens. A
     * stream that was cut once stays silent for good.
     *
     * @param from the sender
     * @param to the receiver
     * @return false to cut it
     */
    default boolean streamsPass(InetSocketAddress from, InetSocketAddress to) {
        return true;
    }

    /**
     * How much longer than the network's latency the bytes of a stream take; they stay in order.
     *
     * @param from the sender
     * @param to the receiver
     * @return nanoseconds, zero or more
     */
    default long streamDelayNanos(InetSocketAddress from, InetSocketAddress to) {
        return 0;
    }
}
