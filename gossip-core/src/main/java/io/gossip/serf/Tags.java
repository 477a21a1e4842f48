package io.gossip.serf;

import io.gossip.wire.Bytes;
import io.gossip.wire.MsgpackReader;
import io.gossip.wire.MsgpackWriter;
import io.gossip.wire.WireException;
import io.gossip.wire.WireOutput;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * How tags look as the meta of a node: the byte {@code ff} and a MessagePack map of strings (serf protocol reference,
 * section 3.1).
 *
 * <p>Meta without that first byte comes from very old nodes and is the value of the single tag {@code role}.
 */
public final class Tags {

    /** Most bytes the encoded tags may take, the first byte included. */
    public static final int LIMIT = 512;

    private static final int MAGIC = 0xFF;
    private static final String ROLE = "role";

    private Tags() {}

    /**
     * The tags as bytes, sorted by key, so that equal tags give equal bytes.
     *
     * @param tags keys and values, in any order
     * @return 2 to {@value #LIMIT} bytes
     * @throws TagsTooLargeException if more bytes would be needed
     */
    public static Bytes encode(Map<String, String> tags) {
        WireOutput out = new WireOutput(128);
        out.put(MAGIC);
        MsgpackWriter writer = new MsgpackWriter(out);
        writer.writeMapHeader(tags.size());
        new TreeMap<>(tags).forEach((key, value) -> {
            writer.writeString(key);
            writer.writeString(value);
        });
        if (out.length() > LIMIT) {
            throw new TagsTooLargeException(out.length(), LIMIT);
        }
        return out.toBytes();
    }

    /**
     * The tags in a node's meta. Of meta that is broken, what stands before the break is kept.
     *
     * @param meta what the node announced
     * @return unmodifiable, sorted by key
     */
    public static Map<String, String> decode(Bytes meta) {
        return decode(meta, complaint -> {});
    }

    /** The tags in a node's meta; a break is complained about. */
    static Map<String, String> decode(Bytes meta, Consumer<String> complaints) {
        if (meta.isEmpty() || (meta.at(0) & 0xFF) != MAGIC) {
            return Map.of(ROLE, new String(meta.toArray(), StandardCharsets.UTF_8));
        }
        Map<String, String> tags = new TreeMap<>();
        MsgpackReader reader = new MsgpackReader(meta.asBuffer().position(1));
        try {
            for (int left = reader.readMapHeader(); left > 0; left--) {
                String key = reader.readString(LIMIT);
                tags.put(key, reader.readString(LIMIT));
            }
        } catch (WireException broken) {
            complaints.accept(broken.getMessage());
        }
        return Collections.unmodifiableMap(tags);
    }
}
