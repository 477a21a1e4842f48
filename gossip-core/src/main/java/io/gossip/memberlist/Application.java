package io.gossip.memberlist;

import io.gossip.memberlist.DelegateCalls.Question;
import io.gossip.memberlist.MemberChange.Kind;
import io.gossip.runtime.EventLoop;
import io.gossip.runtime.Timer;
import io.gossip.wire.Bytes;
import io.gossip.wire.Message.Alive;
import io.gossip.wire.Message.PushPull;
import io.gossip.wire.Message.PushPullNode;
import io.gossip.wire.NodeState;
import io.gossip.wire.WireException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The application as the protocol sees it: what it is told, and what it is asked, whether its delegates run on the event loop
 * or elsewhere. An answer may therefore come later, and what was true when the question was asked must be checked again.
 */
final class Application {

    /** What a node takes in memory beside its name and meta, about. */
    private static final long NODE_BYTES = 256;

    private static final String ALIVE = "The alive delegate";
    private static final String NODE = "The node delegate";
    private static final String PING = "The ping delegate";

    private final CompositeDelegate delegate;
    private final EventDelegate watcher;
    private final DelegateCalls calls;
    private final BadInput badInput;
    private final MemberlistMetrics metrics;
    private final EventLoop loop;
    private final long patienceNanos;
    private final int maxPayloadBytes;
    private Bytes ackPayload = Bytes.EMPTY;
    private boolean askedForPayload;
    private boolean closed;
    private long changes;

    /**
     * The application of one node.
     *
     * @param watcher hears of each change at once, on the event loop, before the application does
     * @param badInput told what the application finds fault with
     */
    Application(
            CompositeDelegate delegate,
            EventDelegate watcher,
            DelegateCalls calls,
            MemberlistConfig config,
            EventLoop loop,
            BadInput badInput,
            MemberlistMetrics metrics) {
        this.delegate = delegate;
        this.watcher = watcher;
        this.calls = calls;
        this.badInput = badInput;
        this.metrics = metrics;
        this.loop = loop;
        this.patienceNanos = config.streams().timeout().toNanos() / 4;
        this.maxPayloadBytes = Math.min(
                config.framing().limits().payloadBytes(), config.gossip().packetSize() / 2);
    }

    Bytes meta() {
        return delegate.node().meta();
    }

    /** How often what is believed of a node has changed. */
    long changes() {
        return changes;
    }

    void joined(Node node) {
        changed(Kind.JOINED, node);
    }

    void updated(Node node) {
        changed(Kind.UPDATED, node);
    }

    void reannounced(Node node) {
        changed(Kind.REANNOUNCED, node);
    }

    void suspected(Node node) {
        changed(Kind.SUSPECTED, node);
    }

    void left(Node node) {
        changed(Kind.LEFT, node);
    }

    private void changed(Kind kind, Node node) {
        changes++;
        MemberChange change = new MemberChange(kind, node);
        change.tell(watcher);
        calls.tell(change, metrics::eventFolded);
    }

    /** How many questions wait for an answer. */
    int unansweredQuestions() {
        return calls.unanswered();
    }

    void conflict(Node existing, Node other) {
        // How many there are is up to the network.
        calls.ask(
                Question.withoutAnswer(
                        "The conflict delegate",
                        bytesOf(existing) + bytesOf(other),
                        () -> delegate.conflict().conflict(existing, other)),
                told -> {});
    }

    /** Whether announcements need the application's consent at all. */
    boolean filtersAlive() {
        return delegate.alive() != null;
    }

    /** Goes on with those of some announcements against which the application has nothing. */
    void admit(List<Alive> announcements, Consumer<List<Alive>> then) {
        AliveDelegate filter = delegate.alive();
        if (filter == null) {
            then.accept(announcements);
            return;
        }
        boolean asked = ask(
                new Question<>(
                        ALIVE,
                        announcements.stream()
                                .mapToLong(message -> bytesOf(message.node(), message.meta()))
                                .sum(),
                        () -> announcements.stream()
                                .filter(message -> calls.askWithin(
                                        new Question<>(ALIVE, () -> filter.admit(node(message)), false)))
                                .toList(),
                        List.of()),
                then);
        if (!asked) {
            badInput.overloaded(announcements.get(0).address().socketAddress(), "questions to the alive delegate");
            then.accept(List.of());
        }
    }

    private static Node node(Alive message) {
        return new Node(
                message.node(),
                message.address(),
                message.meta(),
                message.versions(),
                message.incarnation(),
                NodeState.ALIVE);
    }

    /** Whether the application is to be asked if another cluster may be let in. */
    boolean filtersMerges() {
        return delegate.merge() != null;
    }

