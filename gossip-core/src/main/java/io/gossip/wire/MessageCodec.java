package io.gossip.wire;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Turns messages into bytes and back; a message starts with its type byte.
 *
 * <p>Implementations are owned by one event loop and need not be safe for use by several threads. Reading never allocates
 * what the input merely claims: a length is checked against the bytes present and against {@link WireLimits} first.
 */
public interface MessageCodec {

    /**
     * Appends a message in the form it has in a packet.
     *
     * @param message any message but {@link Message.PushPull} and {@link Message.ErrorResponse}
     * @param out where to append
     */
    void encodePacket(Message message, WireOutput out);

    /**
     * Reads one message of a packet; bytes behind it are ignored, except that a user message is all that remains.
     *
     * @param in from the type byte to the end of the message; its position is undefined afterwards
     * @return the message
     * @throws WireException if the bytes are not a message that may come in a packet
     */
    Message decodePacket(ByteBuffer in) throws WireException;

    /**
     * Appends a message in the form it has on a stream.
     *
     * @param message a ping, ack, push/pull, user message or error response
     * @param out where to append
     */
    void encodeStream(Message message, WireOutput out);

    /**
     * Starts to read one message of one stream.
     *
     * @return a decoder for a single message
     */
    StreamDecoder newStreamDecoder();

    /**
     * Reads one message of a stream while it arrives; remembers how far it got, so that a large message that trickles in
     * costs no more than one that comes at once.
     */
    interface StreamDecoder {

        /**
         * Reads on.
         *
         * @param in every byte that has arrived so far, from the type byte on: what earlier calls were given, and more
         *     behind it; its position is undefined afterwards
         * @return the message, or null if more bytes are needed; bytes behind the message are ignored
         * @throws WireException if the bytes can never become a message that may come on a stream
         */
        @Nullable
        Message decode(ByteBuffer in) throws WireException;
    }
}
