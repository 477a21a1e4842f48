package io.gossip.wire;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/**
 * The layers around the messages of a stream (protocol reference, section 6), outermost first:
 *
 * <pre>[label] [encryption frame] [compression] message</pre>
 *
 * <p>The connecting side sends one request, with the label in front; the accepting side answers with one response, without a
 * label, or not at all. With encryption, both authenticate the label. Owned by one event loop.
 */
public final class StreamFraming {

    /** Type byte and length of an encryption frame, which are authenticated along with its content. */
    static final int FRAME_HEADER_BYTES = 5;

    private final FramingConfig config;
    private final MessageCodec codec;
    private final LabelLayer label;
    private final CipherLayer cipher;
    private int messageLength;

    /**
     * The layers as configured.
     *
     * @param config which layers
     * @param codec what is inside them
     * @param nonces makes encrypted messages unlike each other; the same demands as for {@link PacketFraming}
     */
    public StreamFraming(FramingConfig config, MessageCodec codec, RandomGenerator nonces) {
        this.config = config;
        this.codec = codec;
        this.label = new LabelLayer(config);
        this.cipher = new CipherLayer(config, nonces);
    }

    /**
     * The bytes of a request: what the connecting side sends.
     *
     * @param request a ping, push/pull or user message
     * @return the bytes, which belong to the caller
     */
    public ByteBuffer sealRequest(Message request) {
        WireOutput out = new WireOutput(512);
        label.write(out);
        return seal(request, out);
    }

    /**
     * The bytes of a response: what the accepting side sends.
     *
     * @param response an ack, push/pull or error response
     * @return the bytes, which belong to the caller
     */
    public ByteBuffer sealResponse(Message response) {
        return seal(response, new WireOutput(512));
    }

    /**
     * How long the message is that was sealed last, without any layer.
     *
     * @return bytes; 0 before the first
     */
    public int messageLength() {
        return messageLength;
    }

    /**
     * The longest that a sealed request or response may be for a receiver with the same limits.
     *
     * @return a number of bytes
     */
    public int maxBytes() {
        return config.limits().streamBytes();
    }

    /**
     * Starts to read a request: what the accepting side receives.
     *
     * @return a reader for one stream
     */
    public StreamReader requestReader() {
        return new StreamReader(StreamReader.Role.ACCEPTING, config, label, cipher, codec.newStreamDecoder());
    }

    /**
     * Starts to read a response: what the connecting side receives.
     *
     * @return a reader for one stream
     */
    public StreamReader responseReader() {
        return new StreamReader(StreamReader.Role.CONNECTING, config, label, cipher, codec.newStreamDecoder());
    }

    // Streams are rare and their messages may be large: buffers live as long as the message, not as long as the node.
    private ByteBuffer seal(Message message, WireOutput out) {
        boolean encrypt = cipher.isSealing();
        if (!encrypt && !config.compression()) {
            int start = out.length();
            codec.encodeStream(message, out);
            messageLength = out.length() - start;
            return out.view();
        }
        WireOutput plain = new WireOutput(512);
        codec.encodeStream(message, plain);
        messageLength = plain.length();
        if (config.compression()) {
            // Always, even if it grows, as Go does.
            WireOutput compressed = encrypt ? new WireOutput(512) : out;
            new CompressionLayer().compress(plain.view(), compressed);
            plain = compressed;
        }
        if (encrypt) {
            int start = out.length();
            out.put(MessageType.ENCRYPT);
            out.putInt(cipher.sealedLength(plain.length()));
            byte[] header = new byte[FRAME_HEADER_BYTES];
            out.view().get(start, header);
            cipher.seal(plain.view(), header, out);
        }
        return out.view();
    }
}
