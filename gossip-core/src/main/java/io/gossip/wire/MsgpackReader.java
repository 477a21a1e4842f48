package io.gossip.wire;

import io.gossip.wire.WireException.Reason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads MessagePack values as leniently as HashiCorp's Go programs do, and allocates nothing that the input merely claims
 * (protocol reference, section 3.2).
 *
 * <p>Lenient: every length form of strings, byte strings (bin and arrays of small integers included), maps and integers is
 * accepted, and {@code nil} stands for the zero value of any type. Strict: a number that its field cannot hold, a string
 * that is not UTF-8, and a value of another type are {@link Reason#MALFORMED}; a length above the caller's bound is
 * {@link Reason#TOO_LARGE}; a value that runs past the end of the buffer, or a count of elements that cannot possibly fit,
 * is {@link Reason#TRUNCATED}.
 *
 * <p>After an exception the position is undefined; {@link #position(int)} returns to one that was noted before.
 */
public final class MsgpackReader {

    /** Most elements of a byte string that comes as an array of integers; nobody is known to write that form. */
    private static final int MAX_ARRAY_FORM = 1024;

    private final ByteBuffer in;

    /**
     * A reader of what remains in a buffer.
     *
     * @param in where to read; its position advances, and its byte order is set to big-endian
     */
    public MsgpackReader(ByteBuffer in) {
        this.in = in.order(ByteOrder.BIG_ENDIAN);
    }

    /**
     * Where the next value starts.
     *
     * @return the position of the buffer
     */
    public int position() {
        return in.position();
    }

    /**
     * Continues elsewhere.
     *
     * @param position a position noted before
     */
    public void position(int position) {
        in.position(position);
    }

    /**
     * How much is left.
     *
     * @return the number of bytes from the position to the end
     */
    public int remaining() {
        return in.remaining();
    }

    /**
     * Reads a {@code nil} if one comes next, and nothing otherwise.
     *
     * @return whether it was one
     * @throws WireException if nothing is left
     */
    public boolean tryReadNil() throws WireException {
        need(1);
        if ((in.get(in.position()) & 0xFF) != MsgpackFormat.NIL) {
            return false;
        }
        in.get();
        return true;
    }

    /**
     * Reads a truth value: a boolean, or 0 or 1 in one byte.
     *
     * @return the value; false for {@code nil}
     * @throws WireException if it is something else
     */
    public boolean readBoolean() throws WireException {
        return switch (readByte()) {
            case MsgpackFormat.TRUE, 1 -> true;
            case MsgpackFormat.FALSE, 0, MsgpackFormat.NIL -> false;
            default -> throw malformed("not a boolean");
        };
    }

    /**
     * Reads the value of an unsigned field from any integer form, signed ones included.
     *
     * @param max highest value allowed, as 64 unsigned bits; -1 allows all
     * @return 64 unsigned bits; 0 for {@code nil}
     * @throws WireException if it is not an integer, or negative, or above the highest value
     */
    public long readUnsigned(long max) throws WireException {
        int head = readByte();
        long value = readInteger(head);
        if (value < 0 && head != MsgpackFormat.UINT64) {
            throw malformed("negative number in an unsigned field");
        }
        if (Long.compareUnsigned(value, max) > 0) {
            throw malformed("number out of range");
        }
        return value;
    }

    /**
     * Reads the value of a signed field from any integer form, unsigned ones included.
     *
     * @return the value; 0 for {@code nil}
     * @throws WireException if it is not an integer, or above 2^63 - 1
     */
    public long readSigned() throws WireException {
        int head = readByte();
        long value = readInteger(head);
        if (value < 0 && head == MsgpackFormat.UINT64) {
            throw malformed("number out of range");
        }
        return value;
    }

    /**
     * Reads a floating-point number of 32 or 64 bits, or an integer.
     *
     * @return the value, possibly infinite or not a number; 0 for {@code nil}
     * @throws WireException if it is not a number
     */
    public double readDouble() throws WireException {
        int head = readByte();
        if (head == MsgpackFormat.FLOAT64) {
            need(8);
            return in.getDouble();
        }
        if (head == MsgpackFormat.FLOAT32) {
            need(4);
            return in.getFloat();
        }
        long value = readInteger(head);
        if (value < 0 && head == MsgpackFormat.UINT64) {
            // Halved with its last bit kept, so that rounding to a double and doubling gives the nearest value.
            return ((value >>> 1) | (value & 1)) * 2.0;
        }
        return value;
    }

    /**
     * Reads a string from any string or bin form.
     *
     * @param maxBytes most bytes of UTF-8 allowed
     * @return the string; empty for {@code nil}
     * @throws WireException if it is not a string, longer than allowed, or not UTF-8
     */
    public String readString(int maxBytes) throws WireException {
        int head = readByte();
        if (head == MsgpackFormat.NIL) {
            return "";
        }
        int length = readContentLength(head, maxBytes);
        int start = in.position();
        if (!Utf8.isValid(in, start, length)) {
            throw malformed("a string that is not UTF-8");
        }
        in.position(start + length);
        if (in.hasArray()) {
            return new String(in.array(), in.arrayOffset() + start, length, StandardCharsets.UTF_8);
        }
        byte[] copy = new byte[length];
        in.get(start, copy);
        return new String(copy, StandardCharsets.UTF_8);
    }

    /**
     * Reads a byte string from any string or bin form, or from an array of integers from 0 to 255.
     *
     * @param maxLength most bytes allowed
     * @return a copy of the bytes; empty for {@code nil}
     * @throws WireException if it is not a byte string, or longer than allowed
     */
    public Bytes readBytes(int maxLength) throws WireException {
        int head = readByte();
        if (head == MsgpackFormat.NIL) {
            return Bytes.EMPTY;
        }
        long elements = arrayLength(head);
        byte[] copy;
        if (elements >= 0) {
            copy = readArrayForm(elements, maxLength);
        } else {
            copy = new byte[readContentLength(head, maxLength)];
            in.get(copy);
        }
        return Bytes.wrap(copy);
    }

    /**
     * Reads a byte string like {@link #readBytes(int)}, which makes no copy if it is one that the caller has already.
     *
     * @param maxLength most bytes allowed
     * @param expected what may well come
     * @return {@code expected} itself if it came, else a copy of the bytes
     * @throws WireException if it is not a byte string, or longer than allowed
     */
    public Bytes readBytes(int maxLength, Bytes expected) throws WireException {
        int start = in.position();
        long length = contentLength(readByte());
        if (length == expected.length()
                && length <= Math.min(maxLength, in.remaining())
                && expected.isAt(in, in.position())) {
            in.position(in.position() + (int) length);
            return expected;
        }
        in.position(start);
        return readBytes(maxLength);
    }

    /**
     * Reads a byte string like {@link #readBytes(int)}, without copying it.
     *
     * @param maxLength most bytes allowed
     * @return a view of the bytes, as long valid as the buffer behind this reader
     * @throws WireException if it is not a byte string, or longer than allowed
     */
    public ByteBuffer readBytesView(int maxLength) throws WireException {
        int head = readByte();
        if (head == MsgpackFormat.NIL) {
            return in.slice(in.position(), 0);
        }
        long elements = arrayLength(head);
        if (elements >= 0) {
            return ByteBuffer.wrap(readArrayForm(elements, maxLength));
        }
        int length = readContentLength(head, maxLength);
        ByteBuffer view = in.slice(in.position(), length);
        in.position(in.position() + length);
        return view;
    }

    /**
     * Reads the header of a map; the caller reads that many keys and values.
     *
     * @return the number of entries, which the remaining bytes can hold; 0 for {@code nil}
     * @throws WireException if it is not a map
     */
    public int readMapHeader() throws WireException {
        int head = readByte();
        if (head == MsgpackFormat.NIL) {
            return 0;
        }
        long entries = mapLength(head);
        if (entries < 0) {
            throw malformed("not a map");
        }
        need(2 * entries);
        return (int) entries;
    }

    /**
     * Reads the header of an array; the caller reads that many elements.
     *
     * @return the number of elements, which the remaining bytes can hold; 0 for {@code nil}
     * @throws WireException if it is not an array
     */
    public int readArrayHeader() throws WireException {
        int head = readByte();
        if (head == MsgpackFormat.NIL) {
            return 0;
        }
        long elements = arrayLength(head);
        if (elements < 0) {
            throw malformed("not an array");
        }
        need(elements);
        return (int) elements;
    }

    /**
     * Starts to read a struct: a map from field names to values, an array of the values in declaration order, or
     * {@code nil} for a struct whose fields all have their zero value.
     *
     * @param names the struct's fields
     * @return the fields that were sent, one by one
     * @throws WireException if it is neither a map nor an array, or has far more fields than any struct
     */
    public StructFields readStruct(FieldNames names) throws WireException {
        need(1);
        int head = in.get(in.position()) & 0xFF;
        boolean array = (head >= MsgpackFormat.FIXARRAY && head <= MsgpackFormat.FIXARRAY_MAX)
                || head == MsgpackFormat.ARRAY16
                || head == MsgpackFormat.ARRAY32;
        return new StructFields(this, names, array, array ? readArrayHeader() : readMapHeader());
    }

    /**
     * Passes over one value of whatever type, with everything it contains.
     *
     * @throws WireException if it runs past the end, or is not MessagePack
     */
    public void skipValue() throws WireException {
        skipValue(Integer.MAX_VALUE);
    }

    /** Passes over one value, unless it consists of more values than allowed; returns of how many it consisted. */
    int skipValue(int maxValues) throws WireException {
        int skipped = 0;
        // Counts what is still to come instead of descending into it: no input can exhaust the stack.
        for (long pending = 1; pending > 0; pending--) {
            if (++skipped > maxValues) {
                throw new WireException(Reason.TOO_LARGE, "too many values in an unknown field");
            }
            int head = readByte();
            long elements = Math.max(arrayLength(head), 2 * mapLength(head));
            if (elements >= 0) {
                pending += elements;
            } else {
                skipBytes(scalarLength(head));
            }
        }
        return skipped;
    }

    /** Reads a map's key, which is probably that of a certain field; returns the field, or -1 if the struct has none such. */
    int readKey(FieldNames names, int guess) throws WireException {
        int head = readByte();
        if (head == MsgpackFormat.NIL) {
            return -1;
        }
        int length = readContentLength(head, Integer.MAX_VALUE);
        int start = in.position();
        in.position(start + length);
        return names.find(in, start, length, guess);
    }

    /** The length of a string or byte string, of which that many bytes are present; the position is at the first. */
    private int readContentLength(int head, int max) throws WireException {
        long length = contentLength(head);
        if (length < 0) {
            throw malformed("not a string");
        }
        if (length > max) {
            throw new WireException(Reason.TOO_LARGE, "a string of " + length + " bytes where " + max + " are allowed");
        }
        need(length);
        return (int) length;
    }

    private byte[] readArrayForm(long elements, int maxLength) throws WireException {
        if (elements > Math.min(maxLength, MAX_ARRAY_FORM)) {
            throw new WireException(Reason.TOO_LARGE, "a byte string of " + elements + " integers");
        }
        need(elements);
        byte[] bytes = new byte[(int) elements];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) readUnsigned(0xFF);
        }
        return bytes;
    }

    /** The 64 bits of an integer in any form; those of a uint64 are unsigned, all others are signed. */
    private long readInteger(int head) throws WireException {
        if (head <= MsgpackFormat.POSITIVE_FIXINT_MAX) {
            return head;
        }
        if (head >= MsgpackFormat.NEGATIVE_FIXINT) {
            return (byte) head;
        }
        return switch (head) {
            case MsgpackFormat.NIL -> 0;
            case MsgpackFormat.UINT8 -> readByte();
            case MsgpackFormat.UINT16 -> readUint16();
            case MsgpackFormat.UINT32 -> readUint32();
            case MsgpackFormat.INT8 -> (byte) readByte();
            case MsgpackFormat.INT16 -> (short) readUint16();
            case MsgpackFormat.INT32 -> (int) readUint32();
            case MsgpackFormat.UINT64, MsgpackFormat.INT64 -> {
                need(8);
                yield in.getLong();
            }
            default -> throw malformed("not an integer");
        };
    }

    /** The number of bytes in a string or byte string; -1 if the value is something else. */
    private long contentLength(int head) throws WireException {
        if (head >= MsgpackFormat.FIXSTR && head <= MsgpackFormat.FIXSTR_MAX) {
            return head & (MsgpackFormat.FIXSTR_MAX - MsgpackFormat.FIXSTR);
        }
        return switch (head) {
            case MsgpackFormat.STR8, MsgpackFormat.BIN8 -> readByte();
            case MsgpackFormat.STR16, MsgpackFormat.BIN16 -> readUint16();
            case MsgpackFormat.STR32, MsgpackFormat.BIN32 -> readUint32();
            default -> -1;
        };
    }

    /** The number of elements of an array; -1 if the value is something else. */
    private long arrayLength(int head) throws WireException {
        if (head >= MsgpackFormat.FIXARRAY && head <= MsgpackFormat.FIXARRAY_MAX) {
            return head & (MsgpackFormat.FIXARRAY_MAX - MsgpackFormat.FIXARRAY);
        }
        return switch (head) {
            case MsgpackFormat.ARRAY16 -> readUint16();
            case MsgpackFormat.ARRAY32 -> readUint32();
            default -> -1;
        };
    }

    /** The number of entries of a map; -1 if the value is something else. */
    private long mapLength(int head) throws WireException {
        if (head >= MsgpackFormat.FIXMAP && head <= MsgpackFormat.FIXMAP_MAX) {
            return head & (MsgpackFormat.FIXMAP_MAX - MsgpackFormat.FIXMAP);
        }
        return switch (head) {
            case MsgpackFormat.MAP16 -> readUint16();
            case MsgpackFormat.MAP32 -> readUint32();
            default -> -1;
        };
    }

    /** The number of bytes behind the header of a value that contains no other values. */
    private long scalarLength(int head) throws WireException {
        if (head <= MsgpackFormat.POSITIVE_FIXINT_MAX || head >= MsgpackFormat.NEGATIVE_FIXINT) {
            return 0;
        }
        return switch (head) {
            case MsgpackFormat.NIL, MsgpackFormat.FALSE, MsgpackFormat.TRUE -> 0;
            case MsgpackFormat.UINT8, MsgpackFormat.INT8 -> 1;
            case MsgpackFormat.UINT16, MsgpackFormat.INT16 -> 2;
            case MsgpackFormat.UINT32, MsgpackFormat.INT32, MsgpackFormat.FLOAT32 -> 4;
            case MsgpackFormat.UINT64, MsgpackFormat.INT64, MsgpackFormat.FLOAT64 -> 8;
            // An extension has a type byte between its length and its content.
            case MsgpackFormat.FIXEXT1 -> 1 + 1;
            case MsgpackFormat.FIXEXT2 -> 1 + 2;
            case MsgpackFormat.FIXEXT4 -> 1 + 4;
            case MsgpackFormat.FIXEXT8 -> 1 + 8;
            case MsgpackFormat.FIXEXT16 -> 1 + 16;
            case MsgpackFormat.EXT8 -> 1 + readByte();
            case MsgpackFormat.EXT16 -> 1 + readUint16();
            case MsgpackFormat.EXT32 -> 1 + readUint32();
            case MsgpackFormat.NEVER_USED -> throw malformed("not MessagePack");
            default -> contentLength(head);
        };
    }

    private int readByte() throws WireException {
        need(1);
        return in.get() & 0xFF;
    }

    private int readUint16() throws WireException {
        need(2);
        return in.getShort() & 0xFFFF;
    }

    private long readUint32() throws WireException {
        need(4);
        return in.getInt() & 0xFFFF_FFFFL;
    }

    private void skipBytes(long count) throws WireException {
        need(count);
        in.position(in.position() + (int) count);
    }

    private void need(long bytes) throws WireException {
        if (bytes > in.remaining()) {
            throw new WireException(Reason.TRUNCATED, "more bytes were announced than came");
        }
    }

    private static WireException malformed(String what) {
        return new WireException(Reason.MALFORMED, what);
    }
}
