package io.gossip.wire;

/** The numbers of LZW with literals of 8 bits and codes of at most 12 (protocol reference, section 5.5). */
final class Lzw {

    /** Forget every string but the literals. */
    static final int CLEAR = 256;

    /** Nothing follows. */
    static final int END = 257;

    /** Number of bits in a code after a clear. */
    static final int FIRST_WIDTH = 9;

    /** Most bits in a code. */
    static final int MAX_WIDTH = 12;

    /** Number of codes of the greatest width. */
    static final int TABLE_SIZE = 1 << MAX_WIDTH;

    private Lzw() {}
}
