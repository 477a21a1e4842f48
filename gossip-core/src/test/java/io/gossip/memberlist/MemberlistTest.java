package io.gossip.memberlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gossip.runtime.ConfigurationException;
import io.gossip.runtime.Dispatcher;
import io.gossip.testing.RecordedLog;
import io.gossip.virtual.VirtualNetwork;
import io.gossip.virtual.VirtualTime;
import io.gossip.virtual.VirtualTransport;
import io.gossip.wire.Bytes;
import io.gossip.wire.NodeState;
import io.gossip.wire.WireException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The membership layer as an application without serf uses it. */
class MemberlistTest {

    private static final Duration LATENCY = Duration.ofMillis(3);
    private static final Duration LONG = Duration.ofSeconds(10);

    private final VirtualTime time = new VirtualTime();
    private final VirtualNetwork net = new VirtualNetwork(time, new SplittableRandom(1));
    private final List<String> heard = new ArrayList<>();
    private Dispatcher dispatcher = time.dispatcher();
    private UnaryOperator<MemberlistConfigBuilder> settings = UnaryOperator.identity();

    @Test
    void aNodeIsItsOwnFirstMember() {
        Memberlist a = start("a", CompositeDelegate.none().withNode(meta("web")));
        assertThat(a.self().meta()).isEqualTo(Say.text("web"));
        assertThat(a.members()).containsExactly(a.self());
        assertThat(a.member("a")).contains(a.self());
        assertThat(a.member("b")).isEmpty();
        assertThat(a.healthScore()).isZero();
        assertThat(a.rejectedInputs()).isZero();
    }

    @Test
    void aNodeThatCannotStartFreesItsAddress() {
        CompletableFuture<Memberlist> failed =
                begin("a", CompositeDelegate.none().withNode(meta("x".repeat(513))));
        time.advance(LONG);
        assertThat(failed)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(ConfigurationException.class)
                .withMessageContaining("513");
        start("a", CompositeDelegate.none());
    }

    @Test
    void whoHearsOfAChangeAlreadySeesIt() {
        List<Memberlist> self = new ArrayList<>();
        Memberlist a = start("a", CompositeDelegate.none().withEvents(new EventDelegate() {
            @Override
            public void joined(Node node) {
                if (!self.isEmpty()) {
                    heard.add("joined " + node.name() + " "
                            + self.get(0).members().stream().map(Node::name).toList());
                }
            }

            @Override
            public void updated(Node node) {
                heard.add("updated " + node.name() + " "
                        + self.get(0).member("b").orElseThrow().meta().equals(node.meta()));
            }

            @Override
            public void left(Node node) {
                heard.add("left " + node.name() + " " + node.state() + " "
                        + self.get(0).member("b").isPresent());
            }
        }));
        self.add(a);
        Memberlist b = joined("b", a, CompositeDelegate.none());
        b.updateMeta(Say.text("web"), LONG);
        time.advance(LONG);
        b.leave(LONG);
        time.advance(LONG);
        assertThat(heard).containsExactly("joined b [a, b]", "updated b true", "left b LEFT false");
    }

    @Test
    void theListOfMembersIsReplacedOnlyWhenSomethingHasChanged() {
        Memberlist a = start("a", CompositeDelegate.none());
        a.onMembersChanged(() -> heard.add("changed " + a.members().size()));
        Memberlist b = joined("b", a, CompositeDelegate.none());
        List<Node> before = a.members();
        time.advance(LONG);
        assertThat(a.members()).isSameAs(before);
        b.leave(LONG);
        time.advance(LONG);
        assertThat(before).hasSize(2);
        assertThat(heard).containsExactly("changed 2", "changed 1");
    }

