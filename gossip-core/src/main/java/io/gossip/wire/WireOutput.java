package io.gossip.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A growing buffer that encoders append to, big-endian, reused from packet to packet by its single owner.
 *
 * <p>Not safe for use by several threads.
 */
public final class WireOutput {

    private byte[] bytes;
    private int length;

    /**
     * An empty buffer.
     *
     * @param initialCapacity bytes to reserve before the first growth, at least 16
     */
    public WireOutput(int initialCapacity) {
        this.bytes = new byte[Math.max(16, initialCapacity)];
    }

    /**
     * Appends one byte.
     *
     * @param value its low eight bits are written
     */
    public void put(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
    }

    /**
     * Appends two bytes.
     *
     * @param value its low sixteen bits are written
     */
    public void putShort(int value) {
        reserve(2);
        bytes[length++] = (byte) (value >>> 8);
        bytes[length++] = (byte) value;
    }

    /**
     * Appends four bytes.
     *
     * @param value the bits to write
     */
    public void putInt(int value) {
        reserve(4);
        setInt(length, value);
        length += 4;
    }

    /**
     * Appends eight bytes.
     *
     * @param value the bits to write
     */
    public void putLong(long value) {
        putInt((int) (value >>> 32));
        putInt((int) value);
    }

    /**
     * Appends part of an array.
     *
     * @param source where the bytes are
     * @param offset index of the first
     * @param count how many
     */
    public void put(byte[] source, int offset, int count) {
        reserve(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
    }

    /**
     * Appends what remains in a buffer, whose position is left alone.
     *
     * @param source the bytes to append
     */
    public void put(ByteBuffer source) {
        int count = source.remaining();
        reserve(count);
        source.get(source.position(), bytes, length, count);
        length += count;
    }

    /**
     * Appends all bytes of a sequence.
     *
     * @param source the bytes to append
     */
    public void put(Bytes source) {
        source.writeTo(this);
    }

    /**
     * Overwrites four bytes written before.
     *
     * @param index where the first of them is
     * @param value the bits to write
     */
    public void setInt(int index, int value) {
        bytes[index] = (byte) (value >>> 24);
        bytes[index + 1] = (byte) (value >>> 16);
        bytes[index + 2] = (byte) (value >>> 8);
        bytes[index + 3] = (byte) value;
    }

    /**
     * The number of bytes appended so far.
     *
     * @return the length
     */
    public int length() {
        return length;
    }

    /**
     * Forgets everything, or everything behind a mark, keeping the memory.
     *
     * @param newLength 0 to {@link #length()}
     */
    public void truncate(int newLength) {
        if (newLength < 0 || newLength > length) {
            throw new IndexOutOfBoundsException("length " + newLength + " of " + length);
        }
        length = newLength;
    }

    /**
     * What has been appended, without a copy: valid until the next call that changes this buffer.
     *
     * @return a buffer from the first to the last byte
     */
    public ByteBuffer view() {
        return ByteBuffer.wrap(bytes, 0, length);
    }

    /**
     * A copy of what has been appended.
     *
     * @return an immutable copy
     */
    public Bytes toBytes() {
        return Bytes.of(view());
    }

    /** Appends that many bytes of undefined content, to be filled through {@link #array()}; returns where they start. */
    int extend(int count) {
        reserve(count);
        int start = length;
        length += count;
        return start;
    }

    /** The memory behind this buffer, valid until the next append. */
    byte[] array() {
        return bytes;
    }

    /**
     * Appends a copy of what was appended before. The source may run into its own copy: bytes are copied one after the
     * other, so {@code "a"} copied with count 3 from its own start makes {@code "aaaa"}.
     */
    void repeat(int from, int count) {
        int to = extend(count);
        byte[] memory = bytes;
        if (from + count <= to) {
            System.arraycopy(memory, from, memory, to, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            memory[to + i] = memory[from + i];
        }
    }

    private void reserve(int more) {
        int wanted = Math.addExact(length, more);
        if (wanted > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(wanted, bytes.length + (bytes.length >> 1)));
        }
    }
}
