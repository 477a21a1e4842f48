package io.gossip.memberlist;

import static io.gossip.memberlist.Say.alive;
import static io.gossip.memberlist.Say.dead;
import static io.gossip.memberlist.Say.known;
import static io.gossip.memberlist.Say.left;
import static io.gossip.memberlist.Say.suspect;
import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.wire.Bytes;
import io.gossip.wire.Message;
import io.gossip.wire.Message.Ack;
import io.gossip.wire.Message.ErrorResponse;
import io.gossip.wire.Message.PushPull;
import io.gossip.wire.Message.PushPullNode;
import io.gossip.wire.NodeState;
import io.gossip.wire.Versions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AntiEntropyTest {

    private Rig rig = new Rig();
    private final List<String> outcomes = new ArrayList<>();

    @ParameterizedTest(name = "{0} nodes: {1} intervals")
    @CsvSource({
        "1, 1",
        "2, 1",
        "32, 1",
        "33, 2",
        "64, 2",
        "65, 3",
        "128, 3",
        "129, 4",
        "256, 4",
        "257, 5",
        "1000, 6",
        "10000, 10"
    })
    void theIntervalGrowsWithTheCluster(int nodes, int multiple) {
        assertThat(rig.antiEntropy.intervalNanos(nodes))
                .isEqualTo(Duration.ofSeconds(30).multipliedBy(multiple).toNanos());
    }

    @Test
    void theIntervalIsTheFormulaOfTheProtocolReference() {
        for (int nodes = 33; nodes < 5_000; nodes++) {
            long multiple = (long) Math.ceil(Math.log(nodes) / Math.log(2) - 5 - 1e-9) + 1;
            assertThat(rig.antiEntropy.intervalNanos(nodes))
                    .as("%d nodes", nodes)
                    .isEqualTo(multiple * 30_000_000_000L);
        }
    }

    @Test
    void tellsEverythingItKnowsTheGoneAndItselfIncluded() {
        rig.membership.alive(alive("b", 2, "web"));
        rig.membership.alive(alive("c", 1));
        rig.membership.suspect(suspect("c", 3, "b"));
        rig.membership.alive(alive("d", 1));
        rig.membership.dead(dead("d", 1, "b"));
        rig.membership.alive(alive("e", 1));
        rig.membership.dead(left("e", 1));
        rig.application.state = Say.text("state");
        List<PushPull> states = new ArrayList<>();
        rig.antiEntropy.localState(true, states::add);
        PushPull state = states.get(0);
        assertThat(state.join()).isTrue();
        assertThat(state.userState()).isEqualTo(Say.text("state"));
        assertThat(state.nodes())
                .containsExactlyInAnyOrder(
                        known("a", 1, NodeState.ALIVE),
                        new PushPullNode("b", Say.addressOf("b"), Say.text("web"), 2, NodeState.ALIVE, Say.VERSIONS),
                        known("c", 3, NodeState.SUSPECT),
                        known("d", 1, NodeState.DEAD),
                        known("e", 1, NodeState.LEFT));
    }

    /** Go would refuse the whole exchange for it. */
    @Test
    void whoLeftAndWouldNotBeUnderstoodIsNotToldOf() {
        rig.membership.alive(alive("b", 1, new Versions(1, 5, 1, 0, 0, 0)));
        rig.membership.alive(alive("c", 1, new Versions(2, 5, 2, 0, 0, 0)));
        rig.membership.alive(alive("d", 1));
        rig.membership.dead(left("d", 1));
        List<PushPull> states = new ArrayList<>();
        rig.antiEntropy.localState(true, states::add);
        rig.membership.dead(left("b", 1));
        rig.antiEntropy.localState(true, states::add);
        assertThat(states.get(0).nodes()).extracting(PushPullNode::name).containsExactlyInAnyOrder("a", "b", "c", "d");
        assertThat(states.get(1).nodes()).extracting(PushPullNode::name).containsExactlyInAnyOrder("a", "c", "d");
    }

    @Test
    void mergesWhatItIsTold() {
        assertThat(merge(view("", known("b", 1, NodeState.ALIVE)), false)).isNull();
        assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
        assertThat(rig.application.remoteStates).isEmpty();
    }

    @Test
    void theApplicationsStateIsMergedAfterTheNodes() {
        merge(view("first", known("b", 1, NodeState.ALIVE)), false);
        merge(view("second"), true);
        assertThat(rig.application.remoteStates).containsExactly("first", "second (join)");
    }

    @Test
    void ifVersionsDoNotFitNothingIsMerged() {
        Versions foreign = new Versions(1, 5, 2, 3, 4, 3);
        String refusal =
                merge(view("state", known("c", 1, NodeState.ALIVE), known("b", 1, NodeState.ALIVE, foreign)), true);
        assertThat(refusal).contains("delegate");
        assertThat(rig.table.get("b")).isNull();
        assertThat(rig.table.get("c")).isNull();
        assertThat(rig.application.remoteStates).isEmpty();
        assertThat(rig.application.takeEvents()).isEmpty();
    }

    @Test
    void norIfTheyDoNotFitAnyMoreWhenTheMergeDelegateHasAnswered() {
        Versions foreign = new Versions(1, 5, 2, 3, 4, 3);
        MergeDelegate slow = nodes -> {
            rig.membership.alive(alive("c", 1, foreign));
            return true;
        };
        Application application = new Application(
                rig.application.delegate().withMerge(slow),
                MemberlistNode.NOBODY,
                new InlineCalls(rig.application.delegate().events()),
                rig.config,
                rig.loop,
                rig.badInput,
                rig.metrics);
        AntiEntropy asking = new AntiEntropy(
                rig.config,
                rig.loop,
                rig.table,
                rig.membership,
                application,
                rig.streamClient,
                rig.metrics,
                rig.random);
        asking.merge(
                Say.addressOf("b").socketAddress(), view("state", known("b", 1, NodeState.ALIVE)), true, outcomes::add);
        assertThat(outcomes).singleElement().asString().contains("delegate protocol");
        assertThat(rig.table.get("b")).isNull();
    }

    @Test
    void exchangesStatesWithoutRepeatingWhatWasJustLearned() {
        Peer b = rig.stranger("b")
                .answersStreams(
                        request -> view("theirs", known("b", 1, NodeState.ALIVE), known("c", 1, NodeState.ALIVE)));
        rig.application.state = Say.text("ours");
        exchange(b, true);
        rig.time.runUntilIdle();
        assertThat(outcomes).containsExactly("done");
        assertThat(b.requests).singleElement().satisfies(request -> {
            PushPull pushed = (PushPull) request;
            assertThat(pushed.join()).isTrue();
            assertThat(pushed.nodes()).containsExactly(known("a", 1, NodeState.ALIVE));
            assertThat(pushed.userState()).isEqualTo(Say.text("ours"));
        });
        assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
        assertThat(rig.state("c")).isEqualTo(NodeState.ALIVE);
        assertThat(rig.application.remoteStates).containsExactly("theirs (join)");
        assertThat(rig.metrics.streamsConnected).isEqualTo(1);
    }

    @Test
    void goesByItsOwnJoinFlag() {
        Peer b = rig.stranger("b").answersStreams(request -> new PushPull(true, List.of(), Say.text("x"), 0));
        exchange(b, false);
        rig.time.runUntilIdle();
        assertThat(rig.application.remoteStates).containsExactly("x");
    }

    @Test
    void tellsWhyAnExchangeFailed() {
        exchange(rig.stranger("b").answersStreams(request -> new ErrorResponse("go away")), true);
        rig.time.runUntilIdle();
        exchange(rig.stranger("c").answersStreams(request -> new Ack(1, Bytes.EMPTY)), true);
        rig.time.runUntilIdle();
        exchange(rig.stranger("d"), true);
        rig.time.runUntilIdle();
        exchange(
                rig.stranger("e")
                        .answersStreams(
                                request -> view("", known("e", 1, NodeState.ALIVE, new Versions(3, 5, 3, 0, 0, 0)))),
                true);
        rig.time.runUntilIdle();
        rig.antiEntropy.exchange(Say.addressOf("f").socketAddress(), true, this::outcome);
        rig.time.runUntilIdle();
        assertThat(outcomes).hasSize(5);
        assertThat(outcomes.get(0)).contains("go away");
        assertThat(outcomes.get(1)).contains("push/pull");
        assertThat(outcomes.get(2)).contains("closed");
        assertThat(outcomes.get(3)).contains("protocol");
        assertThat(outcomes.get(4)).contains("refused");
        assertThat(rig.table.size()).isEqualTo(1);
    }

    @Test
    void reportsHowLongAnExchangeTookWhateverCameOfIt() {
        rig.net.setLatency(Duration.ofMillis(20));
        exchange(rig.stranger("b").answersStreams(request -> view("")), true);
        rig.advanceMillis(1000);
        assertThat(rig.metrics.pushPulls).containsExactly(80_000_000L);
        exchange(rig.stranger("c").hangsOnStreams(), false);
        rig.advanceMillis(20_000);
        assertThat(rig.metrics.pushPulls).containsExactly(80_000_000L, 10_000_000_000L);
    }

    @Test
    void anExchangeHasOneDeadline() {
        Peer b = rig.stranger("b").hangsOnStreams();
        exchange(b, true);
        rig.advanceMillis(9999);
        assertThat(outcomes).isEmpty();
        rig.advanceMillis(1);
        assertThat(outcomes).hasSize(1);
        assertThat(rig.socket.openConnections()).isZero();
    }

    @Test
    void meetsARandomPeerEveryIntervalAfterARandomOffset() {
        Peer b = rig.peer("b");
        List<Long> times = new ArrayList<>();
        long start = rig.time.nanoTime();
        b.answersStreams(request -> {
            times.add((rig.time.nanoTime() - start) / 1_000_000_000L);
            return view("");
        });
        rig.antiEntropy.start(Duration.ofSeconds(7).toNanos());
        rig.time.advance(Duration.ofSeconds(100));
        assertThat(times).containsExactly(37L, 67L, 97L);
        assertThat(((PushPull) b.requests.get(0)).join()).isFalse();
    }

    @Test
    void theIntervalFollowsTheSizeOfTheCluster() {
        Peer b = rig.peer("b").answersStreams(request -> view(""));
        for (int i = 0; i < 31; i++) {
            String name = "n" + i;
            rig.membership.alive(
                    new Message.Alive(1, name, Say.address("10.0.1." + i, 7946), Bytes.EMPTY, Say.VERSIONS));
            rig.membership.dead(left(name, 1));
        }
        rig.antiEntropy.start(0);
        rig.time.advance(Duration.ofSeconds(59));
        assertThat(b.requests).isEmpty();
        rig.time.advance(Duration.ofSeconds(2));
        assertThat(b.requests).hasSize(1);
    }

    @Test
    void meetsOnlyWhoIsAlive() {
        rig = new Rig(settings -> settings.suspicionMultiplier(1000)); // so that who is suspected stays it
        List<Peer> notAlive = rig.peers("c", "d", "e");
        Peer b = rig.peer("b").answersStreams(request -> view(""));
        rig.antiEntropy.start(0);
        rig.membership.dead(dead("c", 1, "b"));
        rig.membership.dead(left("d", 1));
        for (int round = 0; round < 10; round++) {
            rig.membership.alive(alive("e", 1 + round));
            rig.membership.suspect(suspect("e", 1 + round, "b"));
            rig.time.advance(Duration.ofSeconds(30));
        }
        assertThat(b.requests).hasSize(10);
        assertThat(notAlive).allSatisfy(peer -> assertThat(peer.requests).isEmpty());
    }

    @Test
    void meetsEverybodyInTheEnd() {
        List<Peer> peers = rig.peers("b", "c", "d", "e");
        peers.forEach(peer -> peer.answersStreams(request -> view("")));
        rig.antiEntropy.start(0);
        rig.time.advance(Duration.ofMinutes(50));
        assertThat(peers).allSatisfy(peer -> assertThat(peer.requests).hasSizeBetween(10, 45));
        assertThat(peers.stream().mapToInt(peer -> peer.requests.size()).sum()).isEqualTo(100);
    }

    @Test
    void goesOnWhenThereWasNobodyToMeetOrItFailed() {
        rig.antiEntropy.start(0);
        rig.time.advance(Duration.ofSeconds(31));
        Peer b = rig.peer("b");
        rig.time.advance(Duration.ofSeconds(30));
        b.answersStreams(request -> view(""));
        rig.time.advance(Duration.ofSeconds(30));
        b.requests.clear();
        rig.time.advance(Duration.ofSeconds(60));
        assertThat(b.requests).hasSize(2);
    }

    @Test
    void whoHasJoinedMakesOneMoreExchangeSoonAndThenRests() {
        List<Peer> others = strangers("b", "c", "d", "e", "f");
        rig.antiEntropy.start(0);
        exchange(others.get(0), true);
        rig.advanceMillis(299);
        assertThat(requests(others)).isOne();
        rig.advanceMillis(301);
        assertThat(requests(others)).isEqualTo(2);
        rig.time.advance(Duration.ofSeconds(29));
        assertThat(requests(others)).isEqualTo(2);
    }

    @Test
    void whoIsNotEagerWaitsForTheRegularExchange() {
        rig = new Rig(settings -> settings.eagerGossip(false));
        List<Peer> others = strangers("b", "c", "d", "e", "f");
        rig.antiEntropy.start(0);
        exchange(others.get(0), true);
        rig.time.advance(Duration.ofSeconds(29));
        assertThat(requests(others)).isOne();
    }

    @Test
    void whoLearnsOfMoreMakesOneMore() {
        List<Peer> others = strangers("b", "c", "d", "e", "f");
        rig.antiEntropy.start(0);
        exchange(others.get(0), true);
        rig.advanceMillis(600);
        strangers("g").forEach(late -> rig.membership.alive(alive(late.name, 1)));
        int before = rig.metrics.streamsConnected;
        rig.advanceMillis(600);
        assertThat(rig.metrics.streamsConnected).isEqualTo(before + 1);
    }

    @Test
    void fewNewcomersAreNoReasonToHurry() {
        for (char name = 'b'; name <= 'z'; name++) {
            rig.peer(String.valueOf(name)).answersStreams(request -> view(""));
        }
        rig.antiEntropy.start(0);
        strangers("{", "|").forEach(late -> rig.membership.alive(alive(late.name, 1)));
        rig.time.advance(Duration.ofSeconds(20));
        assertThat(rig.metrics.streamsConnected).isZero();
        strangers("}").forEach(late -> rig.membership.alive(alive(late.name, 1)));
        rig.advanceMillis(600);
        assertThat(rig.metrics.streamsConnected).isOne();
    }

    @Test
    void anEarlyExchangeThatFailsIsRepeatedLessAndLessOften() {
        rig.antiEntropy.start(Duration.ofMinutes(10).toNanos());
        Peer silent = rig.peer("b").answersStreams(request -> null);
        rig.time.advance(Duration.ofMinutes(2));
        assertThat(silent.requests).hasSizeBetween(8, 14);
        silent.answersStreams(request -> view(""));
        rig.time.advance(Duration.ofSeconds(30));
        int answered = silent.requests.size();
        rig.time.advance(Duration.ofMinutes(5));
        assertThat(silent.requests).hasSize(answered);
    }

    @Test
    void stops() {
        Peer b = rig.peer("b").answersStreams(request -> view(""));
        rig.antiEntropy.start(0);
        rig.time.advance(Duration.ofSeconds(31));
        rig.antiEntropy.stop();
        rig.time.advance(Duration.ofSeconds(100));
        assertThat(b.requests).hasSize(1);
        assertThat(rig.loop.waitingTimers()).isZero();
    }

    @Test
    void mayBeSwitchedOff() {
        rig = new Rig(settings -> settings.pushPullInterval(Duration.ZERO));
        Peer b = rig.peer("b").answersStreams(request -> view(""));
        rig.antiEntropy.start(0);
        rig.time.advance(Duration.ofSeconds(100));
        assertThat(b.requests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8192})
    void aLargeViewSurvivesBeingCutIntoPieces(int pieces) {
        rig.net.setSegmentSize(pieces);
        List<PushPullNode> many = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            many.add(new PushPullNode(
                    "n" + i, Say.address("10.0.1." + i, 7946), Say.noise(100, i), 1, NodeState.ALIVE, Say.VERSIONS));
        }
        Peer b = rig.stranger("b").answersStreams(request -> new PushPull(true, many, Say.noise(3000, 1), 0));
        exchange(b, true);
        rig.advanceMillis(1000);
        assertThat(outcomes).containsExactly("done");
        assertThat(rig.table.size()).isEqualTo(61);
    }

    /** Nodes this one does not know, but each of them knows all of them. */
    private List<Peer> strangers(String... names) {
        PushPullNode[] all = List.of(names).stream()
                .map(name -> known(name, 1, NodeState.ALIVE))
                .toArray(PushPullNode[]::new);
        return List.of(names).stream()
                .map(name -> rig.stranger(name).answersStreams(request -> view("", all)))
                .toList();
    }

    private static int requests(List<Peer> peers) {
        return peers.stream().mapToInt(peer -> peer.requests.size()).sum();
    }

    private void exchange(Peer with, boolean join) {
        rig.antiEntropy.exchange(with.socketAddress, join, this::outcome);
    }

    private void outcome(@Nullable String failure) {
        outcomes.add(failure == null ? "done" : failure);
    }

    /** What was wrong, or null. */
    private @Nullable String merge(PushPull theirs, boolean join) {
        List<@Nullable String> refusals = new ArrayList<>();
        rig.antiEntropy.merge(Say.addressOf("b").socketAddress(), theirs, join, refusals::add);
        assertThat(refusals).hasSize(1);
        return refusals.get(0);
    }

    private static PushPull view(String userState, PushPullNode... nodes) {
        return new PushPull(false, List.of(nodes), Say.text(userState), 0);
    }
}
