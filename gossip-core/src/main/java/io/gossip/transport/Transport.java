package io.gossip.transport;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * One bound address: datagrams out, streams out, and both in.
 *
 * <p>Bound when created, quiet until {@link #start}. All methods are called on the node's event loop, and every
 * callback comes back on it. Nothing here blocks.
 */
public interface Transport {

    /** Receives what comes in; called on the node's event loop. */
    interface Handler {

        /**
         * A datagram arrived.
         *
         * @param source who sent it
         * @param packet its bytes, never empty; valid only during the call
         */
        void packetReceived(InetSocketAddress source, ByteBuffer packet);

        /**
         * A peer opened a stream.
         *
         * @param connection the stream
         * @return who handles what comes in on it
         */
        ConnectionHandler connectionAccepted(Connection connection);

        /**
         * A peer opened a stream and was turned away, because too many are open; for who counts what was dropped. Does nothing
         * unless overridden.
         *
         * @param source who opened it
         */
        default void connectionRefused(InetSocketAddress source) {}
    }

    /** Learns what became of a datagram; called on the node's event loop. */
    interface SendListener {

        /** The datagram was handed to the operating system. */
        void sent();

        /**
         * The datagram could not be sent.
         *
         * @param cause why
         */
        void failed(Throwable cause);
    }

    /**
     * The address that is bound, the same for datagrams and streams.
     *
     * @return a resolved address; the wildcard address if all interfaces are bound
     */
    InetSocketAddress localAddress();

    /**
     * Starts to deliver what comes in.
     *
     * @param handler who receives it
     */
    void start(Handler handler);

    /**
     * Sends one datagram.
     *
     * @param to a resolved address
     * @param packet the bytes, copied before this call returns
     * @param listener told what became of it, after this call has returned
     */
    void send(InetSocketAddress to, ByteBuffer packet, SendListener listener);

    /**
     * Opens a stream.
     *
     * @param to a resolved address
     * @param timeoutNanos how long to try, in nanoseconds
     * @param handler told when the stream is open, or {@linkplain ConnectionHandler#closed closed} if it never opens
     */
    void connect(InetSocketAddress to, long timeoutNanos, ConnectionHandler handler);

    /**
     * Closes everything, open streams included; no callback comes after the given one. Harmless when repeated.
     *
     * @param whenClosed called when the address is free again
     */
    void close(Runnable whenClosed);
}
