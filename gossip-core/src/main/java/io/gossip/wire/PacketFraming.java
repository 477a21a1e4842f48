package io.gossip.wire;

import io.gossip.wire.WireException.Reason;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/**
 * The layers around the messages of a packet (protocol reference, section 5.1), outermost first:
 *
 * <pre>[label] [encryption] [checksum] [compression] [compound] messages</pre>
 *
 * <p>Each layer may be absent. Owned by one event loop: its buffers and ciphers are used again for every packet.
 */
public final class PacketFraming {

    /** Receives what a packet contains, in order. */
    public interface Sink {

        /**
         * A message.
         *
         * @param message what it says
         */
        void message(Message message);

        /**
         * A part of the packet, or all of it, that is not a message; the other parts are not affected.
         *
         * @param why what to count, log at a limited rate, and forget
         */
        void rejected(WireException why);
    }

    /** Bytes that a checksum adds to a packet. */
    public static final int CHECKSUM_OVERHEAD = ChecksumLayer.HEADER_BYTES;

    private static final byte[] NO_PREFIX = {};

    /** Above this, a buffer is given back after the packet that needed it; no honest packet decompresses to more. */
    private static final int KEPT_BYTES = 1 << 16;

    private final FramingConfig config;
    private final WireLimits limits;
    private final MessageCodec codec;
    private final LabelLayer label;
    private final CipherLayer cipher;
    private final ChecksumLayer checksum = new ChecksumLayer();
    private final CompressionLayer compression = new CompressionLayer();

    private final WireOutput decrypted = new WireOutput(0);
    private WireOutput decompressed = new WireOutput(0);
    private final WireOutput compressed = new WireOutput(0);
    private final WireOutput plain = new WireOutput(0);
    private final WireOutput sealed = new WireOutput(0);

    /** How many more parts of the current packet are looked at. */
    private int partsLeft;

    /**
     * The layers as configured.
     *
     * @param config which layers
     * @param codec what is inside them
     * @param nonces makes encrypted messages unlike each other. With real keys it has to be a {@code SecureRandom}: two
     *     messages with the same nonce under one key reveal both
     */
    public PacketFraming(FramingConfig config, MessageCodec codec, RandomGenerator nonces) {
        this.config = config;
        this.limits = config.limits();
        this.codec = codec;
        this.label = new LabelLayer(config);
        this.cipher = new CipherLayer(config, nonces);
    }

    /**
     * Takes a received packet apart. Whatever the bytes are, nothing is thrown but what the sink throws.
     *
     * <p>The sink may seal answers meanwhile, but not open another packet.
     *
     * @param packet the bytes, as received; its position is left alone
     * @param sink receives the messages, before this call returns
     */
    public void open(ByteBuffer packet, Sink sink) {
        decompressed.truncate(0);
        partsLeft = limits.packetMessages();
        try {
            dispatch(openOuterLayers(packet), 0, sink);
        } catch (WireException why) {
            sink.rejected(why);
        }
        if (decompressed.length() > KEPT_BYTES) {
            decompressed = new WireOutput(0);
        }
    }

    /**
     * Puts the layers around a message or compound.
     *
     * @param content what to send, from the type byte on; its position is left alone
     * @param withChecksum whether to add a checksum, which the receiver must be known to understand ({@link Versions#CRC})
     * @return the packet; valid until the next call, or until the content changes
     */
    public ByteBuffer seal(ByteBuffer content, boolean withChecksum) {
        ByteBuffer inner = content;
        compressed.truncate(0);
        if (config.compression() && compression.compressIfSmaller(content, compressed)) {
            inner = compressed.view();
        }
        boolean encrypt = cipher.isSealing();
        if (!withChecksum && !encrypt && label.overhead() == 0) {
            return inner.duplicate();
        }
        sealed.truncate(0);
        label.write(sealed);
        if (!encrypt) {
            checksummed(inner, withChecksum, sealed);
        } else if (withChecksum) {
            plain.truncate(0);
            checksummed(inner, true, plain);
            cipher.seal(plain.view(), NO_PREFIX, sealed);
        } else {
            cipher.seal(inner, NO_PREFIX, sealed);
        }
        return sealed.view();
    }

