package io.gossip.serf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LamportRingTest {

    private final LamportRing<String> ring = new LamportRing<>(4, String::length);
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

    @Test
    void whatIsNewPushesOutTheOldestTimes() {
        ring.add(5, third("a"));
        ring.add(3, third("b"));
        ring.add(4, third("c"));
        assertThat(ring.add(6, third("d"))).isTrue();
        assertThat(ring.occupied()).extracting(LamportRing.Slot::time).containsExactly(4L, 5L, 6L);
    }

    @Test
    void whatWasPushedOutIsTooOldFromThenOn() {
        ring.add(1, third("a"));
        ring.add(2, third("b"));
        ring.add(3, third("c"));
        assertThat(ring.isTooOld(1, clock)).isFalse();
        ring.add(4, third("d"));
        assertThat(ring.isTooOld(1, clock)).isTrue();
        assertThat(ring.isTooOld(0, clock)).isTrue();
        assertThat(ring.isTooOld(2, clock)).isFalse();
        assertThat(ring.add(1, "a")).isFalse();
    }

    @Test
    void thingsOfOneTimeMustFindRoomAmongThemselves() {
        assertThat(ring.add(1, third("a"))).isTrue();
        assertThat(ring.add(1, third("b"))).isTrue();
        assertThat(ring.add(1, third("c"))).isTrue();
        assertThat(ring.add(1, third("d"))).isFalse();
        assertThat(ring.add(1, third("a"))).isFalse();
        assertThat(ring.occupied()).hasSize(1);
        assertThat(ring.add(2, third("d"))).isTrue();
    }

    @Test
    void aSlotThatIsTakenOverFreesItsRoom() {
        for (long time = 1; time <= 100; time += 4) {
            assertThat(ring.add(time, third("a"))).isTrue();
            assertThat(ring.isTooOld(time, clock)).isFalse();
        }
        ring.add(98, third("b"));
        ring.add(99, third("c"));
        assertThat(ring.occupied()).hasSize(3);
    }

    @Test
    void emptyThingsTakeRoomToo() {
        LamportRing<Integer> large = new LamportRing<>(1 << 16, number -> 0);
        for (int time = 0; time < 1 << 16; time++) {
            large.add(time, time);
        }
        assertThat(large.occupied()).hasSize(LamportRing.MAX_BYTES / LamportRing.OVERHEAD);
    }

    /** Three of these fit, a fourth does not. */
    private static String third(String name) {
        return name.repeat(LamportRing.MAX_BYTES / 3 - LamportRing.OVERHEAD);
    }
}
