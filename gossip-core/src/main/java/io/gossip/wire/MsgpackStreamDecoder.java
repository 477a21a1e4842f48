package io.gossip.wire;

import io.gossip.wire.WireException.Reason;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one stream message while it arrives.
 *
 * <p>Nothing on a stream says how long a message is, so the only way to learn whether all of it is there is to read it. A
 * push/pull continues behind the last node that was read completely; every other body is small, or announces its length,
 * and is read from its start again. Whatever the sizes of the chunks, no byte is looked at more than a bounded number of
 * times per chunk (see {@link StructFields}).
 */
final class MsgpackStreamDecoder implements MessageCodec.StreamDecoder {

    private final MessageReader reader;
    private final List<Message.PushPullNode> nodes = new ArrayList<>();
    private MessageReader.@Nullable PushPullHeader header;
    private int nodesRead;
    private int skippedNodes;

    /** How many bytes, from the type byte on, need not be read again. */
    private int done;

    MsgpackStreamDecoder(MessageReader reader) {
        this.reader = reader;
    }

    @Override
    public @Nullable Message decode(ByteBuffer in) throws WireException {
        if (!in.hasRemaining()) {
            return null;
        }
        int start = in.position();
        int type = in.get() & 0xFF;
        try {
            return switch (type) {
                case MessageType.PING -> reader.ping(new MsgpackReader(in));
                case MessageType.ACK -> reader.ack(new MsgpackReader(in));
                case MessageType.ERROR -> reader.errorResponse(new MsgpackReader(in));
                case MessageType.USER -> user(in);
                case MessageType.PUSH_PULL -> pushPull(in, start);
                default -> throw new WireException(Reason.UNKNOWN_TYPE, "message type " + type + " on a stream");
            };
        } catch (WireException notRead) {
            if (notRead.reason() == Reason.TRUNCATED) {
                return null;
            }
            throw notRead;
        }
    }

    private Message.@Nullable User user(ByteBuffer in) throws WireException {
        int length = reader.userHeader(new MsgpackReader(in));
        return in.remaining() < length ? null : new Message.User(copy(in, length));
    }

    private Message.@Nullable PushPull pushPull(ByteBuffer in, int start) throws WireException {
        MsgpackReader body = new MsgpackReader(in);
        MessageReader.PushPullHeader header = this.header;
        if (header == null) {
            header = reader.pushPullHeader(body);
            this.header = header;
            done = body.position() - start;
        }
        body.position(start + done);
        while (nodesRead < header.nodes()) {
            Message.PushPullNode node = reader.pushPullNode(body);
            if (node == null) {
                skippedNodes++;
            } else {
                nodes.add(node);
            }
            nodesRead++;
            done = body.position() - start;
        }
        if (in.remaining() < header.userStateLength()) {
            return null;
        }
        return new Message.PushPull(header.join(), nodes, copy(in, header.userStateLength()), skippedNodes);
    }

    private static Bytes copy(ByteBuffer in, int length) {
        return Bytes.of(in.slice(in.position(), length));
    }
}
