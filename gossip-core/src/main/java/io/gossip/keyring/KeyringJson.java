package io.gossip.keyring;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The content of a keyring file: an array of strings. A class of its own, because only who has a keyring file needs Jackson.
 *
 * <p>What Jackson throws goes no further: it quotes what it could not read, which may be a key.
 */
final class KeyringJson {

    private KeyringJson() {}

    /**
     * The strings.
     *
     * @throws IllegalArgumentException whose message says what is wrong with the content
     */
    static List<String> parse(byte[] content) {
        int line;
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), content)) {
            try {
                return read(parser);
            } catch (JacksonException tellsTooMuch) {
                line = parser.currentLocation().getLineNr();
            }
        }
        throw new IllegalArgumentException("is not JSON (line " + line + ")");
    }

    private static List<String> read(JsonParser parser) {
        List<String> strings = new ArrayList<>();
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            throw new IllegalArgumentException("is not a JSON array");
        }
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token != JsonToken.VALUE_STRING) {
                throw new IllegalArgumentException("holds something else than strings");
            }
            strings.add(parser.getString());
        }
        if (parser.nextToken() != null) {
            throw new IllegalArgumentException("goes on behind the array");
        }
        return strings;
    }

    /** Byte for byte what Go writes; base64 has nothing in it that JSON would have to escape. */
    static byte[] write(List<String> base64) {
        return ("[\n  \"" + String.join("\",\n  \"", base64) + "\"\n]").getBytes(StandardCharsets.UTF_8);
    }
}
