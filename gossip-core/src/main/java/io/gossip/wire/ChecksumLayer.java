package io.gossip.wire;

import io.gossip.wire.WireException.Reason;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * A CRC-32 around the content of a packet; recognised only directly below encryption (protocol reference, section 5.3).
 *
 * <pre>0c | CRC-32 of the rest (4 bytes) | content</pre>
 */
final class ChecksumLayer {

    static final int HEADER_BYTES = 5;

    private final CRC32 crc = new CRC32();

    /** Writes the header for a content that the caller appends. */
    void writeHeader(ByteBuffer content, WireOutput out) {
        out.put(MessageType.HAS_CRC);
        out.putInt(checksum(content));
    }

    /** Returns the content; a packet without a checksum is returned as it is. */
    ByteBuffer open(ByteBuffer packet) throws WireException {
        int start = packet.position();
        if (packet.remaining() < HEADER_BYTES || packet.get(start) != MessageType.HAS_CRC) {
            return packet;
        }
        ByteBuffer content = packet.slice(start + HEADER_BYTES, packet.remaining() - HEADER_BYTES);
        if (packet.getInt(start + 1) != checksum(content)) {
            throw new WireException(Reason.CHECKSUM, "the checksum does not match");
        }
        return content;
    }

    private int checksum(ByteBuffer content) {
        crc.reset();
        crc.update(content.duplicate());
        return (int) crc.getValue();
    }
}
