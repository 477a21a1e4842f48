package io.gossip.wire;

import io.gossip.wire.WireException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Reads message bodies, from behind the type byte on, within {@link WireLimits} (protocol reference, section 4).
 *
 * <p>Stricter than Go where a message could only do harm (section 18.4): addresses that cannot be dialled, announcements
 * without all six versions, and nodes without a name are refused.
 */
final class MessageReader {

    /** Most version bytes looked at; those behind the sixth mean nothing today. */
    private static final int MAX_VERSION_BYTES = 64;

    private static final int MAX_ADDRESS_BYTES = 16;
    private static final int MAX_PORT = 0xFFFF;

    private final WireLimits limits;

    /** Those read last, as bytes and as numbers: in a cluster nearly all nodes have the same. */
    private Bytes versionBytes = Bytes.EMPTY;

    private Versions versions = new Versions(0, 0, 0, 0, 0, 0);

    MessageReader(WireLimits limits) {
        this.limits = limits;
    }

    Message.Ping ping(MsgpackReader in) throws WireException {
        long sequence = 0;
        String node = "";
        Bytes sourceIp = Bytes.EMPTY;
        int sourcePort = 0;
        String sourceNode = "";
        StructFields fields = in.readStruct(MessageFields.Ping.NAMES);
        for (int field = fields.next(); field != StructFields.END; field = fields.next()) {
            switch (field) {
                case MessageFields.Ping.SEQ_NO -> sequence = uint32(in);
                case MessageFields.Ping.NODE -> node = name(in);
                case MessageFields.Ping.SOURCE_ADDR -> sourceIp = ip(in);
                case MessageFields.Ping.SOURCE_PORT -> sourcePort = port(in);
                case MessageFields.Ping.SOURCE_NODE -> sourceNode = name(in);
                default -> throw new AssertionError(field);
            }
        }
        return new Message.Ping(sequence, node, source(sourceIp, sourcePort), sourceNode);
    }

    Message.IndirectPing indirectPing(MsgpackReader in) throws WireException {
        long sequence = 0;
        Bytes targetIp = Bytes.EMPTY;
        int targetPort = 0;
        String node = "";
        boolean nack = false;
        Bytes sourceIp = Bytes.EMPTY;
        int sourcePort = 0;
        String sourceNode = "";
        StructFields fields = in.readStruct(MessageFields.IndirectPing.NAMES);
        for (int field = fields.next(); field != StructFields.END; field = fields.next()) {
            switch (field) {
                case MessageFields.IndirectPing.SEQ_NO -> sequence = uint32(in);
                case MessageFields.IndirectPing.TARGET -> targetIp = ip(in);
                case MessageFields.IndirectPing.PORT -> targetPort = port(in);
                case MessageFields.IndirectPing.NODE -> node = name(in);
                case MessageFields.IndirectPing.NACK -> nack = in.readBoolean();
                case MessageFields.IndirectPing.SOURCE_ADDR -> sourceIp = ip(in);
                case MessageFields.IndirectPing.SOURCE_PORT -> sourcePort = port(in);
                case MessageFields.IndirectPing.SOURCE_NODE -> sourceNode = name(in);
                default -> throw new AssertionError(field);
            }
        }
        Address target = address(targetIp, targetPort);
        return new Message.IndirectPing(sequence, target, node, nack, source(sourceIp, sourcePort), sourceNode);
    }

    Message.Ack ack(MsgpackReader in) throws WireException {
        long sequence = 0;
        Bytes payload = Bytes.EMPTY;
        StructFields fields = in.readStruct(MessageFields.Ack.NAMES);
        for (int field = fields.next(); field != StructFields.END; field = fields.next()) {
            switch (field) {
                case MessageFields.Ack.SEQ_NO -> sequence = uint32(in);
                case MessageFields.Ack.PAYLOAD -> payload = in.readBytes(limits.payloadBytes());
                default -> throw new AssertionError(field);
            }
        }
        return new Message.Ack(sequence, payload);
    }

    Message.Nack nack(MsgpackReader in) throws WireException {
        long sequence = 0;
        StructFields fields = in.readStruct(MessageFields.Nack.NAMES);
        while (fields.next() != StructFields.END) {
            sequence = uint32(in);
        }
        return new Message.Nack(sequence);
    }

