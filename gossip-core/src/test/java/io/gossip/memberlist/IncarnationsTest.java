package io.gossip.memberlist;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.wire.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncarnationsTest {

    private static final long RESERVE_FROM = Incarnations.RESERVE_FROM;

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "1000000, 1", "2147483648, 1", "4000000000, 1", "0, 4294967295"})
    void theOrdinaryRangeIsEnteredAnywhere(long claimed, long known) {
        assertThat(Incarnations.areCredible(claimed, known)).isTrue();
    }

    @Test
    void theLastSixteenthIsEnteredInSmallStepsOnly() {
        assertThat(Incarnations.areCredible(RESERVE_FROM, 1)).isTrue();
        assertThat(Incarnations.areCredible(RESERVE_FROM + 1, 1)).isFalse();
        assertThat(Incarnations.areCredible(RESERVE_FROM + 1, RESERVE_FROM)).isTrue();
        assertThat(Incarnations.areCredible(RESERVE_FROM + 2024, RESERVE_FROM + 1000))
                .isTrue();
        assertThat(Incarnations.areCredible(RESERVE_FROM + 2025, RESERVE_FROM + 1000))
                .isFalse();
        assertThat(Incarnations.areCredible(Message.MAX_UINT32, Message.MAX_UINT32 - 1))
                .isTrue();
    }

    @Test
    void aClockThatCountsSecondsStaysOutsideIt() {
        long secondsIn2090 = 3_800_000_000L;
        assertThat(Incarnations.areCredible(secondsIn2090, 1)).isTrue();
    }
}
