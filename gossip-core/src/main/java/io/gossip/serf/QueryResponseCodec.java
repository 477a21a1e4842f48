package io.gossip.serf;

import io.gossip.serf.SerfMessage.QueryResponse;
import io.gossip.wire.Bytes;
import io.gossip.wire.FieldNames;
import io.gossip.wire.Message;
import io.gossip.wire.MsgpackReader;
import io.gossip.wire.MsgpackWriter;
import io.gossip.wire.StructFields;
import io.gossip.wire.WireException;

/** Body of an answer to a query (serf protocol reference, section 3.7). */
final class QueryResponseCodec {

    private static final int TIME = 0;
    private static final int ID = 1;
    private static final int FROM = 2;
    private static final int FLAGS = 3;
    private static final int PAYLOAD = 4;
    private static final FieldNames FIELDS = FieldNames.inDeclarationOrder("LTime", "ID", "From", "Flags", "Payload");

    private QueryResponseCodec() {}

    static void write(QueryResponse response, MsgpackWriter writer) {
        writer.writeMapHeader(5);
        writer.writeKey(FIELDS, FLAGS);
        writer.writeUnsigned(response.flags());
        writer.writeKey(FIELDS, FROM);
        writer.writeString(response.from());
        writer.writeKey(FIELDS, ID);
        writer.writeUnsigned(response.id());
        writer.writeKey(FIELDS, TIME);
        writer.writeUnsigned(response.time());
        writer.writeKey(FIELDS, PAYLOAD);
        writer.writeBytesOrNil(response.payload());
    }

    static QueryResponse read(MsgpackReader reader, int limit) throws WireException {
        long time = 0;
        long id = 0;
        String from = "";
        long flags = 0;
        Bytes payload = Bytes.EMPTY;
        StructFields fields = reader.readStruct(FIELDS);
        for (int field = fields.next(); field != StructFields.END; field = fields.next()) {
            switch (field) {
                case TIME -> time = SerfCodec.readTime(reader);
                case ID -> id = reader.readUnsigned(Message.MAX_UINT32);
                case FROM -> from = reader.readString(SerfCodec.MAX_NAME);
                case FLAGS -> flags = reader.readUnsigned(Message.MAX_UINT32);
                default -> payload = reader.readBytes(limit);
            }
        }
        return new QueryResponse(time, id, from, flags, payload);
    }
}
