package io.gossip.serf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LamportRingTest {

    private final LamportRing<String> ring = new LamportRing<>(4);
    private final LamportClock clock = new LamportClock();

    @Test
    void tellsNewThingsFromRepetitions() {
        assertThat(ring.add(1, "a")).isTrue();
        assertThat(ring.add(1, "a")).isFalse();
        assertThat(ring.add(1, "b")).isTrue();
        assertThat(ring.add(2, "a")).isTrue();
    }

    @Test
    void aTimeTakesOverTheSlotOfAnotherOne() {
        ring.add(1, "a");
        assertThat(ring.add(5, "a")).isTrue();
        assertThat(ring.occupied()).extracting(LamportRing.Slot::time).containsExactly(5L);
    }

    @Test
    void givesWhatItRemembersInTheOrderOfTheSlots() {
        ring.add(6, "late");
        ring.add(5, "a");
        ring.add(5, "b");
        ring.add(3, "old");
        assertThat(ring.occupied()).extracting(LamportRing.Slot::time).containsExactly(5L, 6L, 3L);
        assertThat(ring.occupied().get(0).seen()).containsExactly("a", "b");
    }

    @Test
    void nothingIsTooOldWhileTheClockHasNotGoneRound() {
        clock.witness(3);
        assertThat(clock.time()).isEqualTo(4);
        assertThat(ring.isTooOld(0, clock)).isFalse();
    }

    @Test
    void whatLiesMoreThanOneRoundBehindIsTooOld() {
        clock.witness(9);
        assertThat(ring.isTooOld(5, clock)).isTrue();
        assertThat(ring.isTooOld(6, clock)).isFalse();
    }

    @Test
    void takesTimesBeyondTheSignBit() {
        assertThat(ring.add(-1, "a")).isTrue();
        assertThat(ring.add(-1, "a")).isFalse();
        clock.witness(-1);
        assertThat(ring.isTooOld(Long.MAX_VALUE, clock)).isTrue();
        assertThat(ring.isTooOld(-3, clock)).isFalse();
    }

    @Test
    void remembersABoundedNumberOfThingsOfOneTime() {
        int added = 0;
        for (int i = 0; i < 5000; i++) {
            added += ring.add(1, "thing " + i) ? 1 : 0;
        }
        assertThat(added).isEqualTo(1024);
    }
}