    @Test
    void aSuspectIsReportedAndStillAMember() {
        Memberlist a = start("a", CompositeDelegate.none().withEvents(new EventDelegate() {
            @Override
            public void suspected(Node node) {
                heard.add("suspected " + node.name() + " " + node.state());
            }

            @Override
            public void left(Node node) {
                heard.add("left " + node.name() + " " + node.state());
            }
        }));
        joined("b", a, CompositeDelegate.none());
        net.kill(Say.addressOf("b").socketAddress());
        assertThat(time.advanceUntil(() -> !heard.isEmpty(), LONG)).isTrue();
        time.advance(Duration.ofMillis(1));
        assertThat(a.member("b").orElseThrow().state()).isEqualTo(NodeState.SUSPECT);
        time.advance(LONG);
        assertThat(heard).containsExactly("suspected b SUSPECT", "left b DEAD");
        assertThat(a.members()).containsExactly(a.self());
    }

    @Test
    void joiningTellsWhoAnsweredAndWhoDidNot() {
        Memberlist a = start("a", CompositeDelegate.none());
        start("b", CompositeDelegate.none());
        CompletableFuture<JoinResult> joined = a.join(List.of("10.0.0.2", "10.0.0.9"));
        CompletableFuture<JoinResult> malformed = a.join(List.of("10.0.0.2:http"));
        time.advance(LONG);
        assertThat(joined.join().contacted()).isEqualTo(1);
        assertThat(joined.join().failures()).singleElement().asString().contains("10.0.0.9:7946");
        assertThat(malformed)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(ConfigurationException.class);
        assertThat(a.members()).hasSize(2);
    }

    @Test
    void metaThatIsTooLongIsRefusedAndTheOldOneStays() {
        Memberlist a = start("a", CompositeDelegate.none().withNode(meta("web")));
        CompletableFuture<Void> tooLong = a.updateMeta(Say.noise(513, 1), LONG);
        CompletableFuture<Void> fits = a.updateMeta(Say.noise(512, 1), LONG);
        time.advance(LONG);
        assertThat(tooLong)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(ConfigurationException.class);
        assertThat(fits).isCompleted();
        assertThat(a.self().meta()).isEqualTo(Say.noise(512, 1));
        assertThat(a.self().incarnation()).isEqualTo(2);
        CompletableFuture<Void> tooLongAgain = a.updateMeta(Say.noise(513, 1), LONG);
        time.advance(LONG);
        assertThat(tooLongAgain).isCompletedExceptionally();
        assertThat(a.self().meta()).isEqualTo(Say.noise(512, 1));
    }

    @Test
    void aPingMeasuresTheRoundTripAndSuspectsNobody() {
        Memberlist a = start("a", CompositeDelegate.none());
        start("b", CompositeDelegate.none());
        CompletableFuture<Duration> b = a.ping("b", Say.addressOf("b"));
        CompletableFuture<Duration> otherName = a.ping("c", Say.addressOf("b"));
        CompletableFuture<Duration> nobody = a.ping("c", Say.addressOf("c"));
        time.advance(Duration.ofMillis(499));
        assertThat(b).isCompletedWithValue(LATENCY.multipliedBy(2));
        assertThat(otherName).isNotDone();
        time.advance(Duration.ofMillis(2));
        assertThat(List.of(otherName, nobody))
                .allSatisfy(silent -> assertThat(silent)
                        .failsWithin(Duration.ZERO)
                        .withThrowableThat()
                        .withCauseInstanceOf(TimeoutException.class)
                        .withMessageContaining("'c'"));
        time.advance(LONG);
        assertThat(a.healthScore()).isZero();
    }

    @Test
    void messagesReachTheApplicationByPacketAndByStream() {
        Memberlist a = start("a", CompositeDelegate.none());
        start("b", CompositeDelegate.none().withNode(hearing("b")));
        a.sendBestEffort(Say.addressOf("b"), Say.text("one"));
        CompletableFuture<Void> sent = a.sendReliable(Say.addressOf("b"), Say.text("x".repeat(100_000)));
        CompletableFuture<Void> unsent = a.sendReliable(Say.addressOf("c"), Say.text("nobody"));
        CompletableFuture<Void> tooLong = a.sendReliable(Say.addressOf("b"), Bytes.of(new byte[(20 << 20) + 1]));
        time.advance(LONG);
        assertThat(heard).hasSize(2).contains("b: one", "b: " + "x".repeat(100_000));
        assertThat(sent).isCompleted();
        assertThat(tooLong)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(IOException.class)
                .withMessageContaining("20971520");
        assertThat(unsent).failsWithin(Duration.ZERO).withThrowableThat().withCauseInstanceOf(IOException.class);
    }

