package io.gossip.wire;

import static io.gossip.wire.WireSamples.ascii;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rules of the protocol reference, section 12.4. */
class KeyringTest {

    private final Bytes a = ascii("aaaaaaaaaaaaaaaa");
    private final Bytes b = ascii("bbbbbbbbbbbbbbbbbbbbbbbb");
    private final Bytes c = ascii("cccccccccccccccccccccccccccccccc");

    @Test
    void keepsTheOrderThatGoKeeps() {
        Keyring keyring = Keyring.of(List.of(a, b), a);
        keyring.add(c);
        assertThat(keyring.keys()).containsExactly(a, b, c);
        keyring.use(c);
        assertThat(keyring.keys()).containsExactly(c, a, b);
        keyring.remove(b);
        assertThat(keyring.keys()).containsExactly(c, a);
        assertThat(keyring.primary()).isEqualTo(c);
    }

    @Test
    void isEmptyWithoutKeys() {
        assertThat(Keyring.of(List.of(), null).isEmpty()).isTrue();
        assertThat(new Keyring().isEmpty()).isTrue();
        assertThat(new Keyring().primary()).isNull();
        assertThat(new Keyring().keys()).isEmpty();
    }

    @Test
    void putsThePrimaryInFrontWhereverItWasGiven() {
        assertThat(Keyring.of(List.of(a, b, c), c).keys()).containsExactly(c, a, b);
        assertThat(Keyring.of(List.of(a, b), c).keys()).containsExactly(c, a, b);
        assertThat(Keyring.of(List.of(), c).keys()).containsExactly(c);
    }

    @Test
    void needsAPrimaryIfThereAreKeys() {
        assertThatIllegalArgumentException().isThrownBy(() -> Keyring.of(List.of(a), null));
    }

    @Test
    void addsAKeyOnce() {
        Keyring keyring = Keyring.of(List.of(a), a);
        keyring.add(b);
        keyring.add(b);
        keyring.add(a);
        assertThat(keyring.keys()).containsExactly(a, b);
    }

    @Test
    void makesTheFirstKeyOfAnEmptyRingThePrimary() {
        Keyring keyring = new Keyring();
        keyring.add(b);
        keyring.add(a);
        assertThat(keyring.primary()).isEqualTo(b);
    }

    @Test
    void acceptsOnlyKeysOfTheThreeLengthsOfAes() {
        Keyring keyring = new Keyring();
        for (int length : new int[] {0, 1, 15, 17, 23, 25, 31, 33, 64}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> keyring.add(ascii("x".repeat(length))))
                    .withMessageContaining("16, 24 or 32");
        }
        assertThat(keyring.isEmpty()).isTrue();
    }

    @Test
    void usesOnlyKeysThatArePresent() {
        Keyring keyring = Keyring.of(List.of(a), a);
        assertThatIllegalArgumentException().isThrownBy(() -> keyring.use(b));
        assertThat(keyring.keys()).containsExactly(a);
        keyring.use(a);
        assertThat(keyring.keys()).containsExactly(a);
    }

    @Test
    void removesNeitherThePrimaryNorAnythingFromAnEmptyRing() {
        Keyring keyring = Keyring.of(List.of(a, b), a);
        assertThatIllegalArgumentException().isThrownBy(() -> keyring.remove(a));
        assertThatIllegalArgumentException().isThrownBy(() -> new Keyring().remove(a));
        keyring.remove(c);
        assertThat(keyring.keys()).containsExactly(a, b);
    }

    @Test
    void handsOutListsThatNeverChange() {
        Keyring keyring = Keyring.of(List.of(a), a);
        List<Bytes> before = keyring.keys();
        keyring.add(b);
        assertThat(before).containsExactly(a);
        assertThatThrownBy(() -> before.add(c)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void losesNothingThatThreadsDoAtTheSameTime() throws Exception {
        Keyring keyring = Keyring.of(List.of(a), a);
        List<Bytes> added = IntStream.range(0, 400)
                .mapToObj(i -> ascii("%016d".formatted(i)))
                .toList();
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(part -> new Thread(() -> {
                    for (Bytes key : added.subList(part * 100, part * 100 + 100)) {
                        keyring.add(key);
                        keyring.use(key);
                        keyring.use(a);
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(keyring.keys()).containsAll(added).hasSize(401).startsWith(a);
    }

    @Test
    void tellsNoKeyInAnyText() {
        Keyring keyring = Keyring.of(List.of(a), a);
        assertThat(keyring).hasToString("Keyring[1 key]");
        keyring.add(b);
        assertThat(keyring).hasToString("Keyring[2 keys]");
        for (Runnable refused : List.<Runnable>of(
                () -> keyring.use(c),
                () -> keyring.remove(a),
                () -> keyring.add(ascii("secret")),
                () -> Keyring.of(List.of(a), null))) {
            assertThatThrownBy(refused::run)
                    .isInstanceOf(IllegalArgumentException.class)
                    .message()
                    .doesNotContain("aaa", "ccc", "secret");
        }
    }
}
