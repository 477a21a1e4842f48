package io.gossip.serf;

import io.gossip.serf.SerfMessage.Query;
import io.gossip.wire.Bytes;
import io.gossip.wire.FieldNames;
import io.gossip.wire.Message;
import io.gossip.wire.MsgpackReader;
import io.gossip.wire.MsgpackWriter;
import io.gossip.wire.StructFields;
import io.gossip.wire.WireException;
import java.util.ArrayList;
import java.util.List;

/** Body of a query (serf protocol reference, section 3.5). */
final class QueryCodec {

    private static final int TIME = 0;
    private static final int ID = 1;
    private static final int IP = 2;
    private static final int PORT = 3;
    private static final int SOURCE_NODE = 4;
    private static final int FILTERS = 5;
    private static final int FLAGS = 6;
    private static final int RELAY_FACTOR = 7;
    private static final int TIMEOUT = 8;
    private static final int NAME = 9;
    private static final int PAYLOAD = 10;
    private static final FieldNames FIELDS = FieldNames.inDeclarationOrder(
            "LTime",
            "ID",
            "Addr",
            "Port",
            "SourceNode",
            "Filters",
            "Flags",
            "RelayFactor",
            "Timeout",
            "Name",
            "Payload");

    private QueryCodec() {}

    static void write(Query query, MsgpackWriter writer) {
        writer.writeMapHeader(11);
        writer.writeKey(FIELDS, IP);
        writer.writeBytesOrNil(query.ip());
        writer.writeKey(FIELDS, FILTERS);
        if (query.filters().isEmpty()) {
            writer.writeNil();
        } else {
            writer.writeArrayHeader(query.filters().size());
            query.filters().forEach(writer::writeBytes);
        }
        writer.writeKey(FIELDS, FLAGS);
        writer.writeUnsigned(query.flags());
        writer.writeKey(FIELDS, ID);
        writer.writeUnsigned(query.id());
        writer.writeKey(FIELDS, TIME);
        writer.writeUnsigned(query.time());
        writer.writeKey(FIELDS, NAME);
        writer.writeString(query.name());
        writer.writeKey(FIELDS, PAYLOAD);
        writer.writeBytesOrNil(query.payload());
        writer.writeKey(FIELDS, PORT);
        writer.writeUnsigned(query.port());
        writer.writeKey(FIELDS, RELAY_FACTOR);
        writer.writeUnsigned(query.relayFactor());
        writer.writeKey(FIELDS, SOURCE_NODE);
        writer.writeString(query.sourceNode());
        writer.writeKey(FIELDS, TIMEOUT);
        writer.writeSigned(query.timeoutNanos());
    }

    static Query read(MsgpackReader reader, int limit) throws WireException {
        long time = 0;
        long id = 0;
        Bytes ip = Bytes.EMPTY;
        int port = 0;
        String sourceNode = "";
        List<Bytes> filters = List.of();
        long flags = 0;
        int relayFactor = 0;
        long timeoutNanos = 0;
        String name = "";
        Bytes payload = Bytes.EMPTY;
        StructFields fields = reader.readStruct(FIELDS);
        for (int field = fields.next(); field != StructFields.END; field = fields.next()) {
            switch (field) {
                case TIME -> time = SerfCodec.readTime(reader);
                case ID -> id = reader.readUnsigned(Message.MAX_UINT32);
                case IP -> ip = reader.readBytes(limit);
                case PORT -> port = (int) reader.readUnsigned(SerfCodec.MAX_PORT);
                case SOURCE_NODE -> sourceNode = reader.readString(SerfCodec.MAX_NAME);
                case FILTERS -> filters = readFilters(reader, limit);
                case FLAGS -> flags = reader.readUnsigned(Message.MAX_UINT32);
                case RELAY_FACTOR -> relayFactor = (int) reader.readUnsigned(0xFF);
                case TIMEOUT -> timeoutNanos = reader.readSigned();
                case NAME -> name = reader.readString(limit);
                default -> payload = reader.readBytes(limit);
            }
        }
        return new Query(time, id, ip, port, sourceNode, filters, flags, relayFactor, timeoutNanos, name, payload);
    }

    private static List<Bytes> readFilters(MsgpackReader reader, int limit) throws WireException {
        int count = reader.readArrayHeader();
        List<Bytes> filters = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            filters.add(reader.readBytes(limit));
        }
        return filters;
    }
}
