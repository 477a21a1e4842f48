package io.gossip.serf;

import io.gossip.wire.Bytes;
import io.gossip.wire.FieldNames;
import io.gossip.wire.MsgpackReader;
import io.gossip.wire.MsgpackWriter;
import io.gossip.wire.StructFields;
import io.gossip.wire.WireException;
import io.gossip.wire.WireException.Reason;
import io.gossip.wire.WireOutput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What rides on a push/pull, as bytes (serf protocol reference, section 3.9). */
final class PushPullCodec {

    private static final int MEMBER_TIME = 0;
    private static final int STATUS_TIMES = 1;
    private static final int LEFT_MEMBERS = 2;
    private static final int EVENT_TIME = 3;
    private static final int EVENTS = 4;
    private static final int QUERY_TIME = 5;
    private static final FieldNames STATE_FIELDS =
            FieldNames.inDeclarationOrder("LTime", "StatusLTimes", "LeftMembers", "EventLTime", "Events", "QueryLTime");

    private static final int SLOT_TIME = 0;
    private static final int SLOT_EVENTS = 1;
    private static final FieldNames SLOT_FIELDS = FieldNames.inDeclarationOrder("LTime", "Events");

    private static final int NAME = 0;
    private static final int PAYLOAD = 1;
    private static final FieldNames EVENT_FIELDS = FieldNames.inDeclarationOrder("Name", "Payload");

    private PushPullCodec() {}

    /** A push/pull state with its type byte. */
    static Bytes encode(PushPullState state) {
        WireOutput out = new WireOutput(1024);
        out.put(SerfCodec.PUSH_PULL);
        MsgpackWriter writer = new MsgpackWriter(out);
        writer.writeMapHeader(6);
        writer.writeKey(STATE_FIELDS, EVENT_TIME);
        writer.writeUnsigned(state.eventTime());
        writer.writeKey(STATE_FIELDS, EVENTS);
        writer.writeArrayHeader(state.events().size());
        state.events().forEach(events -> writeEvents(events, writer));
        writer.writeKey(STATE_FIELDS, MEMBER_TIME);
        writer.writeUnsigned(state.memberTime());
        writer.writeKey(STATE_FIELDS, LEFT_MEMBERS);
        writer.writeArrayHeader(state.leftMembers().size());
        state.leftMembers().forEach(writer::writeString);
        writer.writeKey(STATE_FIELDS, QUERY_TIME);
        writer.writeUnsigned(state.queryTime());
        writer.writeKey(STATE_FIELDS, STATUS_TIMES);
        writer.writeMapHeader(state.statusTimes().size());
        state.statusTimes().forEach((name, time) -> {
            writer.writeString(name);
            writer.writeUnsigned(time);
        });
        return out.toBytes();
    }

    /**
     * Reads a push/pull state.
     *
     * @throws WireException if it is of another type, or its body is broken
     */
    static PushPullState decode(Bytes state) throws WireException {
        if (state.isEmpty() || state.at(0) != SerfCodec.PUSH_PULL) {
            throw new WireException(Reason.UNKNOWN_TYPE, "the state in a push/pull is not that of a serf node");
        }
        MsgpackReader reader = new MsgpackReader(state.asBuffer().position(1));
        long memberTime = 0;
        Map<String, Long> statusTimes = Map.of();
        List<String> leftMembers = List.of();
        long eventTime = 0;
        List<PushPullState.Events> events = List.of();
        long queryTime = 0;
        StructFields fields = reader.readStruct(STATE_FIELDS);
        for (int field = fields.next(); field != StructFields.END; field = fields.next()) {
            switch (field) {
                case MEMBER_TIME -> memberTime = SerfCodec.readTime(reader);
                case STATUS_TIMES -> statusTimes = readStatusTimes(reader);
                case LEFT_MEMBERS -> leftMembers = readNames(reader);
                case EVENT_TIME -> eventTime = SerfCodec.readTime(reader);
                case EVENTS -> events = readEventSlots(reader, state.length());
                default -> queryTime = SerfCodec.readTime(reader);
            }
        }
        return new PushPullState(memberTime, statusTimes, leftMembers, eventTime, events, queryTime);
    }

    private static Map<String, Long> readStatusTimes(MsgpackReader reader) throws WireException {
        int count = reader.readMapHeader();
        Map<String, Long> times = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String name = reader.readString(SerfCodec.MAX_NAME);
            times.put(name, SerfCodec.readTime(reader));
        }
        return times;
    }

    private static List<String> readNames(MsgpackReader reader) throws WireException {
        int count = reader.readArrayHeader();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(reader.readString(SerfCodec.MAX_NAME));
        }
        return names;
    }

    private static void writeEvents(PushPullState.Events slot, MsgpackWriter writer) {
        writer.writeMapHeader(2);
        writer.writeKey(SLOT_FIELDS, SLOT_EVENTS);
        writer.writeArrayHeader(slot.events().size());
        for (PushPullState.Event event : slot.events()) {
            writer.writeMapHeader(2);
            writer.writeKey(EVENT_FIELDS, NAME);
            writer.writeString(event.name());
            writer.writeKey(EVENT_FIELDS, PAYLOAD);
            writer.writeBytesOrNil(event.payload());
        }
        writer.writeKey(SLOT_FIELDS, SLOT_TIME);
        writer.writeUnsigned(slot.time());
    }

    /** Go sends every slot of its ring, most of them empty. */
    private static List<PushPullState.Events> readEventSlots(MsgpackReader reader, int limit) throws WireException {
        int count = reader.readArrayHeader();
        List<PushPullState.Events> slots = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (!reader.tryReadNil()) {
                slots.add(readEvents(reader, limit));
            }
        }
        return slots;
    }

    private static PushPullState.Events readEvents(MsgpackReader reader, int limit) throws WireException {
        long time = 0;
        List<PushPullState.Event> events = List.of();
        StructFields fields = reader.readStruct(SLOT_FIELDS);
        for (int field = fields.next(); field != StructFields.END; field = fields.next()) {
            if (field == SLOT_TIME) {
                time = SerfCodec.readTime(reader);
            } else {
                int count = reader.readArrayHeader();
                events = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    events.add(readEvent(reader, limit));
                }
            }
        }
        return new PushPullState.Events(time, events);
    }

    private static PushPullState.Event readEvent(MsgpackReader reader, int limit) throws WireException {
        String name = "";
        Bytes payload = Bytes.EMPTY;
        StructFields fields = reader.readStruct(EVENT_FIELDS);
        for (int field = fields.next(); field != StructFields.END; field = fields.next()) {
            if (field == NAME) {
                name = reader.readString(limit);
            } else {
                payload = reader.readBytes(limit);
            }
        }
        return new PushPullState.Event(name, payload);
    }
}