    Message.Suspect suspect(MsgpackReader in) throws WireException {
        Accusation accusation = accusation(in);
        return new Message.Suspect(accusation.incarnation, accusation.node, accusation.from);
    }

    Message.Dead dead(MsgpackReader in) throws WireException {
        Accusation accusation = accusation(in);
        return new Message.Dead(accusation.incarnation, accusation.node, accusation.from);
    }

    Message.Alive alive(MsgpackReader in) throws WireException {
        long incarnation = 0;
        String node = "";
        Bytes ip = Bytes.EMPTY;
        int port = 0;
        Bytes meta = Bytes.EMPTY;
        Bytes versions = Bytes.EMPTY;
        StructFields fields = in.readStruct(MessageFields.Alive.NAMES);
        for (int field = fields.next(); field != StructFields.END; field = fields.next()) {
            switch (field) {
                case MessageFields.Alive.INCARNATION -> incarnation = uint32(in);
                case MessageFields.Alive.NODE -> node = name(in);
                case MessageFields.Alive.ADDR -> ip = ip(in);
                case MessageFields.Alive.PORT -> port = port(in);
                case MessageFields.Alive.META -> meta = in.readBytes(limits.metaBytes());
                case MessageFields.Alive.VSN -> versions = in.readBytes(MAX_VERSION_BYTES, versionBytes);
                default -> throw new AssertionError(field);
            }
        }
        if (versions.length() < Versions.LENGTH) {
            throw new WireException(Reason.MALFORMED, "an announcement without all six versions");
        }
        return new Message.Alive(incarnation, named(node), address(ip, port), meta, versions(versions));
    }

    /** How a push/pull starts, its counts within their limits. */
    record PushPullHeader(boolean join, int nodes, int userStateLength) {}

    PushPullHeader pushPullHeader(MsgpackReader in) throws WireException {
        boolean join = false;
        int nodes = 0;
        int userStateLength = 0;
        StructFields fields = in.readStruct(MessageFields.PushPullHeader.NAMES);
        for (int field = fields.next(); field != StructFields.END; field = fields.next()) {
            switch (field) {
                case MessageFields.PushPullHeader.JOIN -> join = in.readBoolean();
                case MessageFields.PushPullHeader.NODES -> nodes = count(in, limits.pushPullNodes(), "nodes");
                case MessageFields.PushPullHeader.USER_STATE_LEN ->
                    userStateLength = count(in, limits.userStateBytes(), "bytes of user state");
                default -> throw new AssertionError(field);
            }
        }
        return new PushPullHeader(join, nodes, userStateLength);
    }

    /**
     * One node of a push/pull, or null if one of its fields has a value that another version may understand, but this one
     * does not: one strange node must not keep all others from being exchanged.
     */
    Message.@Nullable PushPullNode pushPullNode(MsgpackReader in) throws WireException {
        @Nullable Bytes name = Bytes.EMPTY;
        @Nullable Bytes ip = Bytes.EMPTY;
        int port = 0;
        @Nullable Bytes meta = Bytes.EMPTY;
        long incarnation = 0;
        long state = 0;
        @Nullable Bytes versions = Bytes.EMPTY;
        StructFields fields = in.readStruct(MessageFields.PushPullNode.NAMES);
        for (int field = fields.next(); field != StructFields.END; field = fields.next()) {
            switch (field) {
                case MessageFields.PushPullNode.NAME -> name = bytesUnlessLonger(in, limits.nameBytes(), Bytes.EMPTY);
                case MessageFields.PushPullNode.ADDR -> ip = bytesUnlessLonger(in, MAX_ADDRESS_BYTES, Bytes.EMPTY);
                case MessageFields.PushPullNode.PORT -> port = port(in);
                case MessageFields.PushPullNode.META -> meta = bytesUnlessLonger(in, limits.metaBytes(), Bytes.EMPTY);
                case MessageFields.PushPullNode.INCARNATION -> incarnation = uint32(in);
                case MessageFields.PushPullNode.STATE -> state = in.readSigned();
                case MessageFields.PushPullNode.VSN ->
                    versions = bytesUnlessLonger(in, MAX_VERSION_BYTES, versionBytes);
                default -> throw new AssertionError(field);
            }
        }
        String text = name == null ? null : name.utf8();
        NodeState known = NodeState.ofNumber(state);
        if (text == null || text.isEmpty() || known == null || ip == null || !Address.isValidIp(ip) || meta == null) {
            return null;
        }
        if (versions == null || versions.length() < Versions.LENGTH) {
            return null;
        }
        return new Message.PushPullNode(text, Address.of(ip, port), meta, incarnation, known, versions(versions));
    }

