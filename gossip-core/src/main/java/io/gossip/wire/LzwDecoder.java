package io.gossip.wire;

import io.gossip.wire.WireException.Reason;
import java.nio.ByteBuffer;

/**
 * Reads what {@link LzwEncoder} and Go's {@code compress/lzw} write, also without the clear code at the start that very old
 * Go versions left out (protocol reference, section 5.5).
 *
 * <p>There is no table of strings: the string of a code is a stretch of what has been put out already, namely the string of
 * the code before it and one byte more. Only where it starts and how long it is must be remembered. Such a stretch may end
 * with the first byte that it puts out itself, which copying byte after byte gets right.
 *
 * <p>The output never passes its bound, and memory grows only with bytes that were really put out.
 */
final class LzwDecoder {

    private static final int NONE = -1;
    private static final int TABLE_STEP = 512;

    private int[] start = new int[0];
    private char[] length = new char[0];

    /** Appends the decompressed form of all that remains in the input, which is refused if it is longer than allowed. */
    void decode(ByteBuffer in, int maxLength, WireOutput out) throws WireException {
        makeRoomFor(in.remaining());
        int outStart = out.length();
        int next = in.position();
        int end = in.limit();
        int width = Lzw.FIRST_WIDTH;
        int highest = Lzw.END;
        int limit = 1 << Lzw.FIRST_WIDTH;
        int lastStart = NONE;
        int lastLength = 0;
        int bits = 0;
        int bitCount = 0;
        while (true) {
            while (bitCount < width) {
                if (next == end) {
                    throw new WireException(Reason.COMPRESSION, "compressed data without an end");
                }
                bits |= (in.get(next++) & 0xFF) << bitCount;
                bitCount += Byte.SIZE;
            }
            int code = bits & ((1 << width) - 1);
            bits >>>= width;
            bitCount -= width;
            if (code == Lzw.END) {
                return;
            }
            if (code == Lzw.CLEAR) {
                width = Lzw.FIRST_WIDTH;
                highest = Lzw.END;
                limit = 1 << Lzw.FIRST_WIDTH;
                lastStart = NONE;
                continue;
            }
            if (code > highest) {
                throw new WireException(Reason.COMPRESSION, "a code of LZW that was never defined");
            }
            if (lastStart != NONE) {
                start[highest] = lastStart;
                length[highest] = (char) (lastLength + 1);
            }
            int here = out.length();
            int count = code < Lzw.CLEAR ? 1 : length[code];
            if (count > maxLength - (here - outStart)) {
                throw new WireException(Reason.TOO_LARGE, "decompresses to more than " + maxLength + " bytes");
            }
            if (code < Lzw.CLEAR) {
                out.put(code);
            } else {
                out.repeat(start[code], count);
            }
            lastStart = here;
            lastLength = count;
            highest++;
            if (highest == limit) {
                if (width == Lzw.MAX_WIDTH) {
                    // The table is full; nothing is added until a clear.
                    lastStart = NONE;
                    highest--;
                } else {
                    width++;
                    limit *= 2;
                }
            }
        }
    }

    /** Every code takes at least nine bits of input. */
    private void makeRoomFor(int inputLength) {
        int codes = (int) Math.min(Lzw.TABLE_SIZE, Lzw.END + 1L + inputLength);
        if (codes > start.length) {
            int size = (codes + TABLE_STEP - 1) / TABLE_STEP * TABLE_STEP;
            start = new int[size];
            length = new char[size];
        }
    }
}
