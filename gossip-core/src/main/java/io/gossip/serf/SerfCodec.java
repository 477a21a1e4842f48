package io.gossip.serf;

import io.gossip.serf.SerfMessage.JoinIntent;
import io.gossip.serf.SerfMessage.LeaveIntent;
import io.gossip.serf.SerfMessage.Query;
import io.gossip.serf.SerfMessage.QueryResponse;
import io.gossip.serf.SerfMessage.Relay;
import io.gossip.serf.SerfMessage.UserEvent;
import io.gossip.wire.Bytes;
import io.gossip.wire.MsgpackReader;
import io.gossip.wire.MsgpackWriter;
import io.gossip.wire.WireException;
import io.gossip.wire.WireException.Reason;
import io.gossip.wire.WireLimits;
import io.gossip.wire.WireOutput;
import java.nio.ByteBuffer;

/**
 * Serf messages as bytes: a type byte and a MessagePack body (serf protocol reference, sections 2.1 and 3).
 *
 * <p>Fields are written in the order of their names and all of them, as Go does; they are read in any order and form.
 */
final class SerfCodec {

    static final int LEAVE_INTENT = 0;
    static final int JOIN_INTENT = 1;
    static final int PUSH_PULL = 2;
    static final int USER_EVENT = 3;
    static final int QUERY = 4;
    static final int QUERY_RESPONSE = 5;
    static final int RELAY = 9;

    static final int MAX_NAME = WireLimits.DEFAULTS.nameBytes();
    static final int MAX_PORT = 65_535;

    private SerfCodec() {}

    /** A user message with its type byte. */
    static Bytes encode(SerfMessage message) {
        WireOutput out = new WireOutput(128);
        MsgpackWriter writer = new MsgpackWriter(out);
        if (message instanceof JoinIntent intent) {
            out.put(JOIN_INTENT);
            IntentCodec.write(intent, writer);
        } else if (message instanceof LeaveIntent intent) {
            out.put(LEAVE_INTENT);
            IntentCodec.write(intent, writer);
        } else if (message instanceof UserEvent event) {
            out.put(USER_EVENT);
            UserEventCodec.write(event, writer);
        } else if (message instanceof Query query) {
            out.put(QUERY);
            QueryCodec.write(query, writer);
        } else if (message instanceof QueryResponse response) {
            out.put(QUERY_RESPONSE);
            QueryResponseCodec.write(response, writer);
        } else if (message instanceof Relay relay) {
            out.put(RELAY);
            RelayCodec.write(relay, writer, out);
        }
        return out.toBytes();
    }

    /**
     * Reads a user message; the limits of what it may contain are those of the message itself.
     *
     * @param message at least the type byte
     * @throws WireException if it is of no known type, or its body is broken
     */
    static SerfMessage decode(Bytes message) throws WireException {
        int limit = message.length();
        ByteBuffer body = message.asBuffer().position(1);
        MsgpackReader reader = new MsgpackReader(body);
        return switch (message.at(0)) {
            case LEAVE_INTENT -> IntentCodec.readLeave(reader);
            case JOIN_INTENT -> IntentCodec.readJoin(reader);
            case USER_EVENT -> UserEventCodec.read(reader, limit);
            case QUERY -> QueryCodec.read(reader, limit);
            case QUERY_RESPONSE -> QueryResponseCodec.read(reader, limit);
            case RELAY -> RelayCodec.read(reader, body);
            default -> throw new WireException(Reason.UNKNOWN_TYPE, "unknown type " + (message.at(0) & 0xFF));
        };
    }

    /** A Lamport time. */
    static long readTime(MsgpackReader reader) throws WireException {
        return reader.readUnsigned(-1);
    }
}
