package io.gossip.memberlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gossip.wire.Bytes;
import io.gossip.wire.Compound;
import io.gossip.wire.Message;
import io.gossip.wire.MsgpackCodec;
import io.gossip.wire.WireLimits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BroadcastQueueTest {

    private static final int MAX_LENGTH = 100;

    private int nodes = 4;
    private int newsCalls;
    private final MessageBytes encoder = new MessageBytes(new MsgpackCodec(WireLimits.DEFAULTS));
    private final List<String> finished = new ArrayList<>();
    private final BroadcastQueue queue = queue(1);

    @Test
    void anEmptyQueueGivesNothing() {
        assertThat(take(1000)).isEmpty();
        assertThat(queue.size()).isZero();
    }

    @Test
    void whatWasSentLeastGoesFirst() {
        BroadcastQueue queue = queue(10);
        add(queue, "long-and-old");
        assertThat(take(queue, 14)).containsExactly("long-and-old");
        add(queue, "new");
        assertThat(take(queue, 14)).containsExactly("new");
        assertThat(take(queue, 1000)).containsExactly("long-and-old", "new");
    }

    @Test
    void amongEqualsTheLongestGoesFirst() {
        add("aa");
        add("aaaa");
        add("aaa");
        assertThat(take(1000)).containsExactly("aaaa", "aaa", "aa");
    }

    @Test
    void amongEquallyLongTheNewestGoesFirst() {
        add("first");
        add("secnd");
        add("third");
        assertThat(take(1000)).containsExactly("third", "secnd", "first");
    }

    @Test
    void takesTheLongestThatStillFitsAndGoesOnWithShorterOnes() {
        add("12345678");
        add("1234567");
        add("12");
        // 20 bytes: 8 + 2, then 10 left, of which 8 may be used: 7 + 2, and the last byte holds nothing.
        assertThat(take(20)).containsExactly("12345678", "1234567");
        assertThat(take(20)).containsExactly("12");
    }

    @Test
    void goesOnToTheNextTierWhenNothingOfThisOneFits() {
        BroadcastQueue queue = queue(10);
        add(queue, "1234");
        assertThat(take(queue, 100)).containsExactly("1234");
        add(queue, "123456789");
        assertThat(take(queue, 6)).containsExactly("1234");
    }

    @Test
    void skipsThePiecesOfALaterTierThatDoNotFit() {
        BroadcastQueue queue = queue(10);
        add(queue, "12345678");
        add(queue, "123");
        assertThat(take(queue, 100)).hasSize(2);
        add(queue, "1");
        assertThat(take(queue, 3 + 5)).containsExactly("1", "123");
    }

    @Test
    void takesEachPieceAtMostOnceAtATime() {
        BroadcastQueue queue = queue(10);
        add(queue, "a");
        assertThat(take(queue, 1000)).containsExactly("a");
        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void tellsWhatIsLeftOfTheBudget() {
        add("12345");
        List<Bytes> into = new ArrayList<>();
        assertThat(queue.take(into, 3, 20)).isEqualTo(20 - 3 - 5);
        assertThat(queue.take(into, 3, 20)).isEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(ints = {-5, 0, 1, 2})
    void aBudgetThatHoldsOnlyOverheadHoldsNothing(int budget) {
        add("a");
        assertThat(take(budget)).isEmpty();
        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void sendsEachPieceAsOftenAsTheLimitSays() {
        BroadcastQueue queue = queue(4);
        nodes = 10;
        add(queue, "news");
        for (int sent = 1; sent <= 8; sent++) {
            assertThat(finished).isEmpty();
            assertThat(take(queue, 100)).as("transmission %d", sent).containsExactly("news");
        }
        assertThat(take(queue, 100)).isEmpty();
        assertThat(finished).containsExactly("news");
    }

    @Test
    void theLimitFollowsTheSizeOfTheCluster() {
        BroadcastQueue queue = queue(4);
        nodes = 100;
        add(queue, "news");
        for (int sent = 0; sent < 5; sent++) {
            take(queue, 100);
        }
        nodes = 3;
        assertThat(take(queue, 100)).containsExactly("news");
        assertThat(queue.size()).isZero();
    }

    @Test
    void aloneInTheWorldItSendsEachPieceOnce() {
        nodes = 0;
        add("news");
        assertThat(take(100)).containsExactly("news");
        assertThat(queue.size()).isZero();
    }

    @Test
    void aNamedPieceReplacesTheOneOfTheSameName() {
        BroadcastQueue queue = queue(4);
        addNamed(queue, "b", "b is alive");
        addNamed(queue, "c", "c is alive");
        take(queue, 100);
        addNamed(queue, "b", "b is dead");
        assertThat(finished).containsExactly("b is alive");
        assertThat(take(queue, 100)).containsExactly("b is dead", "c is alive");
    }

    @Test
    void aReplacementIsSentFromTheStart() {
        BroadcastQueue queue = queue(2);
        addNamed(queue, "b", "one");
        take(queue, 100);
        addNamed(queue, "b", "two");
        assertThat(take(queue, 100)).containsExactly("two");
        assertThat(take(queue, 100)).containsExactly("two");
        assertThat(take(queue, 100)).isEmpty();
    }

    @Test
    void aNameIsFreeAgainWhenItsPieceHasBeenSent() {
        addNamed(queue, "b", "one");
        take(100);
        addNamed(queue, "b", "two");
        assertThat(finished).containsExactly("one");
        assertThat(take(100)).containsExactly("two");
        assertThat(finished).containsExactly("one", "two");
    }

    @Test
    void aPlainPieceReplacesThoseItsRuleNames() {
        BroadcastQueue queue = queue(4);
        addPlain(queue, "load=1", older -> false);
        addPlain(queue, "mood=good", older -> false);
        addPlain(queue, "load=2", older -> Say.text(older).startsWith("load"));
        assertThat(finished).containsExactly("load=1");
        assertThat(takeUser(queue)).containsExactlyInAnyOrder("load=2", "mood=good");
        addPlain(queue, "none", older -> true);
        assertThat(finished).containsExactly("load=1", "mood=good", "load=2");
        assertThat(takeUser(queue)).containsExactly("none");
    }

    @Test
    void aPlainPieceIsComparedWithPlainOnesOnlyAndOtherKindsWithNone() {
        List<String> compared = new ArrayList<>();
        queue.add("b", Say.text("named"), () -> finished.add("named"));
        queue.add(Say.text("unique"), () -> finished.add("unique"));
        addPlain(queue, "plain 1", older -> compared.add(Say.text(older)));
        assertThat(compared).isEmpty();
        addPlain(queue, "plain 2", older -> compared.add(Say.text(older)));
        assertThat(compared).containsExactly("plain 1");
        queue.add("b", Say.text("named again"), () -> {});
        queue.add(Say.text("unique"), () -> {});
        assertThat(compared).containsExactly("plain 1");
        assertThat(finished).containsExactly("plain 1", "named");
    }

    @Test
    void whatIsGoneIsComparedNoMore() {
        BroadcastQueue queue = queue(1);
        nodes = 1;
        addPlain(queue, "sent", older -> false);
        take(queue, 100);
        addPlain(queue, "pruned", older -> false);
        queue.prune(0);
        addPlain(queue, "too long from now on", older -> false);
        maxLength = 10;
        addPlain(queue, "new", older -> {
            throw new AssertionError("compared with " + Say.text(older));
        });
        assertThat(finished).containsExactly("sent", "pruned", "too long from now on");
    }

    @Test
    void aRuleThatThrowsChangesNothing() {
        BroadcastQueue queue = queue(4);
        addPlain(queue, "first", older -> false);
        addPlain(queue, "second", older -> false);
        assertThatThrownBy(() -> addPlain(queue, "third", older -> {
                    if (Say.text(older).equals("second")) {
                        throw new IllegalStateException("thrown on purpose");
                    }
                    return true;
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(finished).isEmpty();
        assertThat(takeUser(queue)).containsExactly("second", "first");
    }

    @Test
    void whatIsTooLongReplacesNothing() {
        addPlain(queue, "first", older -> false);
        assertThat(queue.add(Say.noise(MAX_LENGTH, 1), older -> true, () -> finished.add("too long")))
                .isFalse();
        assertThat(finished).isEmpty();
    }

    @Test
    void userMessagesReplaceNothingAndCarryTheirType() {
        queue.add(Say.text("x"), () -> finished.add("first"));
        queue.add(Say.text("x"), () -> finished.add("second"));
        List<Bytes> taken = new ArrayList<>();
        queue.take(taken, 2, 100);
        assertThat(taken)
                .hasSize(2)
                .allSatisfy(message -> assertThat(message.toArray()).containsExactly(8, 'x'));
    }

    /** Who waits for the news of his leave to be out shuts down then. */
    @Test
    void nobodyIsToldThatHisNewsIsOutBeforeThePacketIs() {
        add("news");
        queue.take(new ArrayList<>(), 2, 100);
        assertThat(queue.size()).isZero();
        assertThat(finished).isEmpty();
        queue.packetSent();
        assertThat(finished).containsExactly("news");
    }

    @Test
    void everyPieceIsFinishedExactlyOnce() {
        BroadcastQueue queue = queue(2);
        addNamed(queue, "b", "replaced");
        addNamed(queue, "b", "sent");
        take(queue, 100);
        take(queue, 100);
        add(queue, "pruned");
        queue.prune(0);
        take(queue, 100);
        queue.prune(0);
        assertThat(finished).containsExactly("replaced", "sent", "pruned");
    }

    @Test
    void refusesWhatFitsIntoNoPacket() {
        assertThat(queue.addEncoded(null, Say.noise(MAX_LENGTH, 1), () -> {})).isTrue();
        assertThat(queue.addEncoded(null, Say.noise(MAX_LENGTH + 1, 1), () -> finished.add("too long")))
                .isFalse();
        assertThat(queue.size()).isEqualTo(1);
        assertThat(newsCalls).isEqualTo(1);
        assertThat(finished).isEmpty();
    }

    @Test
    void countsTheTypeByteOfAUserMessage() {
        assertThat(queue.add(Say.noise(MAX_LENGTH - 1, 1), () -> {})).isTrue();
        assertThat(queue.add(Say.noise(MAX_LENGTH, 1), () -> {})).isFalse();
    }

    @Test
    void whatIsRefusedLeavesItsPredecessorInPlace() {
        addNamed(queue, "b", "short");
        queue.addEncoded("b", Say.noise(MAX_LENGTH + 1, 1), () -> {});
        assertThat(finished).isEmpty();
        assertThat(take(100)).containsExactly("short");
    }

    @Test
    void pruneDropsWhatWasSentMostThenTheShortestThenTheOldest() {
        BroadcastQueue queue = queue(10);
        add(queue, "sent already, and long");
        take(queue, 100);
        add(queue, "long, unsent");
        add(queue, "old");
        add(queue, "new");
        queue.prune(3);
        assertThat(finished).containsExactly("sent already, and long");
        queue.prune(1);
        assertThat(finished).containsExactly("sent already, and long", "old", "new");
        queue.prune(1);
        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void pruneOfAnEmptyQueueDoesNothing() {
        queue.prune(0);
        assertThat(queue.size()).isZero();
    }

    @Test
    void finishesWhatWasToldAndKeepsTheRest() {
        BroadcastQueue queue = queue(10);
        add(queue, "once");
        take(queue, 100);
        add(queue, "twice");
        take(queue, 7);
        take(queue, 7);
        add(queue, "never");
        queue.finishTold();
        assertThat(finished).containsExactlyInAnyOrder("once", "twice");
        assertThat(take(queue, 100)).containsExactly("never");
    }

    @Test
    void tellsThatThereIsNews() {
        add("a");
        addNamed(queue, "b", "b");
        addNamed(queue, "b", "bb");
        assertThat(newsCalls).isEqualTo(3);
    }

    @Test
    void neverPutsMorePartsIntoAPacketThanACompoundCanCount() {
        for (int i = 0; i < 300; i++) {
            add("piece " + i);
        }
        List<Bytes> into = new ArrayList<>(List.of(Say.text("a ping")));
        queue.take(into, 2, 1_000_000);
        assertThat(into).hasSize(Compound.MAX_PARTS).hasSize(255);
        assertThat(queue.size()).isEqualTo(300 - 254);
    }

    @Test
    void anotherPieceMayBeAddedWhileOneIsFinished() {
        queue.addEncoded("b", Say.text("one"), () -> addNamed(queue, "b", "two"));
        assertThat(take(100)).contains("one");
        assertThat(take(100).size() + finished.size()).isPositive();
        assertThat(finished).containsExactly("two");
        assertThat(queue.size()).isZero();
    }

    /** Section 11 word by word, with sorting instead of a tree. */
    private static final class Model {

        private record Piece(
                @Nullable String name, @Nullable Bytes plain, Bytes message, long serial, String id, int sent) {}

        private final List<Piece> pieces = new ArrayList<>();
        private final List<String> finished = new ArrayList<>();
        private long serial;

        void add(@Nullable String name, Bytes message, String id) {
            pieces.removeIf(piece -> {
                boolean replaced = name != null && name.equals(piece.name);
                if (replaced) {
                    finished.add(piece.id);
                }
                return replaced;
            });
            pieces.add(new Piece(name, null, message, serial++, id, 0));
        }

        void addPlain(Bytes payload, Predicate<Bytes> replaces, Bytes message, String id) {
            // Found in the order in which they were added, whatever has been sent meanwhile.
            List<Piece> replaced = pieces.stream()
                    .filter(piece -> piece.plain != null && replaces.test(piece.plain))
                    .sorted(Comparator.comparingLong(Piece::serial))
                    .toList();
            pieces.removeAll(replaced);
            replaced.forEach(piece -> finished.add(piece.id));
            pieces.add(new Piece(null, payload, message, serial++, id, 0));
        }

        List<Bytes> take(int overhead, int budget, int limit) {
            List<Bytes> out = new ArrayList<>();
            List<Piece> later = new ArrayList<>();
            int used = 0;
            int highest = pieces.stream().mapToInt(Piece::sent).max().orElse(-1);
            for (int tier = 0; tier <= highest; ) {
                int free = budget - used - overhead;
                int wanted = tier;
                Piece first = pieces.stream()
                        .filter(piece -> piece.sent == wanted && piece.message.length() <= free)
                        .min(order())
                        .orElse(null);
                if (free <= 0 || out.size() == 255) {
                    break;
                }
                if (first == null) {
                    tier++;
                    continue;
                }
                out.add(first.message);
                used += overhead + first.message.length();
                pieces.remove(first);
                if (first.sent + 1 >= limit) {
                    finished.add(first.id);
                } else {
                    later.add(
                            new Piece(first.name, first.plain, first.message, first.serial, first.id, first.sent + 1));
                }
            }
            pieces.addAll(later);
            return out;
        }

        void prune(int max) {
            while (pieces.size() > max) {
                Piece last = pieces.stream().max(order()).orElseThrow();
                pieces.remove(last);
                finished.add(last.id);
            }
        }

        private static Comparator<Piece> order() {
            return Comparator.comparingInt(Piece::sent)
                    .thenComparing(piece -> -piece.message.length())
                    .thenComparing(piece -> -piece.serial);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void behavesAsTheProtocolReferenceSaysWhateverIsDone(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        BroadcastQueue queue = queue(1 + random.nextInt(3));
        int multiplier = multiplierOf;
        Model model = new Model();
        for (int step = 0; step < 1500; step++) {
            switch (random.nextInt(9)) {
                case 8 -> {
                    Bytes payload = Say.noise(1 + random.nextInt(8), step);
                    int kind = payload.at(0) & 7;
                    Predicate<Bytes> sameKind = older -> (older.at(0) & 7) == kind;
                    String id = "piece " + step;
                    queue.add(payload, sameKind, () -> finished.add(id));
                    model.addPlain(payload, sameKind, encoder.encode(new Message.User(payload)), id);
                }
                case 0, 1, 2, 3 -> {
                    String name = random.nextBoolean() ? null : "n" + random.nextInt(12);
                    Bytes message = Say.noise(1 + random.nextInt(random.nextBoolean() ? 8 : MAX_LENGTH), step);
                    String id = "piece " + step;
                    queue.addEncoded(name, message, () -> finished.add(id));
                    model.add(name, message, id);
                }
                case 4, 5, 6 -> {
                    nodes = random.nextInt(120);
                    int overhead = 2 + random.nextInt(2);
                    int budget = random.nextInt(400);
                    List<Bytes> taken = new ArrayList<>();
                    int left = queue.take(taken, overhead, budget);
                    queue.packetSent();
                    assertThat(taken).isEqualTo(model.take(overhead, budget, RetransmitLimit.of(multiplier, nodes)));
                    assertThat(left)
                            .isEqualTo(budget
                                    - taken.stream()
                                            .mapToInt(piece -> piece.length() + overhead)
                                            .sum());
                }
                default -> {
                    if (random.nextInt(10) == 0) {
                        int max = random.nextInt(30);
                        queue.prune(max);
                        model.prune(max);
                    }
                }
            }
            assertThat(queue.size()).isEqualTo(model.pieces.size());
            assertThat(finished).isEqualTo(model.finished);
        }
        assertThat(finished).doesNotHaveDuplicates();
    }

    @Test
    void whatFitsNoLongerIsDroppedAtOnce() {
        BroadcastQueue queue = queue(2);
        add(queue, "long enough to be dropped");
        addNamed(queue, "b", "b is alive, and has much to say");
        add(queue, "short");
        maxLength = 10; // as when a first key arrives
        assertThat(take(queue, 1000)).containsExactly("short");
        assertThat(finished).containsExactlyInAnyOrder("long enough to be dropped", "b is alive, and has much to say");
        assertThat(queue.addEncoded(null, Say.text("too long for it"), () -> {}))
                .isFalse();
        addNamed(queue, "b", "b is dead");
        assertThat(take(queue, 1000)).containsExactly("b is dead", "short");
        assertThat(queue.size()).isOne();
    }

    @Test
    void aCallbackThatReplacesWhatIsAboutToFinishFinishesNothingTwice() {
        queue.addEncoded("b", Say.text("b is alive"), () -> finished.add("b is alive"));
        queue.addEncoded(null, Say.text("longer, so it is told first"), () -> addNamed(queue, "b", "b is dead"));
        assertThat(take(1000)).hasSize(2);
        assertThat(finished).containsExactly("b is alive");
        assertThat(take(1000)).containsExactly("b is dead");
        assertThat(finished).containsExactly("b is alive", "b is dead");
    }

    private int multiplierOf;
    private int maxLength = MAX_LENGTH;

    private BroadcastQueue queue(int multiplier) {
        multiplierOf = multiplier;
        return new BroadcastQueue(encoder, multiplier, () -> maxLength, () -> nodes, () -> newsCalls++);
    }

    private void add(String message) {
        add(queue, message);
    }

    private void add(BroadcastQueue to, String message) {
        to.addEncoded(null, Say.text(message), () -> finished.add(message));
    }

    private void addNamed(BroadcastQueue to, String name, String message) {
        to.addEncoded(name, Say.text(message), () -> finished.add(message));
    }

    private void addPlain(BroadcastQueue to, String message, Predicate<Bytes> replaces) {
        assertThat(to.add(Say.text(message), replaces, () -> finished.add(message)))
                .isTrue();
    }

    /** What user messages say, without their type. */
    private static List<String> takeUser(BroadcastQueue from) {
        return take(from, 1000).stream().map(message -> message.substring(1)).toList();
    }

    private List<String> take(int budget) {
        return take(queue, budget);
    }

    private static List<String> take(BroadcastQueue from, int budget) {
        List<Bytes> into = new ArrayList<>();
        from.take(into, 2, budget);
        from.packetSent();
        return into.stream().map(Say::text).toList();
    }
}
