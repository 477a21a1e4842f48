package io.gossip;

import io.gossip.runtime.netty.NettyEventLoop;
import io.gossip.runtime.netty.NettyEventLoops;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event loop a node runs on: on a thread of its own, which ends with the node, or one of a group that several nodes
 * share, which is its owner's to close.
 */
final class NodeLoops {

    private static final Logger log = LoggerFactory.getLogger(NodeLoops.class);

    private static final long PATIENCE_MILLIS = 1_000;

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

    /** Like {@link #closeAsync()}, but waits for it, a second at most, unless called on the loop. */
    void close() {
        if (owned) {
            loops.close();
        } else if (!loop.inEventLoop()) {
            try {
                closeAsync().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException e) {
                log.debug("The shared event loop has no time for a node that ends", e);
            }
        }
    }

    /**
     * Gives up the thread, which ends if it is the node's own.
     *
     * @return completes when the operating system has got back what was closed before, which it does when the loop next looks
     *     for input, or ends
     */
    CompletableFuture<Void> closeAsync() {
        if (owned) {
            return loops.closeAsync();
        }
        CompletableFuture<Void> closed = new CompletableFuture<>();
        try {
            // A timer that is due runs after the next look at the sockets, a task before it.
            loop.execute(() -> loop.schedule(0, () -> closed.complete(null)));
        } catch (RejectedExecutionException e) {
            closed.complete(null); // its owner was quicker
        }
        return closed;
    }
}
