package io.gossip.keyring;

import io.gossip.wire.Bytes;
import java.util.Base64;

/** Keys as people and files write them: in base64. No key appears in what is thrown. */
public final class KeyText {

    /** What a key may be, for messages to the user. */
    public static final String ALLOWED = "base64 of 16, 24 or 32 random bytes (openssl rand -base64 32)";

    private KeyText() {}

    /**
     * Reads a key.
     *
     * @param text base64 of 16, 24 or 32 bytes; white space around it does not matter
     * @return the key
     * @throws IllegalArgumentException whose message says what the text is instead, such as {@code base64 of 20 bytes}
     */
    public static Bytes parse(String text) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException tellsTooMuch) {
            key = null;
        }
        if (key == null) {
            throw new IllegalArgumentException("not base64");
        }
        if (key.length == 0) {
            throw new IllegalArgumentException("empty");
        }
        if (key.length != 16 && key.length != 24 && key.length != 32) {
            throw new IllegalArgumentException("base64 of " + key.length + " bytes");
        }
        return Bytes.of(key);
    }

    /**
     * Writes a key.
     *
     * @param key the bytes
     * @return base64, padded, as Go writes it
     */
    public static String of(Bytes key) {
        return Base64.getEncoder().encodeToString(key.toArray());
    }
}