    /** The length of a user message, which follows. */
    int userHeader(MsgpackReader in) throws WireException {
        int length = 0;
        StructFields fields = in.readStruct(MessageFields.UserHeader.NAMES);
        while (fields.next() != StructFields.END) {
            length = count(in, limits.userMessageBytes(), "bytes of a user message");
        }
        return length;
    }

    Message.ErrorResponse errorResponse(MsgpackReader in) throws WireException {
        String error = "";
        StructFields fields = in.readStruct(MessageFields.ErrorResponse.NAMES);
        while (fields.next() != StructFields.END) {
            error = in.readString(limits.errorBytes());
        }
        return new Message.ErrorResponse(error);
    }

    private record Accusation(long incarnation, String node, String from) {}

    private Accusation accusation(MsgpackReader in) throws WireException {
        long incarnation = 0;
        String node = "";
        String from = "";
        StructFields fields = in.readStruct(MessageFields.Accusation.NAMES);
        for (int field = fields.next(); field != StructFields.END; field = fields.next()) {
            switch (field) {
                case MessageFields.Accusation.INCARNATION -> incarnation = uint32(in);
                case MessageFields.Accusation.NODE -> node = name(in);
                case MessageFields.Accusation.FROM -> from = name(in);
                default -> throw new AssertionError(field);
            }
        }
        return new Accusation(incarnation, named(node), from);
    }

    private String name(MsgpackReader in) throws WireException {
        return in.readString(limits.nameBytes());
    }

    private static String named(String node) throws WireException {
        if (node.isEmpty()) {
            throw new WireException(Reason.MALFORMED, "a message about a node without a name");
        }
        return node;
    }

    private static long uint32(MsgpackReader in) throws WireException {
        return in.readUnsigned(Message.MAX_UINT32);
    }

    private static int port(MsgpackReader in) throws WireException {
        return (int) in.readUnsigned(MAX_PORT);
    }

    private static int count(MsgpackReader in, int max, String what) throws WireException {
        long count = in.readSigned();
        if (count < 0) {
            throw new WireException(Reason.MALFORMED, "a negative number of " + what);
        }
        if (count > max) {
            throw new WireException(Reason.TOO_LARGE, count + " " + what + " where " + max + " are allowed");
        }
        return (int) count;
    }

    private static Bytes ip(MsgpackReader in) throws WireException {
        return in.readBytes(MAX_ADDRESS_BYTES);
    }

    private static Address address(Bytes ip, int port) throws WireException {
        if (!Address.isValidIp(ip)) {
            throw new WireException(Reason.MALFORMED, "an address of " + ip.length() + " bytes");
        }
        return Address.of(ip, port);
    }

    /** Go answers to the address the packet came from unless both source fields say something. */
    private static @Nullable Address source(Bytes ip, int port) throws WireException {
        return ip.isEmpty() || port == 0 ? null : address(ip, port);
    }

    private static @Nullable Bytes bytesUnlessLonger(MsgpackReader in, int max, Bytes expected) throws WireException {
        int start = in.position();
        try {
            return in.readBytes(max, expected);
        } catch (WireException notRead) {
            if (notRead.reason() != Reason.TOO_LARGE) {
                throw notRead;
            }
            in.position(start);
            in.skipValue(StructFields.MAX_SKIPPED_VALUES);
            return null;
        }
    }

    private Versions versions(Bytes bytes) {
        if (!bytes.equals(versionBytes)) {
            versionBytes = bytes;
            versions = new Versions(
                    bytes.at(0) & 0xFF,
                    bytes.at(1) & 0xFF,
                    bytes.at(2) & 0xFF,
                    bytes.at(3) & 0xFF,
                    bytes.at(4) & 0xFF,
                    bytes.at(5) & 0xFF);
        }
        return versions;
    }
}