    @Test
    void aMessageThatFitsIntoNoPacketFailsInPlainWords() {
        Memberlist a = start("a", CompositeDelegate.none());
        CompletableFuture<Void> unsent = a.sendBestEffort(Say.addressOf("b"), Say.noise(2000, 1));
        time.advance(LONG);
        assertThat(unsent)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(IllegalArgumentException.class)
                .withMessageContaining("a message of 2000 bytes, where a packet of 1400 bytes has room for 1399");
    }

    @Test
    void aBroadcastIsGossipedUntilItHasBeenSentOftenEnough() {
        Memberlist a = start("a", CompositeDelegate.none());
        joined("b", a, CompositeDelegate.none().withNode(hearing("b")));
        CompletableFuture<Void> sent = a.broadcast(Broadcast.of(Say.text("hello")));
        time.advance(Duration.ofMillis(50));
        assertThat(heard).containsExactly("b: hello");
        assertThat(sent).isNotDone();
        time.advance(Duration.ofSeconds(1));
        assertThat(sent).isCompleted();
        assertThat(heard).containsOnly("b: hello").hasSize(4);
    }

    @Test
    void aBroadcastReplacesTheOneOnTheSameSubject() {
        Memberlist a = start("a", CompositeDelegate.none());
        joined("b", a, CompositeDelegate.none().withNode(hearing("b")));
        time.advance(LONG);
        CompletableFuture<Void> old = a.broadcast(Broadcast.of(Say.text("1")).about("load"));
        CompletableFuture<Void> other =
                a.broadcast(Broadcast.of(Say.text("other")).about("weather"));
        a.broadcast(Broadcast.of(Say.text("2")).about("load"));
        time.advance(Duration.ofMillis(50));
        assertThat(old).isCompleted();
        assertThat(other).isNotDone();
        assertThat(heard).contains("b: 2", "b: other").doesNotContain("b: 1");
    }

    @Test
    void aBroadcastReplacesThoseThatItsRuleNames() {
        Memberlist a = start("a", CompositeDelegate.none());
        joined("b", a, CompositeDelegate.none().withNode(hearing("b")));
        time.advance(LONG);
        CompletableFuture<Void> old =
                a.broadcast(Broadcast.of(Say.text("load 1")).replacing(waiting -> false));
        CompletableFuture<Void> other =
                a.broadcast(Broadcast.of(Say.text("mood 1")).replacing(waiting -> false));
        CompletableFuture<Void> named =
                a.broadcast(Broadcast.of(Say.text("load 0")).about("load"));
        a.broadcast(Broadcast.of(Say.text("load 2"))
                .replacing(waiting -> Say.text(waiting).startsWith("load")));
        CompletableFuture<Void> failed =
                a.broadcast(Broadcast.of(Say.text("load 3")).replacing(waiting -> {
                    throw new IllegalStateException("thrown on purpose");
                }));
        time.advance(Duration.ofMillis(50));
        assertThat(old).isCompleted();
        assertThat(other).isNotDone();
        assertThat(named).isNotDone();
        assertThat(failed)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(IllegalStateException.class)
                .withMessageContaining("on purpose");
        assertThat(heard).contains("b: load 2", "b: mood 1", "b: load 0").doesNotContain("b: load 1", "b: load 3");
    }

