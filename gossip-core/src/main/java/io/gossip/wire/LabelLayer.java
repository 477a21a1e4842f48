package io.gossip.wire;

import io.gossip.wire.WireException.Reason;
import java.nio.ByteBuffer;

/**
 * The outermost layer: the name of the cluster, so that clusters which share addresses do not merge by mistake (protocol
 * reference, sections 5.2 and 6.2).
 *
 * <pre>f4 | length (1 byte, 1 to 255) | label</pre>
 */
final class LabelLayer {

    /** Returned by {@link #accept(ByteBuffer)} when the header is not complete. */
    static final int INCOMPLETE = -1;

    private static final int HEADER_BYTES = 2;

    private final byte[] label;
    private final boolean takenOffElsewhere;

    LabelLayer(FramingConfig config) {
        this.label = config.labelBytes();
        this.takenOffElsewhere = config.skipInboundLabelCheck();
    }

    /** How many bytes it adds. */
    int overhead() {
        return label.length == 0 ? 0 : HEADER_BYTES + label.length;
    }

    void write(WireOutput out) {
        if (label.length > 0) {
            out.put(MessageType.HAS_LABEL);
            out.put(label.length);
            out.put(label, 0, label.length);
        }
    }

    /**
     * Decides on the label at the start of a packet or stream; returns how many bytes its header takes, possibly none, or
     * {@link #INCOMPLETE}.
     */
    int accept(ByteBuffer in) throws WireException {
        int start = in.position();
        if (!in.hasRemaining()) {
            return INCOMPLETE;
        }
        if ((in.get(start) & 0xFF) != MessageType.HAS_LABEL) {
            if (label.length > 0 && !takenOffElsewhere) {
                throw new WireException(Reason.LABEL, "no label");
            }
            return 0;
        }
        if (in.remaining() < HEADER_BYTES) {
            return INCOMPLETE;
        }
        int length = in.get(start + 1) & 0xFF;
        if (length == 0) {
            throw new WireException(Reason.LABEL, "a label of length zero");
        }
        if (in.remaining() < HEADER_BYTES + length) {
            return INCOMPLETE;
        }
        if (takenOffElsewhere) {
            throw new WireException(Reason.LABEL, "a label where it should have been taken off");
        }
        if (!in.slice(start + HEADER_BYTES, length).equals(ByteBuffer.wrap(label))) {
            throw new WireException(Reason.LABEL, "the label of another cluster");
        }
        return HEADER_BYTES + length;
    }
}
