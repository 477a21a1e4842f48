package io.gossip.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The field names of one kind of MessagePack struct, in declaration order, ready to be written and to be recognised
 * without making a string of what was received.
 *
 * <p>A field is named by its index. The declaration order matters only when a peer sends the struct as an array; on the
 * wire fields go in ascending order of their names (protocol reference, sections 3.1 and 3.2).
 */
public final class FieldNames {

    private static final int MAX_NAME_LENGTH = 31;
    private static final String AFTER_ALL = "\u007f";

    /** Each name behind its one-byte MessagePack header. */
    private final byte[][] encoded;

    /** For each field the one behind it on the wire, and for the last one the first. */
    private final int[] following;

    private final int first;

    private FieldNames(String[] names, byte[][] encoded) {
        this.encoded = encoded;
        this.following = new int[names.length];
        for (int i = 0; i < names.length; i++) {
            following[i] = behind(names[i], names);
        }
        this.first = behind(AFTER_ALL, names);
    }

    /** The index of the next name in ascending order, or of the first one if there is none. */
    private static int behind(String name, String[] names) {
        int first = 0;
        int next = -1;
        for (int i = 0; i < names.length; i++) {
            if (names[i].compareTo(names[first]) < 0) {
                first = i;
            }
            if (names[i].compareTo(name) > 0 && (next < 0 || names[i].compareTo(names[next]) < 0)) {
                next = i;
            }
        }
        return next < 0 ? first : next;
    }

    /**
     * The names of a struct.
     *
     * @param names ASCII names of 1 to 31 characters, in declaration order
     * @return the names; a field's index is its place in the arguments
     * @throws IllegalArgumentException if a name has another form
     */
    public static FieldNames inDeclarationOrder(String... names) {
        byte[][] encoded = new byte[names.length][];
        for (int i = 0; i < names.length; i++) {
            String name = names[i];
            if (name.isEmpty() || name.length() > MAX_NAME_LENGTH || Utf8.length(name) != name.length()) {
                throw new IllegalArgumentException("not a field name of 1 to 31 ASCII characters: " + name);
            }
            encoded[i] = ((char) (MsgpackFormat.FIXSTR + name.length()) + name).getBytes(StandardCharsets.ISO_8859_1);
        }
        return new FieldNames(names, encoded);
    }

    /**
     * The number of fields.
     *
     * @return one more than the highest index
     */
    public int size() {
        return encoded.length;
    }

    /**
     * The name of a field.
     *
     * @param index its place in declaration order
     * @return its name
     */
    public String name(int index) {
        byte[] name = encoded[index];
        return new String(name, 1, name.length - 1, StandardCharsets.ISO_8859_1);
    }

    /** The name as it is written: header and characters. */
    byte[] encoded(int index) {
        return encoded[index];
    }

    /** The field that comes first on the wire. */
    int first() {
        return first;
    }

    /** The field that comes behind another one on the wire. */
    int following(int index) {
        return following[index];
    }

    /**
     * The index of the name that stands at an offset of the buffer, or -1 if the struct has no such field.
     *
     * @param guess the field that is looked at first
     */
    int find(ByteBuffer in, int offset, int length, int guess) {
        if (matches(encoded[guess], in, offset, length)) {
            return guess;
        }
        for (int i = 0; i < encoded.length; i++) {
            if (matches(encoded[i], in, offset, length)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean matches(byte[] name, ByteBuffer in, int offset, int length) {
        if (name.length - 1 != length) {
            return false;
        }
        // Backwards: SourceAddr, SourcePort and SourceNode differ at the end.
        for (int i = length; i > 0; i--) {
            if (name[i] != in.get(offset + i - 1)) {
                return false;
            }
        }
        return true;
    }
}
