package io.gossip.runtime.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;

/**
 * Where the nodes that share a thread receive: what comes from a socket is handled before the next read, so all sockets of the
 * thread can use the same memory.
 */
public final class LoopMemory {

    /** More than any datagram can have. */
    public static final int MAX_DATAGRAM_BYTES = 65_536;

    private static final int BLOCK_BYTES = 2 * MAX_DATAGRAM_BYTES;

    /** Left to the garbage collector: it lives as long as the loop, and nobody has to remember to free it. */
    private final ByteBuf block = Unpooled.wrappedBuffer(ByteBuffer.allocateDirect(BLOCK_BYTES));

    private final byte[] scratch = new byte[MAX_DATAGRAM_BYTES];

    /** Memory for one thread. */
    public LoopMemory() {}

    /**
     * For reads from sockets; to be used on the loop's thread only.
     *
     * @return 128 KiB outside the heap, never released
     */
    public ByteBuf block() {
        return block;
    }

    /**
     * For what was read while it is handled; to be used on the loop's thread only.
     *
     * @return always the same 64 KiB
     */
    public byte[] scratch() {
        return scratch;
    }
}
