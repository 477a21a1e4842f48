package io.gossip.wire;

import io.gossip.wire.WireException.Reason;

/**
 * The fields of a MessagePack struct as they come, for a loop of this form:
 *
 * <pre>{@code
 * StructFields fields = in.readStruct(NAMES);
 * for (int field = fields.next(); field != StructFields.END; field = fields.next()) {
 *     switch (field) {
 *         case NODE -> node = in.readString(255);
 *         ...
 *     }
 * }
 * }</pre>
 *
 * <p>Fields the struct does not have are passed over, whatever they contain; a field may come twice, and the last one
 * counts (protocol reference, section 3.2).
 */
public final class StructFields {

    /** Returned by {@link #next()} when there are no more fields. */
    public static final int END = -1;

    // Bound the work on one struct, and with it what it costs to try again when more of a stream has arrived. Real
    // structs have at most nine fields.
    static final int MAX_FIELDS = 64;
    static final int MAX_SKIPPED_VALUES = 1024;

    private final MsgpackReader in;
    private final FieldNames names;
    private final boolean array;
    private final int count;
    private int guess;
    private int taken;
    private int skippable = MAX_SKIPPED_VALUES;

    StructFields(MsgpackReader in, FieldNames names, boolean array, int count) throws WireException {
        if (count > MAX_FIELDS) {
            throw new WireException(Reason.TOO_LARGE, "a struct of " + count + " fields");
        }
        this.in = in;
        this.names = names;
        this.array = array;
        this.count = count;
        this.guess = names.first();
    }

    /**
     * Goes to the next field that the struct has; the caller must then read its value from the reader.
     *
     * @return the index of the field in its {@link FieldNames}, or {@link #END}
     * @throws WireException if a key is not a string, or the struct runs past the end of the buffer
     */
    public int next() throws WireException {
        while (taken < count) {
            int field = array ? taken : in.readKey(names, guess);
            taken++;
            if (field >= 0 && field < names.size()) {
                guess = names.following(field);
                return field;
            }
            skippable -= in.skipValue(skippable);
        }
        return END;
    }
}