    /**
     * What label and encryption add to a packet of gossip. A checksum adds {@link #CHECKSUM_OVERHEAD}, for which Go leaves no room
     * (protocol reference, section 5.7).
     *
     * <p>Go counts encryption as soon as there is a key, even while nothing is encrypted yet.
     *
     * @return a number of bytes, the most that padding may need included
     */
    public int gossipOverhead() {
        return label.overhead() + (cipher.isEnabled() ? cipher.overhead() : 0);
    }

    /**
     * What label and encryption may add to a packet of gossip once there is a key.
     *
     * @return a number of bytes, not less than {@link #gossipOverhead()} ever is
     */
    public int mostOverhead() {
        return label.overhead() + cipher.overhead();
    }

    /**
     * What label and encryption add to a packet of one message with others riding along; counts encryption only if it is
     * done. Otherwise like {@link #gossipOverhead()}.
     *
     * @return a number of bytes, the most that padding may need included
     */
    public int piggybackOverhead() {
        return label.overhead() + (cipher.isSealing() ? cipher.overhead() : 0);
    }

    private void checksummed(ByteBuffer content, boolean withChecksum, WireOutput out) {
        if (withChecksum) {
            checksum.writeHeader(content, out);
        }
        out.put(content);
    }

    private ByteBuffer openOuterLayers(ByteBuffer packet) throws WireException {
        if (!packet.hasRemaining()) {
            throw new WireException(Reason.TRUNCATED, "an empty packet");
        }
        if (packet.remaining() > limits.packetBytes()) {
            throw new WireException(Reason.TOO_LARGE, "a packet of " + packet.remaining() + " bytes");
        }
        int header = label.accept(packet);
        if (header == LabelLayer.INCOMPLETE) {
            throw new WireException(Reason.LABEL, "a label that is cut off");
        }
        return checksum.open(decrypt(packet.slice(packet.position() + header, packet.remaining() - header)));
    }

    private ByteBuffer decrypt(ByteBuffer packet) throws WireException {
        if (!cipher.isEnabled()) {
            return packet;
        }
        decrypted.truncate(0);
        try {
            cipher.open(packet, NO_PREFIX, decrypted);
            return decrypted.view();
        } catch (WireException notEncrypted) {
            // Nothing in a packet says that it is encrypted: while migrating, what does not open may be plain.
            if (config.verifyIncoming()) {
                throw notEncrypted;
            }
            return packet;
        }
    }

    /** Handles one message or wrapper; the depth counts the wrappers around it. */
    private void dispatch(ByteBuffer part, int depth, Sink sink) {
        if (partsLeft < 0) {
            return;
        }
        try {
            if (partsLeft-- == 0) {
                throw new WireException(Reason.TOO_LARGE, "more messages in a packet than allowed");
            }
            int type = part.hasRemaining() ? part.get(part.position()) & 0xFF : -1;
            if (type == MessageType.COMPOUND || type == MessageType.COMPRESS) {
                if (depth == limits.packetNesting()) {
                    throw new WireException(Reason.NESTING, "wrappers nested more than " + depth + " deep");
                }
                part.get();
                if (type == MessageType.COMPOUND) {
                    Compound.read(part, inner -> dispatch(inner, depth + 1, sink));
                } else {
                    dispatch(decompress(part), depth + 1, sink);
                }
            } else {
                sink.message(codec.decodePacket(part));
            }
        } catch (WireException why) {
            sink.rejected(why);
        }
    }

    /**
     * All that one packet decompresses to stands in one buffer, one after the other, so that the bound holds for the sum.
     * Growing replaces the memory but leaves the old one as it was for those who still read there.
     */
    private ByteBuffer decompress(ByteBuffer part) throws WireException {
        int start = decompressed.length();
        int allowed = limits.packetDecompressedBytes() - start;
        compression.decompress(new MsgpackReader(part), allowed, decompressed);
        return decompressed.view().slice(start, decompressed.length() - start);
    }
}
