package io.gossip.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * LZW as Go's {@code compress/lzw} writes it: least significant bit first, literals of 8 bits, codes of 9 to 12 bits
 * (protocol reference, section 5.5).
 *
 * <p>The known strings form a trie. A string is its parent's string and one more byte; the children of a string are a linked
 * list through {@code sibling}. New codes clear their own link, so that starting over costs no more than forgetting the
 * children of the 256 literals: a packet of 60 bytes does not pay for a table of 4096 entries. Memory grows with the longest
 * input so far, to 20 KiB at most.
 */
final class LzwEncoder {

    private static final int NONE = 0;
    private static final int TABLE_STEP = 512;

    private final WireOutput out;

    private char[] firstChild = new char[0];
    private char[] sibling = new char[0];
    private byte[] lastByte = new byte[0];

    // The state of one run.
    private int width;
    private int highest;
    private int limit;
    private int bits;
    private int bitCount;

    LzwEncoder(WireOutput out) {
        this.out = out;
    }

    /** Appends the compressed form; gives up and returns false once that has grown beyond the given number of bytes. */
    boolean encode(ByteBuffer in, int maxLength) {
        int start = out.length();
        int end = in.limit();
        bits = 0;
        bitCount = 0;
        makeRoomFor(in.remaining());
        startOver();
        put(Lzw.CLEAR);
        if (in.hasRemaining()) {
            int current = in.get(in.position()) & 0xFF;
            for (int i = in.position() + 1; i < end; i++) {
                byte next = in.get(i);
                int longer = child(current, next);
                if (longer != NONE) {
                    current = longer;
                    continue;
                }
                put(current);
                if (advance()) {
                    addChild(current, next);
                }
                current = next & 0xFF;
                if (out.length() - start > maxLength) {
                    return false;
                }
            }
            put(current);
            advance();
        }
        put(Lzw.END);
        if (bitCount > 0) {
            out.put(bits);
        }
        return out.length() - start <= maxLength;
    }

    private int child(int parent, byte value) {
        int child = firstChild[parent];
        while (child != NONE && lastByte[child] != value) {
            child = sibling[child];
        }
        return child;
    }

    private void addChild(int parent, byte value) {
        lastByte[highest] = value;
        sibling[highest] = firstChild[parent];
        firstChild[highest] = NONE;
        firstChild[parent] = (char) highest;
    }

    /** Counts a code that was written; returns false if that filled the table and everything starts over. */
    private boolean advance() {
        highest++;
        if (highest == limit) {
            width++;
            limit *= 2;
        }
        if (highest == Lzw.TABLE_SIZE - 1) {
            put(Lzw.CLEAR);
            startOver();
            return false;
        }
        return true;
    }

    private void startOver() {
        width = Lzw.FIRST_WIDTH;
        highest = Lzw.END;
        limit = 1 << Lzw.FIRST_WIDTH;
        Arrays.fill(firstChild, 0, Lzw.CLEAR, (char) NONE);
    }

    private void put(int code) {
        bits |= code << bitCount;
        bitCount += width;
        while (bitCount >= Byte.SIZE) {
            out.put(bits);
            bits >>>= Byte.SIZE;
            bitCount -= Byte.SIZE;
        }
    }

    /** Every byte of input makes at most one code. */
    private void makeRoomFor(int inputLength) {
        int codes = (int) Math.min(Lzw.TABLE_SIZE, Lzw.END + 1L + inputLength);
        if (codes > firstChild.length) {
            int size = (codes + TABLE_STEP - 1) / TABLE_STEP * TABLE_STEP;
            firstChild = new char[size];
            sibling = new char[size];
            lastByte = new byte[size];
        }
    }
}
