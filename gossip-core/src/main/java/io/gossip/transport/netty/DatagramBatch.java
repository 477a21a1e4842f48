package io.gossip.transport.netty;

import io.gossip.runtime.netty.LoopMemory;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/**
 * How datagrams are received: into one block of memory that all sockets of a loop share.
 *
 * <p>A datagram may have 65,535 bytes, nearly all have less than 1,400, and its size is known only afterwards. Netty
 * reads several before it hands any on, each into a buffer of its own; to allocate each for the worst case would cost a
 * megabyte for a handful of pings. Here each read is offered the 64 KiB that follow what the batch holds so far, and
 * takes what it needs. The batch ends when less than that is left, after {@link #MAX_DATAGRAMS}, or when the socket is
 * empty; the next one starts over at the front, as the datagrams are handled before the next read.
 */
final class DatagramBatch implements RecvByteBufAllocator, RecvByteBufAllocator.ExtendedHandle {

    /** So many in a row before streams and tasks get a turn. */
    static final int MAX_DATAGRAMS = 64;

    private final ByteBuf block;
    private int used;
    private int datagrams;
    private int lastBytes;
    private int attemptedBytes;
    private boolean autoRead;

    /**
     * Batches of one socket.
     *
     * @param memory the loop's
     */
    DatagramBatch(LoopMemory memory) {
        this.block = memory.block();
    }

    @Override
    public DatagramBatch newHandle() {
        return this;
    }

    @Override
    public void reset(ChannelConfig config) {
        used = 0;
        datagrams = 0;
        autoRead = config.isAutoRead();
    }

    @Override
    public ByteBuf allocate(ByteBufAllocator ignored) {
        return block.retainedSlice(used, LoopMemory.MAX_DATAGRAM_BYTES).clear();
    }

    @Override
    public void lastBytesRead(int bytes) {
        lastBytes = bytes;
        used += bytes;
    }

    @Override
    public void incMessagesRead(int count) {
        datagrams += count;
    }

    @Override
    public boolean continueReading() {
        return autoRead && datagrams < MAX_DATAGRAMS && block.capacity() - used >= LoopMemory.MAX_DATAGRAM_BYTES;
    }

    @Override
    public boolean continueReading(UncheckedBooleanSupplier maybeMore) {
        return continueReading() && maybeMore.get();
    }

    @Override
    public int guess() {
        return LoopMemory.MAX_DATAGRAM_BYTES;
    }

    @Override
    public int lastBytesRead() {
        return lastBytes;
    }

    @Override
    public void attemptedBytesRead(int bytes) {
        attemptedBytes = bytes;
    }

    @Override
    public int attemptedBytesRead() {
        return attemptedBytes;
    }

    @Override
    public void readComplete() {}
}
