package io.gossip.serf;

import io.gossip.serf.SerfMessage.UserEvent;
import io.gossip.wire.Bytes;
import io.gossip.wire.FieldNames;
import io.gossip.wire.MsgpackReader;
import io.gossip.wire.MsgpackWriter;
import io.gossip.wire.StructFields;
import io.gossip.wire.WireException;

/** Body of a user event (serf protocol reference, section 3.4). */
final class UserEventCodec {

    private static final int TIME = 0;
    private static final int NAME = 1;
    private static final int PAYLOAD = 2;
    private static final int COALESCE = 3;
    private static final FieldNames FIELDS = FieldNames.inDeclarationOrder("LTime", "Name", "Payload", "CC");

    private UserEventCodec() {}

    static void write(UserEvent event, MsgpackWriter writer) {
        writer.writeMapHeader(4);
        writer.writeKey(FIELDS, COALESCE);
        writer.writeBoolean(event.coalesce());
        writer.writeKey(FIELDS, TIME);
        writer.writeUnsigned(event.time());
        writer.writeKey(FIELDS, NAME);
        writer.writeString(event.name());
        writer.writeKey(FIELDS, PAYLOAD);
        writer.writeBytesOrNil(event.payload());
    }

    static UserEvent read(MsgpackReader reader, int limit) throws WireException {
        long time = 0;
        String name = "";
        Bytes payload = Bytes.EMPTY;
        boolean coalesce = false;
        StructFields fields = reader.readStruct(FIELDS);
        for (int field = fields.next(); field != StructFields.END; field = fields.next()) {
            switch (field) {
                case TIME -> time = SerfCodec.readTime(reader);
                case NAME -> name = reader.readString(limit);
                case PAYLOAD -> payload = reader.readBytes(limit);
                default -> coalesce = reader.readBoolean();
            }
        }
        return new UserEvent(time, name, payload, coalesce);
    }
}
