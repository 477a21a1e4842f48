package io.gossip.wire;

import io.gossip.wire.WireException.Reason;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Several messages in one packet (protocol reference, section 5.4).
 *
 * <pre>07 | count (1 byte) | length of each part (2 bytes each) | the parts</pre>
 */
public final class Compound {

    /** Most parts: their count is one byte. */
    public static final int MAX_PARTS = 255;

    /** Longest part: its length is two bytes. */
    public static final int MAX_PART_BYTES = 0xFFFF;

    /** Bytes in front of the lengths. */
    public static final int OVERHEAD = 2;

    /** Bytes that each part adds to its own. */
    public static final int PART_OVERHEAD = 2;

    private Compound() {}

    /** Receives the parts of a compound. */
    interface PartSink {

        /** One part, possibly empty. */
        void part(ByteBuffer part);
    }

    /**
     * Appends a compound, from the type byte on.
     *
     * @param parts the messages, each from its type byte on; at most {@link #MAX_PARTS} of at most
     *     {@link #MAX_PART_BYTES} each
     * @param out where to append
     * @throws IllegalArgumentException if there are too many parts, or one is too long
     */
    public static void write(List<Bytes> parts, WireOutput out) {
        if (parts.size() > MAX_PARTS) {
            throw new IllegalArgumentException(parts.size() + " parts; a compound has at most " + MAX_PARTS);
        }
        for (Bytes part : parts) {
            if (part.length() > MAX_PART_BYTES) {
                throw new IllegalArgumentException(
                        "a part of " + part.length() + " bytes; at most " + MAX_PART_BYTES + " are allowed");
            }
        }
        out.put(MessageType.COMPOUND);
        out.put(parts.size());
        for (Bytes part : parts) {
            out.putShort(part.length());
        }
        for (Bytes part : parts) {
            out.put(part);
        }
    }

    /**
     * Hands out the parts in order, reading from behind the type byte. Bytes behind the last part are ignored.
     *
     * @throws WireException if the lengths are incomplete, before any part is handed out; or if a part is, after those before
     *     it were handed out
     */
    static void read(ByteBuffer in, PartSink sink) throws WireException {
        int start = in.position();
        if (!in.hasRemaining()) {
            throw new WireException(Reason.TRUNCATED, "a compound without a count");
        }
        int count = in.get(start) & 0xFF;
        int lengths = start + 1;
        int next = lengths + PART_OVERHEAD * count;
        if (next > in.limit()) {
            throw new WireException(Reason.TRUNCATED, "a compound that ends among its lengths");
        }
        for (int i = 0; i < count; i++) {
            int length = in.getShort(lengths + PART_OVERHEAD * i) & 0xFFFF;
            if (length > in.limit() - next) {
                throw new WireException(Reason.TRUNCATED, "a compound without its last " + (count - i) + " parts");
            }
            sink.part(in.slice(next, length));
            next += length;
        }
    }
}
