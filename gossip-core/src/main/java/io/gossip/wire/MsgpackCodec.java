package io.gossip.wire;

import io.gossip.wire.WireException.Reason;
import java.nio.ByteBuffer;

/**
 * The messages as HashiCorp's memberlist writes them: a type byte and a MessagePack body (protocol reference, sections 3
 * and 4). Writes byte for byte what Go writes, reads what Go reads, within {@link WireLimits}.
 */
public final class MsgpackCodec implements MessageCodec {

    private final MessageReader reader;

    /**
     * A codec.
     *
     * @param limits what is accepted
     */
    public MsgpackCodec(WireLimits limits) {
        this.reader = new MessageReader(limits);
    }

    @Override
    public void encodePacket(Message message, WireOutput out) {
        MessageWriter writer = new MessageWriter(out);
        if (message instanceof Message.Ping ping) {
            writer.ping(ping);
        } else if (message instanceof Message.Ack ack) {
            writer.ack(ack);
        } else if (message instanceof Message.Alive alive) {
            writer.alive(alive);
        } else if (message instanceof Message.Suspect suspect) {
            writer.suspect(suspect);
        } else if (message instanceof Message.Dead dead) {
            writer.dead(dead);
        } else if (message instanceof Message.User user) {
            writer.packetUser(user);
        } else if (message instanceof Message.IndirectPing ping) {
            writer.indirectPing(ping);
        } else if (message instanceof Message.Nack nack) {
            writer.nack(nack);
        } else {
            throw new IllegalArgumentException(
                    message.getClass().getSimpleName() + " is a stream message and does not go into a packet");
        }
    }

    @Override
    public Message decodePacket(ByteBuffer in) throws WireException {
        if (!in.hasRemaining()) {
            throw new WireException(Reason.TRUNCATED, "a message without a type byte");
        }
        int type = in.get() & 0xFF;
        if (type == MessageType.USER) {
            return new Message.User(Bytes.of(in));
        }
        MsgpackReader body = new MsgpackReader(in);
        return switch (type) {
            case MessageType.PING -> reader.ping(body);
            case MessageType.INDIRECT_PING -> reader.indirectPing(body);
            case MessageType.ACK -> reader.ack(body);
            case MessageType.SUSPECT -> reader.suspect(body);
            case MessageType.ALIVE -> reader.alive(body);
            case MessageType.DEAD -> reader.dead(body);
            case MessageType.NACK -> reader.nack(body);
            default -> throw new WireException(Reason.UNKNOWN_TYPE, "message type " + type + " in a packet");
        };
    }

    @Override
    public void encodeStream(Message message, WireOutput out) {
        MessageWriter writer = new MessageWriter(out);
        if (message instanceof Message.PushPull pushPull) {
            writer.pushPull(pushPull);
        } else if (message instanceof Message.Ping ping) {
            writer.ping(ping);
        } else if (message instanceof Message.Ack ack) {
            writer.ack(ack);
        } else if (message instanceof Message.User user) {
            writer.streamUser(user);
        } else if (message instanceof Message.ErrorResponse response) {
            writer.errorResponse(response);
        } else {
            throw new IllegalArgumentException(
                    message.getClass().getSimpleName() + " is a packet message and does not go onto a stream");
        }
    }

    @Override
    public StreamDecoder newStreamDecoder() {
        return new MsgpackStreamDecoder(reader);
    }
}
