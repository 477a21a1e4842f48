package io.gossip.serf;

import io.gossip.serf.SerfMessage.Relay;
import io.gossip.wire.Bytes;
import io.gossip.wire.FieldNames;
import io.gossip.wire.MsgpackReader;
import io.gossip.wire.MsgpackWriter;
import io.gossip.wire.StructFields;
import io.gossip.wire.WireException;
import io.gossip.wire.WireOutput;
import java.nio.ByteBuffer;

/**
 * Body of a relay (serf protocol reference, section 3.8): a header, and behind it, without any length, the message to be
 * passed on.
 */
final class RelayCodec {

    private static final int ADDRESS = 0;
    private static final int NODE = 1;
    private static final FieldNames FIELDS = FieldNames.inDeclarationOrder("DestAddr", "DestName");

    private static final int IP = 0;
    private static final int PORT = 1;
    private static final int ZONE = 2;
    private static final FieldNames ADDRESS_FIELDS = FieldNames.inDeclarationOrder("IP", "Port", "Zone");

    private RelayCodec() {}

    static void write(Relay relay, MsgpackWriter writer, WireOutput out) {
        writer.writeMapHeader(2);
        writer.writeKey(FIELDS, ADDRESS);
        writer.writeMapHeader(3);
        writer.writeKey(ADDRESS_FIELDS, IP);
        writer.writeBytesOrNil(relay.ip());
        writer.writeKey(ADDRESS_FIELDS, PORT);
        writer.writeSigned(relay.port());
        writer.writeKey(ADDRESS_FIELDS, ZONE);
        writer.writeString("");
        writer.writeKey(FIELDS, NODE);
        writer.writeString(relay.node());
        out.put(relay.message());
    }

    static Relay read(MsgpackReader reader, ByteBuffer buffer) throws WireException {
        Bytes ip = Bytes.EMPTY;
        int port = 0;
        String node = "";
        StructFields fields = reader.readStruct(FIELDS);
        for (int field = fields.next(); field != StructFields.END; field = fields.next()) {
            if (field == NODE) {
                node = reader.readString(SerfCodec.MAX_NAME);
                continue;
            }
            StructFields address = reader.readStruct(ADDRESS_FIELDS);
            for (int part = address.next(); part != StructFields.END; part = address.next()) {
                switch (part) {
                    case IP -> ip = reader.readBytes(SerfCodec.MAX_NAME);
                    case PORT -> port = (int) reader.readUnsigned(SerfCodec.MAX_PORT);
                    default -> reader.skipValue();
                }
            }
        }
        return new Relay(ip, port, node, Bytes.of(buffer));
    }
}
