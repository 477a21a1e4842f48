package io.gossip.wire;

import io.gossip.wire.WireException.Reason;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A compressed message inside a message (protocol reference, sections 4.10 and 5.5).
 *
 * <pre>09 | {Algo: 0, Buf: LZW of the content}</pre>
 */
final class CompressionLayer {

    private static final int ALGORITHM_LZW = 0;
    private static final int HIGHEST_ALGORITHM = 255;

    /** Type byte, map header, both keys, the algorithm, and the shortest header of the content. */
    private static final int LEAST_OVERHEAD = 1 + 1 + 5 + 1 + 4 + 1;

    private final WireOutput compressed = new WireOutput(0);

    // Made when first used: many nodes only read, or only write.
    private @Nullable LzwEncoder encoder;
    private @Nullable LzwDecoder decoder;

    /** Appends the compressed form whatever its length, as streams want it. */
    void compress(ByteBuffer content, WireOutput out) {
        encode(content, Integer.MAX_VALUE);
        write(out);
    }

    /** Appends the compressed form if it is smaller than the content, as packets want it; returns whether it is. */
    boolean compressIfSmaller(ByteBuffer content, WireOutput out) {
        int length = content.remaining();
        if (length <= LEAST_OVERHEAD || !encode(content, length - LEAST_OVERHEAD - 1)) {
            return false;
        }
        int start = out.length();
        write(out);
        if (out.length() - start < length) {
            return true;
        }
        out.truncate(start);
        return false;
    }

    /**
     * Reads from behind the type byte, and appends the content.
     *
     * @throws WireException {@link Reason#TRUNCATED} if and only if more bytes are needed
     */
    void decompress(MsgpackReader in, int maxLength, WireOutput out) throws WireException {
        long algorithm = 0;
        ByteBuffer content = Bytes.EMPTY.asBuffer();
        StructFields fields = in.readStruct(MessageFields.Compress.NAMES);
        for (int field = fields.next(); field != StructFields.END; field = fields.next()) {
            switch (field) {
                case MessageFields.Compress.ALGO -> algorithm = in.readUnsigned(HIGHEST_ALGORITHM);
                case MessageFields.Compress.BUF -> content = in.readBytesView(Integer.MAX_VALUE);
                default -> throw new AssertionError(field);
            }
        }
        if (algorithm != ALGORITHM_LZW) {
            throw new WireException(Reason.COMPRESSION, "cannot decompress unknown algorithm " + algorithm);
        }
        if (decoder == null) {
            decoder = new LzwDecoder();
        }
        decoder.decode(content, maxLength, out);
    }

    private boolean encode(ByteBuffer content, int maxLength) {
        compressed.truncate(0);
        if (encoder == null) {
            encoder = new LzwEncoder(compressed);
        }
        return encoder.encode(content, maxLength);
    }

    private void write(WireOutput out) {
        MsgpackWriter msgpack = new MsgpackWriter(out);
        out.put(MessageType.COMPRESS);
        msgpack.writeMapHeader(2);
        msgpack.writeKey(MessageFields.Compress.NAMES, MessageFields.Compress.ALGO);
        msgpack.writeUnsigned(ALGORITHM_LZW);
        msgpack.writeKey(MessageFields.Compress.NAMES, MessageFields.Compress.BUF);
        msgpack.writeBytes(compressed.view());
    }
}
