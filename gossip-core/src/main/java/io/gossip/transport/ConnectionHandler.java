package io.gossip.transport;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One end's view of a stream; called on the node's event loop. */
public interface ConnectionHandler {

    /**
     * The stream this node asked for is open; not called for accepted streams.
     *
     * @param connection the stream
     */
    void opened(Connection connection);

    /**
     * Bytes arrived.
     *
     * @param connection the stream
     * @param bytes at least one; valid only during the call
     */
    void received(Connection connection, ByteBuffer bytes);

    /**
     * The stream is closed, by either end, or could not be opened; nothing is called after this.
     *
     * @param cause why, or null if it was closed in good order
     */
    void closed(@Nullable Throwable cause);
}
