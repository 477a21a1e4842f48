package io.gossip.interop;

import io.gossip.memberlist.DelegateVersions;
import io.gossip.serf.Tags;
import io.gossip.wire.Bytes;
import io.gossip.wire.MsgpackWriter;
import io.gossip.wire.WireOutput;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What the application of a node puts into meta and user messages; memberlist itself does not look inside. */
enum Dialect {
    /** Text as it is. */
    PLAIN {
        @Override
        DelegateVersions versions() {
            return DelegateVersions.NONE;
        }

        @Override
        Bytes meta(String text) {
            return utf8(text);
        }

        @Override
        Bytes message(String text, int time) {
            return utf8(text);
        }

        @Override
        List<Bytes> farewell(String name) {
            return List.of();
        }
    },
    /** What a serf agent understands: meta is the tag {@value #TAG}, and a message is a user event with the text as its name. */
    SERF {
        @Override
        DelegateVersions versions() {
            return new DelegateVersions(2, 5, 5);
        }

        @Override
        Bytes meta(String text) {
            return Tags.encode(Map.of(TAG, text));
        }

        @Override
        Bytes message(String text, int time) {
            return body(3, 4, writer -> {
                writer.writeString("LTime");
                writer.writeUnsigned(time);
                writer.writeString("Name");
                writer.writeString(text);
                writer.writeString("Payload");
                writer.writeNil();
                writer.writeString("CC");
                writer.writeBoolean(false);
            });
        }

        @Override
        List<Bytes> farewell(String name) {
            return List.of(body(0, 3, writer -> {
                writer.writeString("LTime");
                writer.writeUnsigned(1);
                writer.writeString("Node");
                writer.writeString(name);
                writer.writeString("Prune");
                writer.writeBoolean(false);
            }));
        }
    };

    static final String TAG = "meta";

    abstract DelegateVersions versions();

    abstract Bytes meta(String text);

    /** A message; {@code time} is another one for each. */
    abstract Bytes message(String text, int time);

    /** What the application says before its node leaves. */
    abstract List<Bytes> farewell(String name);

    private static Bytes utf8(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Bytes body(int type, int fields, Consumer<MsgpackWriter> content) {
        WireOutput out = new WireOutput(128);
        out.put(type);
        MsgpackWriter writer = new MsgpackWriter(out);
        writer.writeMapHeader(fields);
        content.accept(writer);
        return out.toBytes();
    }
}