    /** Tells whether the application lets another cluster in. */
    void merge(List<PushPullNode> nodes, Consumer<Boolean> then) {
        MergeDelegate filter = delegate.merge();
        if (filter == null) {
            then.accept(true);
            return;
        }
        List<Node> snapshots = nodes.stream()
                .map(node -> new Node(
                        node.name(), node.address(), node.meta(), node.versions(), node.incarnation(), node.state()))
                .toList();
        long bytes = snapshots.stream().mapToLong(Application::bytesOf).sum();
        if (!ask(new Question<>("The merge delegate", bytes, () -> filter.admit(snapshots), false), then)) {
            then.accept(false);
        }
    }

    /** Hands over a user message. */
    void deliver(InetSocketAddress source, Bytes payload) {
        hear(source, "user message", payload, () -> delegate.node().messageReceived(payload));
    }

    /**
     * Asks for what the application adds to a push/pull; nothing if it does not answer properly and in time.
     *
     * @param heldBytes how much of the other side's waits for the answer
     */
    void localState(boolean join, long heldBytes, Consumer<Bytes> then) {
        if (!ask(new Question<>(NODE, heldBytes, () -> delegate.node().localState(join), Bytes.EMPTY), then)) {
            then.accept(Bytes.EMPTY);
        }
    }

    /** Hands over what the other side added to a push/pull. */
    void mergeRemoteState(InetSocketAddress source, Bytes state, boolean join) {
        hear(source, "application state", state, () -> delegate.node().mergeRemoteState(state, join));
    }

    /** What an ack carries: the newest answer there is; a ping never waits. */
    Bytes ackPayload() {
        PingDelegate ping = delegate.ping();
        if (ping != null && !askedForPayload) {
            askedForPayload = true;
            if (!calls.ask(new Question<>(PING, ping::ackPayload, Bytes.EMPTY), this::ackPayload)) {
                askedForPayload = false;
            }
        }
        return ackPayload;
    }

    private void ackPayload(Bytes answer) {
        askedForPayload = false;
        ackPayload = answer.length() <= maxPayloadBytes ? answer : Bytes.EMPTY;
    }

    /** A member answered a probe directly and in time. */
    void pingCompleted(Node node, long roundTripNanos, Bytes payload) {
        PingDelegate ping = delegate.ping();
        if (ping != null) {
            // Of these there is a new one every second.
            calls.ask(
                    Question.withoutAnswer(
                            PING,
                            bytesOf(node) + payload.length(),
                            () -> ping.completed(node, Duration.ofNanos(roundTripNanos), payload)),
                    told -> {});
        }
    }

    /** No question is answered any more: the node is shut down. */
    void close() {
        closed = true;
    }

    /**
     * Asks, but waits for the answer no longer than a quarter of the time a stream has: who wants to join must not be kept
     * waiting by an application that is stuck, not even if both are.
     *
     * @return false if too many questions wait already
     */
    private <T> boolean ask(Question<T> question, Consumer<T> then) {
        FirstAnswer<T> answer = new FirstAnswer<>(then);
        if (!calls.ask(question, answer::give)) {
            return false;
        }
        if (!answer.given) {
            answer.patience = loop.schedule(patienceNanos, () -> answer.give(question.fallback()));
        }
        return true;
    }

    private void hear(InetSocketAddress source, String what, Bytes content, Hearing hearing) {
        boolean asked = calls.ask(
                new Question<Optional<WireException>>(NODE, content.length(), hearing::complaint, Optional.empty()),
                complaint -> complaint.ifPresent(why -> badInput.rejected(source, why)));
        if (!asked) {
            badInput.refused(source, what, "the application is too slow");
        }
    }

    /** What a view of the cluster takes in memory, about. */
    static long bytesOf(PushPull state) {
        return state.userState().length()
                + state.nodes().stream()
                        .mapToLong(node -> bytesOf(node.name(), node.meta()))
                        .sum();
    }

    private static long bytesOf(Node node) {
        return bytesOf(node.name(), node.meta());
    }

    private static long bytesOf(String name, Bytes meta) {
        return NODE_BYTES + name.length() + meta.length();
    }

    /** Takes one answer and no other. */
    private final class FirstAnswer<T> {
        private final Consumer<T> then;
        private boolean given;
        private @Nullable Timer patience;

        FirstAnswer(Consumer<T> then) {
            this.then = then;
        }

        void give(T answer) {
            if (!given) {
                given = true;
                if (patience != null) {
                    patience.cancel();
                }
                if (!closed) {
                    then.accept(answer);
                }
            }
        }
    }

    /** User code that may find fault with what it hears. */
    private interface Hearing {

        void hear() throws WireException;

        default Optional<WireException> complaint() {
            try {
                hear();
                return Optional.empty();
            } catch (WireException e) {
                return Optional.of(e);
            }
        }
    }
}
