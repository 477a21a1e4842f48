package io.gossip.benchmarks.peers;

import io.gossip.memberlist.Broadcast;
import io.gossip.memberlist.EventDelegate;
import io.gossip.memberlist.Memberlist;
import io.gossip.memberlist.Node;
import io.gossip.memberlist.NodeDelegate;
import io.gossip.wire.Bytes;
import io.gossip.wire.NodeState;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Reports what a node without serf hears, and passes on messages that are new, as serf does with user events. */
final class GossipDelegate implements NodeDelegate, EventDelegate {

    private final View view;

    /** Known a moment after the node has started, and long before it gets messages. */
    private volatile @Nullable Memberlist memberlist;

    GossipDelegate(View view) {
        this.view = view;
    }

    void started(Memberlist node) {
        memberlist = node;
    }

    /** Queues a message; a node that is being closed loses it. */
    void spread(Bytes message) {
        Memberlist node = memberlist;
        if (node != null) {
            CompletableFuture<Void> unused = node.broadcast(Broadcast.of(message));
        }
    }

    static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Bytes bytes) {
        return new String(bytes.toArray(), StandardCharsets.UTF_8);
    }

    @Override
    public void messageReceived(Bytes payload) {
        if (view.saw(text(payload))) {
            spread(payload);
        }
    }

    @Override
    public void joined(Node node) {
        view.up(node.address().port());
    }

    @Override
    public void updated(Node node) {
        view.saw(text(node.meta()));
    }

    @Override
    public void left(Node node) {
        view.down(node.address().port(), node.state() == NodeState.DEAD);
    }
}
