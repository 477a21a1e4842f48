package io.gossip.memberlist;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LostMembersTest {

    private static final long HOUR = Duration.ofHours(1).toNanos();

    private final LostMembers lost = new LostMembers(HOUR);
    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void drawsSomeAtRandomAndEachOnce() {
        lost.add("b", Say.addressOf("b"), 0);
        lost.add("c", Say.addressOf("c"), 0);
        assertThat(lost.some(9, random, 0)).containsExactlyInAnyOrder(at("b", "10.0.0.2"), at("c", "10.0.0.3"));
        assertThat(lost.some(1, random, 0)).hasSize(1);
        lost.remove("b");
        assertThat(lost.some(9, random, 0)).containsExactly(at("c", "10.0.0.3"));
    }

    @Test
    void forgetsWhoIsLostForTooLong() {
        lost.add("b", Say.addressOf("b"), 0);
        lost.add("c", Say.addressOf("c"), 0);
        lost.add("b", Say.addressOf("b"), 1);
        assertThat(lost.size(HOUR - 1)).isEqualTo(2);
        assertThat(lost.some(9, random, HOUR)).containsExactly(at("b", "10.0.0.2"));
        assertThat(lost.size(HOUR + 1)).isZero();
    }

    @Test
    void keepsTheLastOnesIfTooManyAreLost() {
        for (int i = 0; i < 300; i++) {
            lost.add("n" + i, Say.address("10.0." + i / 250 + "." + i % 250, 7946), 0);
        }
        assertThat(lost.size(0)).isEqualTo(LostMembers.MOST);
        assertThat(lost.some(300, random, 0)).contains(at("n299", "10.0.1.49")).doesNotContain(at("n0", "10.0.0.0"));
    }

    private static SeedAddress at(String name, String host) {
        return new SeedAddress(name, host, 7946);
    }
}
