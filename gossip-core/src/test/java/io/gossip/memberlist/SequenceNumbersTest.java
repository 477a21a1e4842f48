package io.gossip.memberlist;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.wire.Message;
import org.junit.jupiter.api.Test;

class SequenceNumbersTest {

    @Test
    void countUpFromWhereTheyStart() {
        SequenceNumbers numbers = new SequenceNumbers(41);
        assertThat(numbers.next()).isEqualTo(42);
        assertThat(numbers.next()).isEqualTo(43);
    }

    @Test
    void wrapAtThirtyTwoBits() {
        SequenceNumbers numbers = new SequenceNumbers(Message.MAX_UINT32 - 1);
        assertThat(numbers.next()).isEqualTo(Message.MAX_UINT32);
        assertThat(numbers.next()).isZero();
    }

    @Test
    void startWithinThirtyTwoBitsWhateverIsDrawn() {
        assertThat(new SequenceNumbers(-1L).next()).isZero();
        assertThat(new SequenceNumbers(0x7777_0000_0005L).next()).isEqualTo(6);
    }
}
