package io.gossip;

import io.gossip.runtime.netty.NettyEventLoop;
import io.gossip.runtime.netty.NettyEventLoops;
import org.jspecify.annotations.Nullable;

/**
 * The event loops a node runs on: a thread of its own, which ends with the node, or those of a group that several nodes
 * share, which is its owner's to close.
 */
final class NodeLoops {

    private final NettyEventLoops loops;
    private final boolean owned;

    private NodeLoops(NettyEventLoops loops, boolean owned) {
        this.loops = loops;
        this.owned = owned;
    }

    /**
     * The given group, or else a single thread of the node's own.
     *
     * @param shared the group, or null
     * @param name what a thread of the node's own is called
     */
    static NodeLoops of(@Nullable NettyEventLoops shared, String name) {
        return shared == null ? new NodeLoops(new NettyEventLoops(name, 1), true) : new NodeLoops(shared, false);
    }

    NettyEventLoop next() {
        return loops.next();
    }

    /** Ends the thread if it is the node's own. */
    void close() {
        if (owned) {
            loops.close();
        }
    }
}
