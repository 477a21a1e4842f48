package io.gossip.wire;

import java.nio.ByteBuffer;

/**
 * Writes MessagePack values byte for byte as HashiCorp's Go programs write them (protocol reference, section 3.1).
 *
 * <p>That is the dialect from before 2013: strings and byte strings look alike ("raw"), and the later forms str8 and bin
 * are never written, because old Go nodes refuse them. Standard MessagePack libraries write the later forms.
 *
 * <p>Allocates nothing but what its {@link WireOutput} grows by.
 */
public final class MsgpackWriter {

    private final WireOutput out;

    /**
     * A writer that appends to a buffer.
     *
     * @param out where to append
     */
    public MsgpackWriter(WireOutput out) {
        this.out = out;
    }

    /** Writes {@code nil}: an absent byte string, list or map. */
    public void writeNil() {
        out.put(MsgpackFormat.NIL);
    }

    /**
     * Writes a truth value.
     *
     * @param value the value
     */
    public void writeBoolean(boolean value) {
        out.put(value ? MsgpackFormat.TRUE : MsgpackFormat.FALSE);
    }

    /**
     * Writes the value of an unsigned field, in the shortest unsigned form.
     *
     * @param value 64 unsigned bits
     */
    public void writeUnsigned(long value) {
        if (value >>> 32 != 0) {
            out.put(MsgpackFormat.UINT64);
            out.putLong(value);
        } else if (value > 0xFFFF) {
            out.put(MsgpackFormat.UINT32);
            out.putInt((int) value);
        } else if (value > 0xFF) {
            out.put(MsgpackFormat.UINT16);
            out.putShort((int) value);
        } else if (value > MsgpackFormat.POSITIVE_FIXINT_MAX) {
            out.put(MsgpackFormat.UINT8);
            out.put((int) value);
        } else {
            out.put((int) value);
        }
    }

    /**
     * Writes the value of a signed field as go-msgpack v2 does: never in an unsigned form, and positive values above 127
     * in no less than 16 bits.
     *
     * @param value the value
     */
    public void writeSigned(long value) {
        if (value >= -32 && value <= MsgpackFormat.POSITIVE_FIXINT_MAX) {
            out.put((int) value);
        } else if (value < 0 && value >= Byte.MIN_VALUE) {
            out.put(MsgpackFormat.INT8);
            out.put((int) value);
        } else if (value >= Short.MIN_VALUE && value <= Short.MAX_VALUE) {
            out.put(MsgpackFormat.INT16);
            out.putShort((int) value);
        } else if (value >= Integer.MIN_VALUE && value <= Integer.MAX_VALUE) {
            out.put(MsgpackFormat.INT32);
            out.putInt((int) value);
        } else {
            out.put(MsgpackFormat.INT64);
            out.putLong(value);
        }
    }

    /**
     * Writes a floating-point number, always in 64 bits.
     *
     * @param value the value
     */
    public void writeDouble(double value) {
        out.put(MsgpackFormat.FLOAT64);
        out.putLong(Double.doubleToRawLongBits(value));
    }

    /**
     * Writes a string in UTF-8. An unpaired surrogate, which UTF-8 cannot express, becomes a question mark.
     *
     * @param value the string
     */
    public void writeString(String value) {
        int length = Utf8.length(value);
        writeRawHeader(length);
        Utf8.write(value, length, out);
    }

    /**
     * Writes a byte string; an empty one is written as such.
     *
     * @param value the bytes
     */
    public void writeBytes(Bytes value) {
        writeRawHeader(value.length());
        out.put(value);
    }

    /**
     * Writes a byte string; an empty one is written as {@code nil}, as Go does with absent meta, payloads and lists.
     *
     * @param value the bytes
     */
    public void writeBytesOrNil(Bytes value) {
        if (value.isEmpty()) {
            writeNil();
        } else {
            writeBytes(value);
        }
    }

    /**
     * Writes what remains in a buffer as a byte string; the buffer's position is left alone.
     *
     * @param value the bytes
     */
    public void writeBytes(ByteBuffer value) {
        writeRawHeader(value.remaining());
        out.put(value);
    }

    /**
     * Writes the header of a string or byte string whose bytes the caller appends to the buffer.
     *
     * @param length how many bytes follow
     */
    public void writeRawHeader(int length) {
        if (length < 0) {
            throw new IllegalArgumentException("a string cannot have " + length + " bytes");
        }
        if (length <= MsgpackFormat.FIXSTR_MAX - MsgpackFormat.FIXSTR) {
            out.put(MsgpackFormat.FIXSTR + length);
        } else {
            writeLength(length, MsgpackFormat.STR16, MsgpackFormat.STR32);
        }
    }

    /**
     * Writes the header of a map; keys and values follow.
     *
     * @param entries how many pairs follow
     */
    public void writeMapHeader(int entries) {
        if (entries < 0) {
            throw new IllegalArgumentException("a map cannot have " + entries + " entries");
        }
        if (entries <= MsgpackFormat.FIXMAP_MAX - MsgpackFormat.FIXMAP) {
            out.put(MsgpackFormat.FIXMAP + entries);
        } else {
            writeLength(entries, MsgpackFormat.MAP16, MsgpackFormat.MAP32);
        }
    }

    /**
     * Writes the header of an array; its elements follow.
     *
     * @param elements how many values follow
     */
    public void writeArrayHeader(int elements) {
        if (elements < 0) {
            throw new IllegalArgumentException("an array cannot have " + elements + " elements");
        }
        if (elements <= MsgpackFormat.FIXARRAY_MAX - MsgpackFormat.FIXARRAY) {
            out.put(MsgpackFormat.FIXARRAY + elements);
        } else {
            writeLength(elements, MsgpackFormat.ARRAY16, MsgpackFormat.ARRAY32);
        }
    }

    /**
     * Writes the name of a struct's field; its value follows.
     *
     * @param names the struct
     * @param index the field
     */
    public void writeKey(FieldNames names, int index) {
        byte[] key = names.encoded(index);
        out.put(key, 0, key.length);
    }

    private void writeLength(int length, int format16, int format32) {
        if (length <= 0xFFFF) {
            out.put(format16);
            out.putShort(length);
        } else {
            out.put(format32);
            out.putInt(length);
        }
    }
}
