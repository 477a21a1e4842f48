package io.gossip.memberlist;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.wire.Bytes;
import io.gossip.wire.NodeState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemberTableTest {

    private static final long START = 5_000_000_000L;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final RecordedMetrics metrics = new RecordedMetrics();
    private final MemberTable table = new MemberTable(new SplittableRandom(1), metrics);
    private final MemberEntry self = new MemberEntry("a", Say.addressOf("a"), Bytes.EMPTY, Say.VERSIONS, START);

    @Test
    void findsNodesByName() {
        MemberEntry b = add("b", NodeState.ALIVE);
        assertThat(table.get("b")).isSameAs(b);
        assertThat(table.get("c")).isNull();
    }

    @Test
    void countsNodesByState() {
        add("a", NodeState.ALIVE);
        add("b", NodeState.ALIVE);
        add("c", NodeState.SUSPECT);
        add("d", NodeState.DEAD);
        add("e", NodeState.LEFT);
        assertThat(table.size()).isEqualTo(5);
        assertThat(table.count(NodeState.ALIVE)).isEqualTo(2);
        assertThat(table.memberCount()).isEqualTo(3);
        table.changeState(entry("b"), NodeState.DEAD, START);
        assertThat(table.count(NodeState.ALIVE)).isEqualTo(1);
        assertThat(table.count(NodeState.DEAD)).isEqualTo(2);
        assertThat(table.memberCount()).isEqualTo(2);
    }

    @Test
    void reportsTheCountsWhenTheyChange() {
        add("b", NodeState.ALIVE);
        add("c", NodeState.ALIVE);
        assertThat(metrics.nodes).isEqualTo(Map.of(NodeState.ALIVE, 2, NodeState.DEAD, 0));
        table.changeState(entry("b"), NodeState.LEFT, START);
        table.changeState(entry("c"), NodeState.SUSPECT, START);
        assertThat(metrics.nodes)
                .isEqualTo(Map.of(NodeState.ALIVE, 0, NodeState.SUSPECT, 1, NodeState.DEAD, 0, NodeState.LEFT, 1));
        table.reapAndShuffle(self, SECOND, SECOND, START + 2 * SECOND);
        assertThat(metrics.nodes).containsEntry(NodeState.LEFT, 0);
    }

    @Test
    void aNodeThatWasJustHeardOfCountsAsDead() {
        MemberEntry entry = new MemberEntry("b", Say.addressOf("b"), Bytes.EMPTY, Say.VERSIONS, START);
        table.add(entry);
        assertThat(table.count(NodeState.DEAD)).isEqualTo(1);
        assertThat(entry.isGone()).isTrue();
    }

    @Test
    void knowsSinceWhenANodeIsInItsState() {
        MemberEntry entry = add("b", NodeState.ALIVE);
        table.changeState(entry, NodeState.SUSPECT, START + SECOND);
        assertThat(entry.nanosInState(START + 3 * SECOND)).isEqualTo(2 * SECOND);
    }

    @Test
    void insertsAtARandomPlace() {
        Integer[] places = Collections.nCopies(10, 0).toArray(Integer[]::new);
        for (int seed = 0; seed < 5000; seed++) {
            MemberTable table = new MemberTable(new SplittableRandom(seed), metrics);
            for (int i = 0; i < 10; i++) {
                table.add(new MemberEntry("n" + i, Say.addressOf("b"), Bytes.EMPTY, Say.VERSIONS, START));
            }
            for (int place = 0; place < 10; place++) {
                if (table.entries().get(place).name.equals("n9")) {
                    places[place]++;
                }
            }
        }
        assertThat(places).as("each about 500 times").allMatch(count -> count > 400 && count < 600);
    }

    @Test
    void insertingLosesNobody() {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            names.add(add("n" + i, NodeState.ALIVE).name);
        }
        assertThat(table.entries()).extracting(entry -> entry.name).containsExactlyInAnyOrderElementsOf(names);
    }

    @ParameterizedTest
    @EnumSource(
            value = NodeState.class,
            names = {"DEAD", "LEFT"})
    void forgetsWhoHasBeenGoneForLongerThanAsked(NodeState gone) {
        add("b", gone);
        table.reapAndShuffle(self, 30 * SECOND, 30 * SECOND, START + 30 * SECOND);
        assertThat(table.get("b")).as("not yet longer").isNotNull();
        table.reapAndShuffle(self, 30 * SECOND, 30 * SECOND, START + 30 * SECOND + 1);
        assertThat(table.get("b")).isNull();
        assertThat(table.size()).isZero();
        assertThat(table.count(gone)).isZero();
    }

    @Test
    void mayRememberThoseWhoLeftForLonger() {
        add("b", NodeState.DEAD);
        add("c", NodeState.LEFT);
        table.reapAndShuffle(self, SECOND, 2 * SECOND, START + 2 * SECOND);
        assertThat(table.entries()).extracting(entry -> entry.name).containsExactly("c");
        table.reapAndShuffle(self, SECOND, 2 * SECOND, START + 2 * SECOND + 1);
        assertThat(table.entries()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = NodeState.class,
            names = {"ALIVE", "SUSPECT"})
    void neverForgetsAMember(NodeState state) {
        add("b", state);
        table.reapAndShuffle(self, 0, 0, START + 1_000_000 * SECOND);
        assertThat(table.get("b")).isNotNull();
        assertThat(table.count(state)).isEqualTo(1);
    }

    @Test
    void neverForgetsItself() {
        table.add(self);
        table.changeState(self, NodeState.LEFT, START);
        table.reapAndShuffle(self, 0, 0, START + 1_000_000 * SECOND);
        assertThat(table.get("a")).isSameAs(self);
    }

    @Test
    void drawsANewOrderAfterEachPass() {
        for (int i = 0; i < 50; i++) {
            add("n" + i, NodeState.ALIVE);
        }
        List<MemberEntry> before = List.copyOf(table.entries());
        table.reapAndShuffle(self, SECOND, SECOND, START);
        assertThat(table.entries()).containsExactlyInAnyOrderElementsOf(before);
        assertThat(table.entries()).isNotEqualTo(before);
    }

    @Test
    void shufflesFairly() {
        Integer[] firsts = Collections.nCopies(4, 0).toArray(Integer[]::new);
        for (int i = 0; i < 4; i++) {
            add("" + i, NodeState.ALIVE);
        }
        for (int round = 0; round < 4000; round++) {
            table.reapAndShuffle(self, SECOND, SECOND, START);
            firsts[Integer.parseInt(table.entries().get(0).name)]++;
        }
        assertThat(firsts).as("each about 1000 times").allMatch(count -> count > 850 && count < 1150);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 9, 10, 30, 200})
    void selectsEveryEligibleNodeIfThereAreFew(int nodes) {
        for (int i = 0; i < nodes; i++) {
            add("n" + i, i < 3 ? NodeState.ALIVE : NodeState.DEAD);
        }
        for (int round = 0; round < 200; round++) {
            List<MemberEntry> selected = table.select(3, entry -> !entry.isGone());
            assertThat(selected)
                    .hasSize(Math.min(3, nodes))
                    .doesNotHaveDuplicates()
                    .noneMatch(MemberEntry::isGone);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 9, 30, 200})
    void selectsAtMostAsManyAsAsked(int nodes) {
        for (int i = 0; i < nodes; i++) {
            add("n" + i, NodeState.ALIVE);
        }
        for (int round = 0; round < 200; round++) {
            assertThat(table.select(3, entry -> true)).hasSize(3).doesNotHaveDuplicates();
        }
        assertThat(table.select(0, entry -> true)).isEmpty();
        assertThat(table.select(3, entry -> false)).isEmpty();
    }

    @Test
    void selectsNobodyFromAnEmptyTable() {
        assertThat(table.select(3, entry -> true)).isEmpty();
        assertThat(table.select(0, entry -> true)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6, 40})
    void selectsFairly(int nodes) {
        List<MemberEntry> eligible = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            MemberEntry entry = add("n" + i, NodeState.ALIVE);
            if (i % 2 == 0) {
                eligible.add(entry);
            }
        }
        int rounds = 1000 * eligible.size() / 2;
        Integer[] chosen = Collections.nCopies(eligible.size(), 0).toArray(Integer[]::new);
        for (int round = 0; round < rounds; round++) {
            for (MemberEntry entry : table.select(2, eligible::contains)) {
                chosen[eligible.indexOf(entry)]++;
            }
        }
        assertThat(chosen).as("each about 1000 times").allMatch(count -> count > 850 && count < 1150);
    }

    private MemberEntry entry(String name) {
        MemberEntry entry = table.get(name);
        if (entry == null) {
            throw new AssertionError(name);
        }
        return entry;
    }

    private MemberEntry add(String name, NodeState state) {
        MemberEntry entry = new MemberEntry(name, Say.addressOf("b"), Bytes.EMPTY, Say.VERSIONS, START);
        table.add(entry);
        table.changeState(entry, state, START);
        return entry;
    }
}
