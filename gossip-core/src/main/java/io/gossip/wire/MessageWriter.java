package io.gossip.wire;

import org.jspecify.annotations.Nullable;

/**
 * Writes messages, from the type byte on, byte for byte as Go does: fields in ascending order of their names, source fields
 * left out when they say nothing, empty meta and payloads as {@code nil} (protocol reference, sections 3.1 and 4).
 */
final class MessageWriter {

    private final WireOutput out;
    private final MsgpackWriter msgpack;

    MessageWriter(WireOutput out) {
        this.out = out;
        this.msgpack = new MsgpackWriter(out);
    }

    void ping(Message.Ping ping) {
        FieldNames names = MessageFields.Ping.NAMES;
        out.put(MessageType.PING);
        msgpack.writeMapHeader(2 + sourceFields(ping.source(), ping.sourceNode()));
        string(names, MessageFields.Ping.NODE, ping.node());
        unsigned(names, MessageFields.Ping.SEQ_NO, ping.sequence());
        sourceAddr(names, MessageFields.Ping.SOURCE_ADDR, ping.source());
        sourceNode(names, MessageFields.Ping.SOURCE_NODE, ping.sourceNode());
        sourcePort(names, MessageFields.Ping.SOURCE_PORT, ping.source());
    }

    void indirectPing(Message.IndirectPing ping) {
        FieldNames names = MessageFields.IndirectPing.NAMES;
        out.put(MessageType.INDIRECT_PING);
        msgpack.writeMapHeader(5 + sourceFields(ping.source(), ping.sourceNode()));
        msgpack.writeKey(names, MessageFields.IndirectPing.NACK);
        msgpack.writeBoolean(ping.nack());
        string(names, MessageFields.IndirectPing.NODE, ping.node());
        unsigned(names, MessageFields.IndirectPing.PORT, ping.target().port());
        unsigned(names, MessageFields.IndirectPing.SEQ_NO, ping.sequence());
        sourceAddr(names, MessageFields.IndirectPing.SOURCE_ADDR, ping.source());
        sourceNode(names, MessageFields.IndirectPing.SOURCE_NODE, ping.sourceNode());
        sourcePort(names, MessageFields.IndirectPing.SOURCE_PORT, ping.source());
        msgpack.writeKey(names, MessageFields.IndirectPing.TARGET);
        msgpack.writeBytes(ping.target().ip());
    }

    void ack(Message.Ack ack) {
        FieldNames names = MessageFields.Ack.NAMES;
        out.put(MessageType.ACK);
        msgpack.writeMapHeader(2);
        msgpack.writeKey(names, MessageFields.Ack.PAYLOAD);
        msgpack.writeBytesOrNil(ack.payload());
        unsigned(names, MessageFields.Ack.SEQ_NO, ack.sequence());
    }

    void nack(Message.Nack nack) {
        out.put(MessageType.NACK);
        msgpack.writeMapHeader(1);
        unsigned(MessageFields.Nack.NAMES, MessageFields.Nack.SEQ_NO, nack.sequence());
    }

    void suspect(Message.Suspect suspect) {
        accusation(MessageType.SUSPECT, suspect.incarnation(), suspect.node(), suspect.from());
    }

    void dead(Message.Dead dead) {
        accusation(MessageType.DEAD, dead.incarnation(), dead.node(), dead.from());
    }

    void alive(Message.Alive alive) {
        FieldNames names = MessageFields.Alive.NAMES;
        out.put(MessageType.ALIVE);
        msgpack.writeMapHeader(6);
        msgpack.writeKey(names, MessageFields.Alive.ADDR);
        msgpack.writeBytes(alive.address().ip());
        unsigned(names, MessageFields.Alive.INCARNATION, alive.incarnation());
        msgpack.writeKey(names, MessageFields.Alive.META);
        msgpack.writeBytesOrNil(alive.meta());
        string(names, MessageFields.Alive.NODE, alive.node());
        unsigned(names, MessageFields.Alive.PORT, alive.address().port());
        msgpack.writeKey(names, MessageFields.Alive.VSN);
        versions(alive.versions());
    }