    @Test
    void aBroadcastHasASubjectOrARuleButNotBoth() {
        Broadcast broadcast = Broadcast.of(Say.text("load 1"));
        assertThat(broadcast.replacing(waiting -> true).about("load").replaces())
                .isNull();
        assertThat(broadcast.about("load").replacing(waiting -> true).subject()).isNull();
        assertThatThrownBy(() -> new Broadcast(Say.text("load 1"), "load", waiting -> true, Broadcast.Priority.NORMAL))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsUrgentGoesFirstIfNotEverythingFits() {
        Memberlist a = start("a", CompositeDelegate.none());
        joined("b", a, CompositeDelegate.none().withNode(hearing("b")));
        time.advance(LONG);
        for (Broadcast.Priority priority :
                List.of(Broadcast.Priority.LOW, Broadcast.Priority.NORMAL, Broadcast.Priority.HIGH)) {
            a.broadcast(Broadcast.of(Say.text(priority + "x".repeat(700))).withPriority(priority));
        }
        time.advance(Duration.ofMillis(1900));
        assertThat(heard.stream().map(message -> message.substring(3, 6)).distinct())
                .containsExactly("HIG", "NOR", "LOW");
    }

    @Test
    void aBroadcastThatFitsIntoNoPacketIsRefusedAndStarvesNobody() {
        Memberlist a = start("a", CompositeDelegate.none());
        joined("b", a, CompositeDelegate.none().withNode(hearing("b")));
        CompletableFuture<Void> oversized = a.broadcast(Broadcast.of(Say.noise(1400, 1)));
        a.broadcast(Broadcast.of(Say.text("fits")));
        time.advance(LONG);
        assertThat(oversized)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(IllegalArgumentException.class);
        assertThat(heard).contains("b: fits");
    }

    @Test
    void whatIsNotDoneWhenTheNodeIsClosedFails() {
        Memberlist a = start("a", CompositeDelegate.none());
        joined("b", a, CompositeDelegate.none());
        CompletableFuture<Void> update = a.updateMeta(Say.text("web"), LONG);
        CompletableFuture<Duration> ping = a.ping("c", Say.addressOf("c"));
        CompletableFuture<JoinResult> join = a.join(List.of("10.0.0.9"));
        CompletableFuture<Void> sending = a.sendReliable(Say.addressOf("c"), Say.text("hello"));
        CompletableFuture<Void> closed = a.shutdown();
        time.advance(Duration.ofMillis(1));
        assertThat(closed).isCompleted();
        assertThat(List.of(update, ping, join, sending, a.leave(LONG), a.join(List.of("10.0.0.2"))))
                .allSatisfy(future -> assertThat(future)
                        .failsWithin(Duration.ZERO)
                        .withThrowableThat()
                        .withCauseInstanceOf(IllegalStateException.class)
                        .withMessageContaining("closed"));
        assertThat(a.shutdown()).isNotDone();
        start("a", CompositeDelegate.none());
    }

    @Test
    void whoIsRefusedByTheAliveDelegateIsNoMember() {
        Memberlist a = start("a", CompositeDelegate.none().withAlive(node -> {
            heard.add(node.name() + " " + node.state());
            return !node.name().equals("c");
        }));
        Memberlist b = joined("b", a, CompositeDelegate.none());
        joined("c", b, CompositeDelegate.none());
        time.advance(LONG);
        assertThat(b.members()).hasSize(3);
        assertThat(a.members()).extracting(Node::name).containsExactly("a", "b");
        assertThat(heard).contains("b ALIVE", "c ALIVE").doesNotContain("a ALIVE");
    }

    @Test
    void newsOfAMemberIsPutBeforeTheAliveDelegateToo() {
        Memberlist a = start(
                "a", CompositeDelegate.none().withAlive(node -> !node.meta().equals(Say.text("evil"))));
        Memberlist b = joined("b", a, CompositeDelegate.none());
        b.updateMeta(Say.text("evil"), LONG);
        time.advance(LONG);
        assertThat(a.member("b").orElseThrow().meta()).isEqualTo(Bytes.EMPTY);
        b.updateMeta(Say.text("good"), LONG);
        time.advance(LONG);
        assertThat(a.member("b").orElseThrow().meta()).isEqualTo(Say.text("good"));
    }

    @Test
    void theMergeDelegateKeepsAnotherClusterOutOnEitherSide() {
        Memberlist a = start("a", CompositeDelegate.none().withMerge(nodes -> {
            heard.add("a sees " + nodes.stream().map(Node::name).toList());
            return false;
        }));
        Memberlist b = start("b", CompositeDelegate.none());
        CompletableFuture<JoinResult> joined = a.join(List.of("10.0.0.2"));
        time.advance(Duration.ofMillis(50));
        assertThat(heard).containsExactly("a sees [b]");
        assertThat(joined.join().failures()).singleElement().asString().contains("merge delegate");
        assertThat(a.members()).containsExactly(a.self());
        b.leave(Duration.ZERO);
        Memberlist c = start("c", CompositeDelegate.none());
        c.join(List.of("10.0.0.1"));
        time.advance(Duration.ofMillis(50));
        assertThat(a.members()).as("nor may c join").containsExactly(a.self());
        assertThat(a.rejectedInputs()).isPositive();
    }

    @Test
    void aDelegateThatThrowsRefusesAndHarmsNobody() {
        Memberlist a = start(
                "a",
                CompositeDelegate.none()
                        .withAlive(node -> {
                            throw new IllegalStateException("thrown on purpose");
                        })
                        .withEvents(new EventDelegate() {
                            @Override
                            public void joined(Node node) {
                                throw new IllegalStateException("thrown on purpose");
                            }
                        })
                        .withNode(new NodeDelegate() {
                            @Override
                            public Bytes localState(boolean join) {
                                throw new IllegalStateException("thrown on purpose");
                            }
                        }));
        Memberlist b = joined("b", a, CompositeDelegate.none());
        assertThat(a.members()).containsExactly(a.self());
        assertThat(b.members()).hasSize(2);
    }

    @Test
    void aDelegateThatAlwaysThrowsFillsNoLog() {
        Memberlist a = start("a", CompositeDelegate.none().withNode(new NodeDelegate() {
            @Override
            public void messageReceived(Bytes payload) {
                throw new IllegalStateException("thrown on purpose");
            }
        }));
        Memberlist b = joined("b", a, CompositeDelegate.none());
        try (RecordedLog log = new RecordedLog()) {
            for (int i = 0; i < 50; i++) {
                b.sendBestEffort(Say.addressOf("a"), Say.text("message"));
            }
            time.advance(LONG);
            b.sendBestEffort(Say.addressOf("a"), Say.text("message"));
            time.advance(LATENCY.multipliedBy(2));
            assertThat(log.messagesOf("UserCode"))
                    .containsExactly(
                            "The node delegate failed (0 more like this)",
                            "The node delegate failed (49 more like this)");
        }
    }

    @Test
    void anAliveDelegateThatThrowsRefusesOnlyWhomItThrowsAt() {
        Memberlist b = start("b", CompositeDelegate.none());
        joined("c", b, CompositeDelegate.none());
        Memberlist a = joined("a", b, CompositeDelegate.none().withAlive(node -> {
            if (node.name().equals("c")) {
                throw new StackOverflowError("thrown on purpose");
            }
            return true;
        }));
        assertThat(a.members()).extracting(Node::name).containsExactly("a", "b");
    }

    @Test
    void aDelegateThatBlocksStopsNoProbe() {
        List<Runnable> stuck = new ArrayList<>();
        dispatcher = stuck::add;
        settings = builder -> builder.handoffQueueDepth(10);
        Memberlist a = start(
                "a",
                CompositeDelegate.none()
                        .withEvents(new EventDelegate() {})
                        .withPing(new PingDelegate() {})
                        .withNode(hearing("a")));
        dispatcher = time.dispatcher();
        Memberlist b = joined("b", a, CompositeDelegate.none().withEvents(new EventDelegate() {
            @Override
            public void suspected(Node node) {
                heard.add("suspected " + node.name());
            }
        }));
        assertThat(time.advanceUntil(() -> b.members().size() == 2, LONG))
                .as("joined")
                .isTrue();
        for (int i = 0; i < 20; i++) {
            b.sendBestEffort(Say.addressOf("a"), Say.text("message"));
        }
        time.advance(Duration.ofMinutes(5));
        assertThat(heard).isEmpty();
        assertThat(b.members()).hasSize(2);
        assertThat(a.rejectedInputs()).as("messages that could not wait").isGreaterThanOrEqualTo(10);
        assertThat(stuck).hasSizeLessThan(30);
        for (int i = 0; i < 100; i++) {
            b.updateMeta(Say.text("meta " + i), LONG);
            time.advance(Duration.ofSeconds(2));
        }
        assertThat(a.member("b").orElseThrow().meta()).isEqualTo(Say.text("meta 99"));
        assertThat(stuck).hasSizeLessThan(45);
    }

    @Test
    void aDelegateThatBlocksHoldsNoMoreBytesThanAreAllowed() {
        List<Runnable> stuck = new ArrayList<>();
        boolean[] blocked = new boolean[1];
        dispatcher = task -> {
            if (blocked[0]) {
                stuck.add(task);
            } else {
                time.dispatcher().dispatch(task);
            }
        };
        settings = builder -> builder.handoffQueueBytes(100_000);
        Memberlist a = start("a", CompositeDelegate.none().withNode(hearing("a")));
        dispatcher = time.dispatcher();
        Memberlist b = joined("b", a, CompositeDelegate.none().withNode(state("s".repeat(25_000))));
        blocked[0] = true;
        for (int i = 0; i < 3; i++) {
            b.sendReliable(Say.addressOf("a"), Say.noise(40_000, i));
        }
        time.advance(Duration.ofSeconds(1));
        assertThat(a.rejectedInputs()).as("the third message").isOne();
        b.join(List.of("10.0.0.1"));
        time.advance(LONG);
        assertThat(a.rejectedInputs())
                .as("the state of the other side, which would wait as well")
                .isEqualTo(2);
        blocked[0] = false;
        stuck.forEach(Runnable::run);
        time.advance(Duration.ofSeconds(1));
        b.sendReliable(Say.addressOf("a"), Say.noise(90_000, 4));
        time.advance(Duration.ofSeconds(1));
        assertThat(a.rejectedInputs()).isEqualTo(2);
    }

    @Test
    void aRefutationNeedsNoConsentSoASlowApplicationDeclaresNobodyDead() {
        List<Runnable> stuck = new ArrayList<>();
        boolean[] blocked = new boolean[1];
        dispatcher = task -> {
            if (blocked[0]) {
                stuck.add(task);
            } else {
                time.dispatcher().dispatch(task);
            }
        };
        Memberlist a = start("a", CompositeDelegate.none().withAlive(node -> true));
        dispatcher = time.dispatcher();
        Memberlist b = joined("b", a, CompositeDelegate.none());
        time.advance(LONG);
        blocked[0] = true;
        net.partition(
                Set.of(Say.addressOf("a").socketAddress()),
                Set.of(Say.addressOf("b").socketAddress()));
        time.advance(Duration.ofMillis(3500));
        net.heal();
        time.advance(LONG);
        assertThat(b.self().incarnation())
                .as("it was suspected and has refuted")
                .isGreaterThan(1);
        blocked[0] = false;
        stuck.forEach(Runnable::run);
        time.advance(Duration.ofSeconds(1));
        assertThat(a.members()).extracting(Node::name).containsExactly("a", "b");
        assertThat(a.member("b").orElseThrow().state()).isEqualTo(NodeState.ALIVE);
    }

    @Test
    void aWholeClusterIsOneQuestionToTheAliveDelegate() {
        settings = builder -> builder.handoffQueueDepth(2);
        List<Memberlist> others = new ArrayList<>();
        for (char name = 'b'; name <= 'k'; name++) {
            others.add(start(String.valueOf(name), CompositeDelegate.none()));
        }
        others.forEach(node -> node.join(List.of("10.0.0.2")));
        time.advance(LONG);
        assertThat(others.get(0).members()).hasSize(10);
        Memberlist a = joined("a", others.get(0), CompositeDelegate.none().withAlive(node -> true));
        assertThat(a.members()).hasSize(11);
        assertThat(a.rejectedInputs()).isZero();
    }

    @Test
    void theMembersAreThereWhenTheStateOfTheApplicationComes() {
        List<Memberlist> self = new ArrayList<>();
        Memberlist a =
                start("a", CompositeDelegate.none().withAlive(node -> true).withNode(new NodeDelegate() {
                    @Override
                    public void mergeRemoteState(Bytes state, boolean join) {
                        heard.add("state, and " + self.get(0).members().size() + " members");
                    }
                }));
        self.add(a);
        start("b", CompositeDelegate.none().withNode(state("b")));
        CompletableFuture<JoinResult> joined = a.join(List.of("10.0.0.2"));
        joined.thenRun(() -> heard.add("joined, and " + a.members().size() + " members"));
        time.advance(LONG);
        assertThat(heard).contains("state, and 2 members", "joined, and 2 members");
    }

    @Test
    void twoStuckApplicationsCanJoinEachOther() {
        List<Runnable> stuck = new ArrayList<>();
        dispatcher = stuck::add;
        Memberlist a = start("a", CompositeDelegate.none().withNode(state("a")));
        Memberlist b = start("b", CompositeDelegate.none().withNode(state("b")));
        b.join(List.of("10.0.0.1"));
        time.advance(LONG);
        stuck.forEach(Runnable::run);
        assertThat(a.members()).hasSize(2);
        assertThat(b.members()).hasSize(2);
    }

    @Test
    void conflictsWithoutEndDoNotFillTheMemory() {
        List<Runnable> stuck = new ArrayList<>();
        settings = builder -> builder.handoffQueueDepth(10);
        dispatcher = stuck::add;
        start("a", CompositeDelegate.none());
        dispatcher = time.dispatcher();
        Memberlist impostor =
                begin("a", net.bind("10.0.0.7", 7946), CompositeDelegate.none()).join();
        for (int i = 0; i < 50; i++) {
            impostor.join(List.of("10.0.0.1"));
            time.advance(Duration.ofMillis(100));
        }
        assertThat(stuck).hasSizeLessThan(20);
    }

    @Test
    void aNodeWhoseDelegateHasNoMetaFreesItsAddress() {
        CompletableFuture<Memberlist> failed =
                begin("a", CompositeDelegate.none().withNode(new NodeDelegate() {
                    @Override
                    public Bytes meta() {
                        throw new IllegalStateException("thrown on purpose");
                    }
                }));
        time.advance(LONG);
        assertThat(failed)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(IllegalStateException.class);
        start("a", CompositeDelegate.none());
    }

    @Test
    void aBroadcastToNobodyIsDoneAtOnce() {
        Memberlist a = start("a", CompositeDelegate.none());
        CompletableFuture<Void> sent = a.broadcast(Broadcast.of(Say.text("hello")));
        time.advance(Duration.ofMillis(1));
        assertThat(sent).isCompleted();
    }

    @Test
    void aBroadcastForWhichThereIsNoRoomIsRefusedInsteadOfDroppedUnsent() {
        Memberlist a = start("a", CompositeDelegate.none());
        joined("b", a, CompositeDelegate.none());
        time.advance(LONG);
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        for (int i = 0; i < UserBroadcasts.MAX_WAITING + 20; i++) {
            sent.add(a.broadcast(Broadcast.of(Say.text("message " + i))));
        }
        time.runUntilIdle();
        assertThat(sent).filteredOn(CompletableFuture::isCompletedExceptionally).hasSize(20);
        assertThat(sent.get(UserBroadcasts.MAX_WAITING))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("16384 broadcasts");

        time.advance(Duration.ofSeconds(1));
        assertThat(a.broadcast(Broadcast.of(Say.text("there is room again"))))
                .as("one that had been sent made room")
                .isNotCompletedExceptionally();
    }

    @Test
    void whoeverHasNoEndOfPatienceIsServedToo() {
        Memberlist a = start("a", CompositeDelegate.none());
        joined("b", a, CompositeDelegate.none());
        CompletableFuture<Void> updated = a.updateMeta(Say.text("web"), Duration.ofSeconds(Long.MAX_VALUE));
        time.advance(LONG);
        assertThat(updated).isCompleted();
        assertThat(a.self().meta()).isEqualTo(Say.text("web"));
    }

    @Test
    void theStateOfTheApplicationGoesWithAPushPull() {
        Memberlist a = start("a", CompositeDelegate.none().withNode(state("a")));
        joined("b", a, CompositeDelegate.none().withNode(state("b")));
        assertThat(heard).containsOnlyOnce("a heard from b (join)", "b heard from a (join)");
    }

    @Test
    void acksCarryWhatThePingDelegateAddsAndTellHowLongTheyTook() {
        Memberlist a = start("a", CompositeDelegate.none().withPing(new PingDelegate() {
            @Override
            public void completed(Node node, Duration roundTrip, Bytes payload) {
                heard.add(node.name() + " " + roundTrip + " " + Say.text(payload));
            }
        }));
        int[] asked = new int[1];
        joined("b", a, CompositeDelegate.none().withPing(new PingDelegate() {
            @Override
            public Bytes ackPayload() {
                return asked[0]++ == 3 ? Say.noise(701, 1) : Say.text("payload " + asked[0]);
            }
        }));
        time.advance(Duration.ofMillis(6500));
        assertThat(heard)
                .startsWith("b PT0.006S ", "b PT0.006S payload 1", "b PT0.006S payload 2", "b PT0.006S payload 3")
                .element(4)
                .as("more than half a packet")
                .isEqualTo("b PT0.006S ");
    }

    @Test
    void theConflictDelegateHearsOfTwoNodesWithOneName() {
        Memberlist a = start(
                "a",
                CompositeDelegate.none()
                        .withConflict((existing, other) -> heard.add(existing.address() + " " + other.address())));
        VirtualTransport elsewhere = net.bind("10.0.0.7", 7946);
        Memberlist impostor = begin("a", elsewhere, CompositeDelegate.none()).join();
        impostor.join(List.of("10.0.0.1"));
        time.advance(Duration.ofMillis(100));
        assertThat(heard).contains("10.0.0.1:7946 10.0.0.7:7946");
        assertThat(a.members()).containsExactly(a.self());
    }

    private Memberlist joined(String name, Memberlist other, CompositeDelegate delegate) {
        Memberlist memberlist = start(name, delegate);
        memberlist.join(List.of(other.self().address().toString()));
        time.advance(Duration.ofSeconds(1));
        return memberlist;
    }

    private Memberlist start(String name, CompositeDelegate delegate) {
        CompletableFuture<Memberlist> started = begin(name, delegate);
        assertThat(started).isCompleted();
        return started.join();
    }

    private CompletableFuture<Memberlist> begin(String name, CompositeDelegate delegate) {
        return begin(name, net.bind(hostOf(name), 7946), delegate);
    }

    private CompletableFuture<Memberlist> begin(String name, VirtualTransport transport, CompositeDelegate delegate) {
        net.setLatency(LATENCY);
        Environment environment = new Environment(
                transport.eventLoop(),
                transport,
                net.resolver(),
                new SplittableRandom(name.hashCode()),
                new SplittableRandom(-name.hashCode()),
                dispatcher);
        CompletableFuture<Memberlist> started = Memberlist.start(
                settings.apply(MemberlistConfig.lan(name)).build(), environment, delegate, MemberlistMetrics.NONE);
        time.advance(Duration.ZERO);
        return started;
    }

    private static String hostOf(String name) {
        return Say.addressOf(name).socketAddress().getHostString();
    }

    private static NodeDelegate meta(String meta) {
        return new NodeDelegate() {
            @Override
            public Bytes meta() {
                return Say.text(meta);
            }
        };
    }

    private NodeDelegate hearing(String name) {
        return new NodeDelegate() {
            @Override
            public void messageReceived(Bytes payload) {
                heard.add(name + ": " + Say.text(payload));
            }
        };
    }

    private NodeDelegate state(String name) {
        return new NodeDelegate() {
            @Override
            public Bytes localState(boolean join) {
                return Say.text(name);
            }

            @Override
            public void mergeRemoteState(Bytes state, boolean join) throws WireException {
                heard.add(name + " heard from " + Say.text(state) + (join ? " (join)" : ""));
            }
        };
    }
}
