package io.gossip.serf;

import io.gossip.serf.SerfMessage.JoinIntent;
import io.gossip.serf.SerfMessage.LeaveIntent;
import io.gossip.wire.FieldNames;
import io.gossip.wire.MsgpackReader;
import io.gossip.wire.MsgpackWriter;
import io.gossip.wire.StructFields;
import io.gossip.wire.WireException;

/** Bodies of join and leave intents (serf protocol reference, sections 3.2 and 3.3). */
final class IntentCodec {

    private static final int TIME = 0;
    private static final int NODE = 1;
    private static final int PRUNE = 2;
    private static final FieldNames JOIN_FIELDS = FieldNames.inDeclarationOrder("LTime", "Node");
    private static final FieldNames LEAVE_FIELDS = FieldNames.inDeclarationOrder("LTime", "Node", "Prune");

    private IntentCodec() {}

    static void write(JoinIntent intent, MsgpackWriter writer) {
        writer.writeMapHeader(2);
        writer.writeKey(JOIN_FIELDS, TIME);
        writer.writeUnsigned(intent.time());
        writer.writeKey(JOIN_FIELDS, NODE);
        writer.writeString(intent.node());
    }

    static JoinIntent readJoin(MsgpackReader reader) throws WireException {
        long time = 0;
        String node = "";
        StructFields fields = reader.readStruct(JOIN_FIELDS);
        for (int field = fields.next(); field != StructFields.END; field = fields.next()) {
            if (field == TIME) {
                time = SerfCodec.readTime(reader);
            } else {
                node = reader.readString(SerfCodec.MAX_NAME);
            }
        }
        return new JoinIntent(time, node);
    }

    static void write(LeaveIntent intent, MsgpackWriter writer) {
        writer.writeMapHeader(3);
        writer.writeKey(LEAVE_FIELDS, TIME);
        writer.writeUnsigned(intent.time());
        writer.writeKey(LEAVE_FIELDS, NODE);
        writer.writeString(intent.node());
        writer.writeKey(LEAVE_FIELDS, PRUNE);
        writer.writeBoolean(intent.prune());
    }

    static LeaveIntent readLeave(MsgpackReader reader) throws WireException {
        long time = 0;
        String node = "";
        boolean prune = false;
        StructFields fields = reader.readStruct(LEAVE_FIELDS);
        for (int field = fields.next(); field != StructFields.END; field = fields.next()) {
            switch (field) {
                case TIME -> time = SerfCodec.readTime(reader);
                case NODE -> node = reader.readString(SerfCodec.MAX_NAME);
                default -> prune = reader.readBoolean();
            }
        }
        return new LeaveIntent(time, node, prune);
    }
}