    void pushPull(Message.PushPull pushPull) {
        FieldNames names = MessageFields.PushPullHeader.NAMES;
        out.put(MessageType.PUSH_PULL);
        msgpack.writeMapHeader(3);
        msgpack.writeKey(names, MessageFields.PushPullHeader.JOIN);
        msgpack.writeBoolean(pushPull.join());
        signed(names, MessageFields.PushPullHeader.NODES, pushPull.nodes().size());
        signed(
                names,
                MessageFields.PushPullHeader.USER_STATE_LEN,
                pushPull.userState().length());
        for (Message.PushPullNode node : pushPull.nodes()) {
            pushPullNode(node);
        }
        out.put(pushPull.userState());
    }

    void packetUser(Message.User user) {
        out.put(MessageType.USER);
        out.put(user.payload());
    }

    void streamUser(Message.User user) {
        out.put(MessageType.USER);
        msgpack.writeMapHeader(1);
        signed(
                MessageFields.UserHeader.NAMES,
                MessageFields.UserHeader.USER_MSG_LEN,
                user.payload().length());
        out.put(user.payload());
    }

    void errorResponse(Message.ErrorResponse response) {
        out.put(MessageType.ERROR);
        msgpack.writeMapHeader(1);
        string(MessageFields.ErrorResponse.NAMES, MessageFields.ErrorResponse.ERROR, response.error());
    }

    private void pushPullNode(Message.PushPullNode node) {
        FieldNames names = MessageFields.PushPullNode.NAMES;
        msgpack.writeMapHeader(7);
        msgpack.writeKey(names, MessageFields.PushPullNode.ADDR);
        msgpack.writeBytes(node.address().ip());
        unsigned(names, MessageFields.PushPullNode.INCARNATION, node.incarnation());
        msgpack.writeKey(names, MessageFields.PushPullNode.META);
        msgpack.writeBytesOrNil(node.meta());
        string(names, MessageFields.PushPullNode.NAME, node.name());
        unsigned(names, MessageFields.PushPullNode.PORT, node.address().port());
        signed(names, MessageFields.PushPullNode.STATE, node.state().number());
        msgpack.writeKey(names, MessageFields.PushPullNode.VSN);
        versions(node.versions());
    }

    private void accusation(int type, long incarnation, String node, String from) {
        FieldNames names = MessageFields.Accusation.NAMES;
        out.put(type);
        msgpack.writeMapHeader(3);
        string(names, MessageFields.Accusation.FROM, from);
        unsigned(names, MessageFields.Accusation.INCARNATION, incarnation);
        string(names, MessageFields.Accusation.NODE, node);
    }

    private void versions(Versions versions) {
        msgpack.writeRawHeader(Versions.LENGTH);
        out.put(versions.protocolMin());
        out.put(versions.protocolMax());
        out.put(versions.protocolCurrent());
        out.put(versions.delegateMin());
        out.put(versions.delegateMax());
        out.put(versions.delegateCurrent());
    }

    private static int sourceFields(@Nullable Address source, String sourceNode) {
        int address = source == null ? 0 : source.port() == 0 ? 1 : 2;
        return address + (sourceNode.isEmpty() ? 0 : 1);
    }

    private void sourceAddr(FieldNames names, int field, @Nullable Address source) {
        if (source != null) {
            msgpack.writeKey(names, field);
            msgpack.writeBytes(source.ip());
        }
    }

    private void sourcePort(FieldNames names, int field, @Nullable Address source) {
        if (source != null && source.port() != 0) {
            unsigned(names, field, source.port());
        }
    }

    private void sourceNode(FieldNames names, int field, String sourceNode) {
        if (!sourceNode.isEmpty()) {
            string(names, field, sourceNode);
        }
    }

    private void string(FieldNames names, int field, String value) {
        msgpack.writeKey(names, field);
        msgpack.writeString(value);
    }

    private void unsigned(FieldNames names, int field, long value) {
        msgpack.writeKey(names, field);
        msgpack.writeUnsigned(value);
    }

    private void signed(FieldNames names, int field, long value) {
        msgpack.writeKey(names, field);
        msgpack.writeSigned(value);
    }
}
