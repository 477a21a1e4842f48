package io.gossip.serf;

import io.gossip.memberlist.Environment;
import io.gossip.memberlist.JoinResult;
import io.gossip.memberlist.MemberlistMetrics;
import io.gossip.runtime.Inbox;
import io.gossip.runtime.Outbox;
import io.gossip.runtime.Promises;
import io.gossip.runtime.Subscription;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One node of a cluster, as the application sees it: who is there, what they say about themselves, and how that changes.
 *
 * <p>Every method may be called from any thread. What only reads ({@link #members}, {@link #member}, {@link #self},
 * {@link #state}, {@link #healthScore}, {@link #encrypted}, {@link #rejectedInputs}) takes no lock and never waits. What changes something hands
 * a task to the node's event loop and returns a future at once; such futures are completed, and listeners called, by the
 * {@linkplain Environment#dispatcher() dispatcher}, one after another, and never on the event loop. So a listener must not
 * wait for a future of the same node: it would wait for itself.
 *
 * <p>Rules: serf protocol reference, sections 5 and 6.
 */
public final class Serf implements AutoCloseable {

    private final SerfConfig config;
    private final Members members;
    private final Outbox outbox;
    private final Listeners listeners;
    private final SerfNode node;
    private final Inbox inbox;

    /** To be called on the loop. */
    private Serf(
            SerfConfig config,
            Environment environment,
            MemberlistMetrics metrics,
            List<Consumer<? super SerfEvent>> listeners) {
        this.config = config;
        this.members = new Members(config.memberlist().name());
        this.outbox = new Outbox(environment.loop(), environment.dispatcher(), members::publish);
        int most = config.memberlist().input().handoffQueueDepth();
        this.listeners = new Listeners(environment.loop(), outbox, most, this::eventFolded, listeners);
        this.node = new SerfNode(config, environment, metrics, members, outbox, this.listeners);
        this.inbox = new Inbox(environment.loop(), outbox, node::shutdown);
    }

    /**
     * Starts a node: it announces itself, reports itself to the listeners, and begins to join the
     * {@linkplain io.gossip.memberlist.RejoinConfig#seeds() seeds}, which goes on in the background.
     *
     * @param config the settings
     * @param environment what the node runs in; the node starts its transport and closes it in the end, also if it cannot
     *     start
     * @param metrics told what the membership layer does
     * @param listeners get all events from the first one on, as {@link #subscribe} says
     * @return completes, on the event loop, with the node when it has announced itself; fails with a
     *     {@link io.gossip.runtime.ConfigurationException} if the transport is bound to all interfaces and no address to
     *     announce is set. When it fails, for whatever reason, the transport's address is free again
     */
    public static CompletableFuture<Serf> start(
            SerfConfig config,
            Environment environment,
            MemberlistMetrics metrics,
            List<Consumer<? super SerfEvent>> listeners) {
        return environment.start(
                () -> new Serf(config, environment, metrics, listeners),
                serf -> {
                    serf.node.start();
                    serf.outbox.flush();
                },
                (serf, done) -> serf.node.shutdown(done));
    }

    /**
     * This node.
     *
     * @return its newest state
     */
    public Member self() {
        return members.view().self();
    }

    /**
     * Every member this node knows, itself included, and also those that left or failed until they are forgotten.
     *
     * @return unmodifiable, sorted by name; the same list object until something changes
     */
    public List<Member> members() {
        return members.view().members().all();
    }

    /**
     * One of {@link #members()}.
     *
     * @param name the member's name
     * @return the member, if this node knows it
     */
    public Optional<Member> member(String name) {
        return Optional.ofNullable(members.view().members().find(name));
    }

    /**
     * How far the life of this node has come.
     *
     * @return alive at first
     */
    public SerfState state() {
        return node.state();
    }

    /**
     * How far this node distrusts its own judgement of others, because its own probes go unanswered (Lifeguard).
     *
     * @return 0 is healthy
     */
    public int healthScore() {
        return node.healthScore();
    }

    /**
     * Whether strangers are kept out: there is a key, all that is sent is encrypted, and nothing else is accepted.
     *
     * @return false without a key, and while the cluster is being moved to encryption
     */
    public boolean encrypted() {
        return config.memberlist().framing().isProtected();
    }

    /**
     * How much of what came from the network had to be dropped since this node was made, because it is broken, too large or
     * makes no sense here. Steady growth means that somebody else uses the port, has another key or another version, or means
     * harm; the log names the senders.
     *
     * @return packets, messages and streams, 0 or more
     */
    public long rejectedInputs() {
        return node.rejectedInputs();
    }

    /**
     * Adds a listener. It gets all events that happen from now on, in order; when it gets one, {@link #members()}
     * already shows the change. Only if listeners are so slow that {@link io.gossip.memberlist.InputConfig#handoffQueueDepth}
     * events wait for them, further ones of one member are told as one, as {@link MemberEventSums} says. What it throws is
     * logged and harms nobody.
     *
     * @param listener called by the dispatcher
     * @return ends the subscription
     */
    public Subscription subscribe(Consumer<? super SerfEvent> listener) {
        return listeners.subscribe(listener);
    }

    /**
     * Adds a listener that is told each time after {@link #members()} has become another list. That is so with every event,
     * but also when a member says that it leaves or contradicts that, or when only its incarnation has changed: of these there
     * is no event. Several changes at one moment are told once, and so are those until it is called. It is called before the
     * listeners of events get the events of the same change, and may find a newer list than the one it is told of. What it
     * throws is logged and harms nobody.
     *
     * @param listener called by the dispatcher
     * @return ends the subscription
     */
    public Subscription onMembersChanged(Runnable listener) {
        return outbox.onPublished(listener);
    }

    /**
     * Joins the clusters of the given nodes.
     *
     * @param seeds each {@code host}, {@code host:port} or {@code name/host:port}
     * @return completes with how many of them answered, which may be none; fails with a
     *     {@link io.gossip.runtime.ConfigurationException} if a seed is malformed, and with an {@link IllegalStateException}
     *     if this node leaves, has left or is closed
     */
    public CompletableFuture<JoinResult> join(List<String> seeds) {
        List<String> copy = List.copyOf(seeds);
        return submit(promise -> node.join(copy, promise::complete));
    }

    /**
     * Replaces this node's tags and tells everybody.
     *
     * @param tags all tags, not only the changed ones
     * @return completes when the news has been gossiped, or after {@link SerfConfig#broadcastTimeout()}; fails with a
     *     {@link TagsTooLargeException} if they do not fit into 512 bytes, with a
     *     {@link io.gossip.runtime.ConfigurationException} if they do not fit into packets of
     *     {@link io.gossip.memberlist.GossipConfig#packetSize}, and with an {@link IllegalStateException} if this
     *     node leaves, has left or is closed
     */
    public CompletableFuture<Void> setTags(Map<String, String> tags) {
        Map<String, String> copy = Map.copyOf(tags);
        return submit(promise -> node.setTags(Tags.encode(copy), () -> promise.complete(null)));
    }

    /**
     * Declares that a member is gone for good, so that nobody tries to reach it any longer (section 6.9). A member that is
     * alive contradicts, and stays.
     *
     * @param name the member's name; need not be known to this node
     * @param prune whether everybody shall forget it at once instead of remembering that it left
     * @return completes when the news has been gossiped, or after {@link SerfConfig#broadcastTimeout()}; fails with an
     *     {@link IllegalStateException} if this node leaves, has left or is closed
     */
    public CompletableFuture<Void> forceLeave(String name, boolean prune) {
        return submit(promise -> node.forceLeave(name, prune, () -> promise.complete(null)));
    }

    /**
     * Tells everybody that this node leaves, and waits until they should have heard it (section 6.8). The node still answers
     * until it is shut down, but cannot join again.
     *
     * @return completes when the others should know, also if this node had left before or is leaving already; fails with an
     *     {@link IllegalStateException} if this node is closed, now or before it is done
     */
    public CompletableFuture<Void> leave() {
        return submit(
                EnumSet.of(SerfState.ALIVE, SerfState.LEAVING, SerfState.LEFT),
                promise -> node.leave(() -> promise.complete(null)));
    }

    /**
     * Closes the node and its transport without a word; the others will notice that it fails, unless it has left. Whatever
     * was not finished fails with an {@link IllegalStateException}.
     *
     * @return completes when the address is free again, also if the node was closed before
     */
    public CompletableFuture<Void> shutdown() {
        return inbox.shutdown();
    }

    /**
     * Leaves if it has not left yet, then shuts down; waits for both, also for a leave that is under way, but no longer than
     * the timeouts of {@link SerfConfig} allow. Who does not want to wait for the leave calls {@link #closeNow()}. Harmless
     * when repeated. An interrupt does not end the wait. On the event loop it does not wait.
     */
    @Override
    public void close() {
        Duration leaving = config.broadcastTimeout().multipliedBy(2).plus(config.leavePropagateDelay());
        inbox.closeAndWait(leaving, node::leave);
    }

    /**
     * Like {@link #shutdown()}, but waits until the address is free again, two seconds at most; a leave that is under way is
     * cut short. Unlike the future of {@code shutdown()} a listener may wait for this. Harmless when repeated. An interrupt
     * does not end the wait. On the event loop it does not wait.
     */
    public void closeNow() {
        inbox.shutdownAndWait();
    }

    private void eventFolded() {
        node.eventFolded();
    }

    private <T> CompletableFuture<T> submit(Consumer<Promises.Promise<T>> step) {
        return submit(EnumSet.of(SerfState.ALIVE), step);
    }

    /** Runs a step on the loop, in certain states only. */
    private <T> CompletableFuture<T> submit(Set<SerfState> states, Consumer<Promises.Promise<T>> step) {
        return inbox.submit(promise -> {
            SerfState state = node.state();
            if (states.contains(state)) {
                step.accept(promise);
            } else {
                promise.fail(new IllegalStateException("this node is " + state));
            }
        });
    }
}
