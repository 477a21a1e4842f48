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

    /**
     * Whether a stream that is to be opened is refused at once, as where nobody listens.
     *
     * @param from who opens it
     * @param to who would accept it
     * @return true to refuse it
     */
    default boolean refusesStream(InetSocketAddress from, InetSocketAddress to) {
        return false;
    }

    /**
     * Whether a host has a port left from which to open a stream; if not, opening one fails at once.
     *
     * @param from who opens it
     * @return false if it cannot
     */
    default boolean canOpenStream(InetSocketAddress from) {
        return true;
    }

    /**
     * Whether a host has room left for a packet to be sent; if not, sending it fails at once.
     *
     * @param from the sender
     * @return false if it cannot
     */
    default boolean canSendPacket(InetSocketAddress from) {
        return true;
    }

    /**
     * Whether a stream breaks in the middle of the piece that is sent now. Every rule is asked about every piece.
     *
     * @param from the sender
     * @param to the receiver
     * @return true to break it; both ends learn of it
     */
    default boolean resetsStream(InetSocketAddress from, InetSocketAddress to) {
        return false;
    }

    /**
     * How long each byte of a stream takes beside the delay, so that a stream carries only so much. It is cut into pieces that take
     * a second at most.
     *
     * @param from the sender
     * @param to the receiver
     * @return nanoseconds, zero or more
     */
    default long streamNanosPerByte(InetSocketAddress from, InetSocketAddress to) {
        return 0;
    }
}
