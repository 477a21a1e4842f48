package io.gossip.memberlist;

import io.gossip.runtime.EventLoop;
import io.gossip.runtime.Timer;
import io.gossip.wire.Message;
import io.gossip.wire.Message.PushPull;
import io.gossip.wire.Message.PushPullNode;
import io.gossip.wire.NodeState;
import io.gossip.wire.WireException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exchanges the whole view with another node, to join and from time to time to mend what gossip has missed (protocol
 * reference, sections 6.4 and 10.3).
 */
final class AntiEntropy {

    private static final Logger log = LoggerFactory.getLogger(AntiEntropy.class);

    /** Above this size the interval grows, so that the load of a node stays about the same. */
    private static final int SCALE_FROM = 32;

    private final MemberlistConfig config;
    private final EventLoop loop;
    private final MemberTable table;
    private final Membership membership;
    private final NodeDelegate application;
    private final StreamClient streams;
    private final BadInput badInput;
    private final MemberlistMetrics metrics;
    private @Nullable Timer next;

    AntiEntropy(
            MemberlistConfig config,
            EventLoop loop,
            MemberTable table,
            Membership membership,
            NodeDelegate application,
            StreamClient streams,
            BadInput badInput,
            MemberlistMetrics metrics) {
        this.config = config;
        this.loop = loop;
        this.table = table;
        this.membership = membership;
        this.application = application;
        this.streams = streams;
        this.badInput = badInput;
        this.metrics = metrics;
    }

    /**
     * Starts the periodic exchange.
     *
     * @param offsetNanos random time before the first interval begins
     */
    void start(long offsetNanos) {
        if (!config.streams().pushPullInterval().isZero()) {
            next = loop.schedule(offsetNanos + intervalNanos(table.size()), this::exchangeWithSomebody);
        }
    }

    void stop() {
        if (next != null) {
            next.cancel();
        }
    }

    /** The time between two exchanges in a cluster of {@code nodes}: doubled above 32, tripled above 64, and so on. */
    long intervalNanos(int nodes) {
        long interval = config.streams().pushPullInterval().toNanos();
        if (nodes <= SCALE_FROM) {
            return interval;
        }
        int doublings = Integer.SIZE - Integer.numberOfLeadingZeros((nodes - 1) / SCALE_FROM);
        return interval * (doublings + 1);
    }

    /** Everything this node believes, itself and the gone included. */
    PushPull localState(boolean join) {
        List<PushPullNode> nodes = new ArrayList<>(table.size());
        for (MemberEntry entry : table.entries()) {
            nodes.add(new PushPullNode(
                    entry.name, entry.address, entry.meta, entry.incarnation, entry.state(), entry.versions));
        }
        return new PushPull(join, nodes, application.localState(join), 0);
    }

    /**
     * Takes over what another node believes.
     *
     * @return null, or why nothing was taken over
     * @throws WireException if what the application added is not what it should be; the members are taken over all the same
     */
    @Nullable
    String merge(PushPull theirs, boolean join) throws WireException {
        String incompatibility = VersionCheck.incompatibility(theirs.nodes(), table.entries());
        if (incompatibility != null) {
            return incompatibility;
        }
        membership.merge(theirs.nodes());
        if (!theirs.userState().isEmpty()) {
            application.mergeRemoteState(theirs.userState(), join);
        }
        return null;
    }

    /**
     * Exchanges states with the node at an address.
     *
     * @param done receives null, or what went wrong
     */
    void exchange(InetSocketAddress with, boolean join, Consumer<@Nullable String> done) {
        metrics.streamConnected();
        long timeout = config.streams().timeout().toNanos();
        streams.exchange(with, () -> localState(join), timeout, new StreamClient.Listener() {
            @Override
            public void responded(Message response) {
                done.accept(
                        response instanceof PushPull theirs
                                ? mergeAnswer(with, theirs, join)
                                : "the answer is not a push/pull");
            }

            @Override
            public void failed(String why) {
                done.accept(why);
            }
        });
    }

    private @Nullable String mergeAnswer(InetSocketAddress from, PushPull theirs, boolean join) {
        try {
            return merge(theirs, join);
        } catch (WireException e) {
            badInput.rejected(from, e);
            return null;
        }
    }

    private void exchangeWithSomebody() {
        next = loop.schedule(intervalNanos(table.size()), this::exchangeWithSomebody);
        MemberEntry self = membership.self();
        for (MemberEntry peer : table.select(1, entry -> entry != self && entry.state() == NodeState.ALIVE)) {
            exchange(peer.address.socketAddress(), false, failure -> {
                if (failure != null) {
                    log.warn("Push/pull with '{}' at {} failed: {}", peer.name, peer.address, failure);
                }
            });
        }
    }
}
