package io.gossip;

import io.gossip.runtime.netty.NettyEventLoop;
import io.gossip.runtime.netty.NettyEventLoops;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The event loop a node runs on: on a thread of its own, which ends with the node, or one of a group that several nodes
 * share, which is its owner's to close.
 */
final class NodeLoops {

    private final NettyEventLoops loops;
    private final NettyEventLoop loop;
    private final boolean owned;

    private NodeLoops(NettyEventLoops loops, boolean owned) {
        this.loops = loops;
        this.loop = loops.next();
        this.owned = owned;
    }

    /**
     * One of the given group, or else one on a thread of the node's own.
     *
     * @param shared the group, or null
     * @param name what a thread of the node's own is called
     */
    static NodeLoops of(@Nullable NettyEventLoops shared, String name) {
        return shared == null ? new NodeLoops(new NettyEventLoops(name, 1), true) : new NodeLoops(shared, false);
    }

    NettyEventLoop loop() {
        return loop;
    }

    /** Why the node cannot be relied on; see {@link NettyEventLoop#failure()}. */
    Optional<Throwable> failure() {
        return loop.failure();
    }

    /** Like {@link #closeAsync()}, but waits for it, a second at most, unless called on the loop. */
    void close() {
        if (owned) {
            loops.close();
        }
    }

    /**
     * Gives up the thread, which ends if it is the node's own.
     *
     * @return completes when it has ended; at once if it is shared
     */
    CompletableFuture<Void> closeAsync() {
        return owned ? loops.closeAsync() : CompletableFuture.completedFuture(null);
    }
}
