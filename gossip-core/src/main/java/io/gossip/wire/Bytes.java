package io.gossip.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An immutable sequence of bytes with value equality: node meta, ping payloads, user messages.
 *
 * <p>{@link #toString()} tells only the length, so that application data never leaks into a log by accident.
 */
public final class Bytes {

    /** The sequence of length zero; also stands for a MessagePack {@code nil} byte string. */
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    /**
     * A copy of the given array.
     *
     * @param content the bytes to copy
     * @return an immutable copy
     */
    public static Bytes of(byte[] content) {
        return content.length == 0 ? EMPTY : new Bytes(content.clone());
    }

    /**
     * A copy of what remains in the given buffer, whose position is left alone.
     *
     * @param buffer the bytes to copy, from position to limit
     * @return an immutable copy
     */
    public static Bytes of(ByteBuffer buffer) {
        if (!buffer.hasRemaining()) {
            return EMPTY;
        }
        byte[] copy = new byte[buffer.remaining()];
        buffer.get(buffer.position(), copy);
        return new Bytes(copy);
    }

    /** The given array itself, for a caller that has just made it and keeps no reference. */
    static Bytes wrap(byte[] owned) {
        return owned.length == 0 ? EMPTY : new Bytes(owned);
    }

    /**
     * The number of bytes.
     *
     * @return the length, 0 or more
     */
    public int length() {
        return content.length;
    }

    /**
     * Whether there are no bytes.
     *
     * @return true for length zero
     */
    public boolean isEmpty() {
        return content.length == 0;
    }

    /**
     * One byte.
     *
     * @param index 0 to {@code length() - 1}
     * @return the byte at that index
     */
    public byte at(int index) {
        return content[index];
    }

    /**
     * A copy of the content.
     *
     * @return a new array
     */
    public byte[] toArray() {
        return content.clone();
    }

    /**
     * A view of the content without copying it.
     *
     * @return a new read-only buffer over all bytes
     */
    public ByteBuffer asBuffer() {
        return ByteBuffer.wrap(content).asReadOnlyBuffer();
    }

    /** Whether the same bytes stand in a buffer, which has enough of them. */
    boolean isAt(ByteBuffer buffer, int position) {
        for (int i = 0; i < content.length; i++) {
            if (content[i] != buffer.get(position + i)) {
                return false;
            }
        }
        return true;
    }

    /** The content as a string, or null if it is not UTF-8. */
    @Nullable
    String utf8() {
        boolean valid = Utf8.isValid(ByteBuffer.wrap(content), 0, content.length);
        return valid ? new String(content, StandardCharsets.UTF_8) : null;
    }

    /** Appends the content to a buffer under construction; spares the copy that {@link #toArray()} makes. */
    void writeTo(WireOutput out) {
        out.put(content, 0, content.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return "Bytes[" + content.length + "]";
    }
}
