package io.gossip.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.runtime.netty.LoopMemory;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatagramBatchTest {

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final DatagramBatch batch = new DatagramBatch(new LoopMemory());
    private final List<ByteBuf> held = new ArrayList<>();

    @AfterEach
    void release() {
        held.forEach(ByteBuf::release);
        channel.finishAndReleaseAll();
    }

    @Test
    void eachDatagramHasItsOwnPlaceAndRoomForTheLargest() {
        batch.reset(channel.config());
        receive(100, 1);
        receive(65_535, 2);
        assertThat(held).allMatch(buffer -> buffer.capacity() == LoopMemory.MAX_DATAGRAM_BYTES);
        assertThat(held.get(0).getByte(99)).isEqualTo((byte) 1);
        assertThat(held.get(1).getByte(0)).isEqualTo((byte) 2);
        assertThat(batch.continueReading()).isFalse();
    }

    @Test
    void endsWithTheBlockOrAfterEnoughDatagrams() {
        batch.reset(channel.config());
        for (int i = 1; i < DatagramBatch.MAX_DATAGRAMS; i++) {
            receive(0, 1);
            assertThat(batch.continueReading()).isTrue();
        }
        receive(0, 1);
        assertThat(batch.continueReading()).isFalse();
        batch.reset(channel.config());
        receive(65_000, 1);
        assertThat(batch.continueReading()).isTrue();
        receive(537, 1);
        assertThat(batch.continueReading()).isFalse();
        batch.reset(channel.config());
        assertThat(batch.continueReading()).isTrue();
        assertThat(batch.continueReading(() -> false)).isFalse();
    }

    @Test
    void readsNothingWhileReadingIsOff() {
        channel.config().setAutoRead(false);
        batch.reset(channel.config());
        assertThat(batch.continueReading()).isFalse();
    }

    private void receive(int bytes, int value) {
        ByteBuf buffer = batch.allocate(UnpooledByteBufAllocator.DEFAULT);
        held.add(buffer);
        for (int i = 0; i < bytes; i++) {
            buffer.writeByte(value);
        }
        batch.lastBytesRead(bytes);
        batch.incMessagesRead(1);
    }
}
