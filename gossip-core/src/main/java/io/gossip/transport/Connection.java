package io.gossip.transport;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** An open stream; owned by the node's event loop. */
public interface Connection {

    /**
     * The other end.
     *
     * @return a resolved address
     */
    InetSocketAddress remoteAddress();

    /**
     * Queues bytes to be sent.
     *
     * @param bytes copied before this call returns
     */
    void send(ByteBuffer bytes);

    /** Closes the stream once everything queued is sent. Harmless when repeated. */
    void close();

    /** Closes the stream at once and forgets what is queued. Harmless when repeated. */
    void abort();
}
