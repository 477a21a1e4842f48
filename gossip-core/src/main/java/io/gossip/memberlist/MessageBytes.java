package io.gossip.memberlist;

import io.gossip.wire.Bytes;
import io.gossip.wire.Message;
import io.gossip.wire.MessageCodec;
import io.gossip.wire.WireOutput;

/** Encodes messages that are kept for a while, as those in a {@link BroadcastQueue}. */
final class MessageBytes {

    private final MessageCodec codec;
    private final WireOutput scratch = new WireOutput(256);

    MessageBytes(MessageCodec codec) {
        this.codec = codec;
    }

    /** The message as it stands in a packet. */
    Bytes encode(Message message) {
        scratch.truncate(0);
        codec.encodePacket(message, scratch);
        return scratch.toBytes();
    }
}
