package io.gossip.memberlist;

import io.gossip.runtime.Inbox;
import io.gossip.runtime.NamedList;
import io.gossip.runtime.Outbox;
import io.gossip.runtime.Subscription;
import io.gossip.wire.Address;
import io.gossip.wire.Bytes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Membership and nothing else, for applications that need no serf: who is in the cluster, and how that changes.
 *
 * <p>Every method may be called from any thread. What only reads takes no lock and never waits. What changes something hands a
 * task to the node's event loop and returns a future at once; such futures are completed, and the parts of the
 * {@link CompositeDelegate} called, by the {@linkplain Environment#dispatcher() dispatcher}, one after another, and never on
 * the event loop. So a delegate may block, and holds up nothing but other delegates; only it must not wait for a future of the
 * same node, which would be completed after it, and while it blocks, no future completes; {@link #close()} does not wait for
 * that. Every future fails with an {@link IllegalStateException} if the node is closed, now or before it completes.
 *
 * <p>Rules: memberlist protocol reference, sections 14 and 16.
 */
public final class Memberlist implements AutoCloseable {

    private final MemberlistConfig config;
    private final Outbox outbox;
    private final Inbox inbox;
    private final MemberlistNode node;
    private final UserBroadcasts broadcasts;
    private final OffLoopMeta meta;
    private long publishedChanges;
    private volatile @Nullable View view;

    /**
     * What readers see.
     *
     * @param members all members
     * @param self this node, which is no member any longer when it has left
     */
    private record View(NamedList<Node> members, Node self) {}

    /** To be called on the loop. */
    private Memberlist(
            MemberlistConfig config,
            Environment environment,
            CompositeDelegate delegate,
            Bytes initialMeta,
            MemberlistMetrics metrics) {
        this.config = config;
        this.outbox = new Outbox(environment.loop(), environment.dispatcher(), this::publish);
        this.meta = new OffLoopMeta(delegate.node(), initialMeta);
        this.node = new MemberlistNode(
                config,
                environment,
                delegate.withNode(meta),
                MemberlistNode.NOBODY,
                new OffLoopCalls(environment.loop(), outbox, delegate.events(), config.input()),
                metrics);
        this.broadcasts = new UserBroadcasts(node);
        this.inbox = new Inbox(environment.loop(), outbox, node::shutdown);
    }

    /**
     * Starts a node: it announces itself, and {@link EventDelegate#joined} hears of it.
     *
     * @param config the settings
     * @param environment what the node runs in; the node starts its transport and closes it in the end, also if it cannot
     *     start
     * @param delegate the application; {@link NodeDelegate#meta} is asked at once, on the calling thread, and never again
     * @param metrics told what the node does
     * @return completes, on the event loop, with the node when it has announced itself; fails with a
     *     {@link io.gossip.runtime.ConfigurationException} if the transport is bound to all interfaces and no address to
     *     announce is set, or if the meta is too long, for {@link GossipConfig#packetSize} as well. When it fails, for
     *     whatever reason, the transport's address is free again
     */
    public static CompletableFuture<Memberlist> start(
            MemberlistConfig config, Environment environment, CompositeDelegate delegate, MemberlistMetrics metrics) {
        return environment.start(
                maker(config, environment, delegate, metrics),
                memberlist -> {
                    memberlist.node.start();
                    memberlist.outbox.flush();
                },
                (memberlist, done) -> memberlist.node.shutdown(done));
    }

    /** Asks for the meta on the calling thread, and makes the node on the loop. */
    private static Callable<Memberlist> maker(
            MemberlistConfig config, Environment environment, CompositeDelegate delegate, MemberlistMetrics metrics) {
        try {
            Bytes meta = delegate.node().meta();
            return () -> new Memberlist(config, environment, delegate, meta, metrics);
        } catch (Throwable e) {
            return () -> {
                if (e instanceof Error error) {
                    throw error;
                }
                throw (Exception) e;
            };
        }
    }

    /**
     * This node.
     *
     * @return its newest state
     */
    public Node self() {
        return view().self();
    }

    /**
     * Who takes part: alive or suspect, this node included.
     *
     * @return unmodifiable, sorted by name; the same list object until something changes
     */
    public List<Node> members() {
        return view().members().all();
    }

    /**
     * One of {@link #members()}.
     *
     * @param name the member's name
     * @return the member, if there is one of this name
     */
    public Optional<Node> member(String name) {
        return Optional.ofNullable(view().members().find(name));
    }

    /**
     * How far this node distrusts its own judgement of others, because its own probes go unanswered (Lifeguard).
     *
     * @return 0 is healthy, one less than {@link ProbeConfig#awarenessMaxMultiplier()} the worst
     */
    public int healthScore() {
        return node.healthScore();
    }

    /**
     * How much of what came from the network had to be dropped since this node was made, because it is broken, too large or
     * makes no sense here.
     *
     * @return packets, messages and streams, 0 or more
     */
    public long rejectedInputs() {
        return node.rejectedInputs();
    }

    /**
     * Adds a listener that is told each time after {@link #members()} has become another list; several changes at one moment
     * are told once.
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
     * @param seeds each {@code host}, {@code host:port} or {@code name/host:port}; all addresses of a host name are tried
     * @return completes when every address has answered or failed, with how many of them answered, which may be none; fails
     *     with a {@link io.gossip.runtime.ConfigurationException} if a seed is malformed
     */
    public CompletableFuture<JoinResult> join(List<String> seeds) {
        List<String> copy = List.copyOf(seeds);
        return inbox.submit(promise -> node.join(copy, promise::complete));
    }

    /**
     * Announces another meta.
     *
     * @param newMeta at most 512 bytes, and no more than {@link GossipConfig#packetSize} leaves room for beside the name
     * @param timeout how long to wait until the others have been told
     * @return completes when the news has been gossiped or the time is over; fails with a
     *     {@link io.gossip.runtime.ConfigurationException} if the meta is too long
     */
    public CompletableFuture<Void> updateMeta(Bytes newMeta, Duration timeout) {
        return inbox.submit(promise -> {
            Bytes before = meta.meta();
            meta.meta(newMeta);
            try {
                node.updateMeta(timeout, () -> promise.complete(null));
            } catch (RuntimeException e) {
                meta.meta(before);
                throw e;
            }
        });
    }

    /**
     * Tells everybody that this node leaves. It goes on to answer until it is closed, but never becomes a member again.
     *
     * @param timeout how long to wait until the others have been told
     * @return completes when the news has been gossiped or the time is over
     */
    public CompletableFuture<Void> leave(Duration timeout) {
        return inbox.submit(promise -> node.leave(timeout, () -> promise.complete(null)));
    }

    /**
     * Pings a node over UDP, to measure how far away it is. It need not be a member. Nobody is suspected if it is silent.
     *
     * @param name the name of the node; another one does not answer
     * @param address where it is
     * @return completes with the time from when the ping was sent to when the ack was read; fails with a
     *     {@link java.util.concurrent.TimeoutException} after {@link ProbeConfig#timeout()}
     */
    public CompletableFuture<Duration> ping(String name, Address address) {
        return inbox.submit(promise -> node.ping(name, address, new RoundTrip.Listener() {
            @Override
            public void answered(Duration roundTrip) {
                promise.complete(roundTrip);
            }

            @Override
            public void failed(Exception why) {
                promise.fail(why);
            }
        }));
    }

    /**
     * Sends a message in one UDP packet, which may get lost; {@link NodeDelegate#messageReceived} gets it.
     *
     * @param to where to send it
     * @param payload the message; must fit into a packet of {@link GossipConfig#packetSize}, its layers included
     * @return completes when it was handed to the transport, which is not to say that it arrived; fails with an
     *     {@link IllegalArgumentException} if the message does not fit, or if {@link AdmissionConfig#requireNodeNames} is set
     *     and no node is known there
     */
    public CompletableFuture<Void> sendBestEffort(Address to, Bytes payload) {
        return inbox.submit(promise -> {
            String refusal = node.sendBestEffort(to, payload);
            if (refusal == null) {
                promise.complete(null);
            } else {
                promise.fail(new IllegalArgumentException(refusal));
            }
        });
    }

    /**
     * Sends a message over a TCP connection of its own; for what must not get lost or fits into no packet.
     *
     * @param to where to send it
     * @param payload the message; with its layers at most {@link io.gossip.wire.WireLimits#streamBytes}, by default 20 MiB
     * @return completes when all of it was sent, which is not to say that it was handled; fails with an {@link IOException}
     *     if it could not be sent
     */
    public CompletableFuture<Void> sendReliable(Address to, Bytes payload) {
        return inbox.submit(promise -> node.sendReliable(to, payload, failure -> {
            if (failure == null) {
                promise.complete(null);
            } else {
                promise.fail(new IOException(failure));
            }
        }));
    }

    /**
     * Spreads a message to all members by gossip; {@link NodeDelegate#messageReceived} gets it there, more than once and in
     * any order. Who receives it must spread it again itself, if it is new. Of each priority 16,384 may wait; to make room for
     * another one, the one sent most often is dropped.
     *
     * @param broadcast the message
     * @return completes when this node has sent it often enough or has nobody to send it to, when a newer one has
     *     replaced it, or it was dropped after it had been sent; fails with an {@link IllegalArgumentException} if it fits into
     *     no packet, with an {@link IllegalStateException} if as many wait as may and none of them has been sent yet, so that
     *     it should be tried again later, and with what its rule throws
     */
    public CompletableFuture<Void> broadcast(Broadcast broadcast) {
        return inbox.submit(promise -> {
            try {
                switch (broadcasts.add(broadcast, () -> promise.complete(null))) {
                    case QUEUED -> {}
                    case TOO_LONG ->
                        promise.fail(new IllegalArgumentException("a broadcast of "
                                + broadcast.payload().length() + " bytes fits into no packet of "
                                + config.gossip().packetSize()));
                    case NO_ROOM ->
                        promise.fail(new IllegalStateException(UserBroadcasts.MAX_WAITING
                                + " broadcasts of this priority wait already, and none of them has been sent yet"));
                }
            } catch (Throwable e) {
                promise.fail(e); // its rule is the application's code, and may throw whatever it likes
            }
        });
    }

    /**
     * Closes the node and its transport without a word; the others will notice that it fails, unless it has left.
     *
     * @return completes when the address is free again, also if the node was closed before
     */
    public CompletableFuture<Void> shutdown() {
        return inbox.shutdown();
    }

    /**
     * Like {@link #shutdown()}, but waits until the address is free again, two seconds at most. It does not leave: who wants
     * that calls {@link #leave} before. Harmless when repeated. On the event loop it does not wait.
     */
    @Override
    public void close() {
        inbox.shutdownAndWait();
    }

    private View view() {
        View current = view;
        if (current == null) {
            throw new IllegalStateException("not announced yet");
        }
        return current;
    }

    /** Makes the newest members visible; a thousand changes in one step of the loop cost one list. */
    private boolean publish() {
        if (node.changes() == publishedChanges) {
            return false;
        }
        publishedChanges = node.changes();
        view = new View(new NamedList<>(node.members(), Node::name), node.localNode());
        return true;
    }
}
