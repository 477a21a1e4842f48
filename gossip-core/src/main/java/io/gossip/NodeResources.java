package io.gossip;

import io.gossip.keyring.LocalKeys;
import io.gossip.runtime.OrderedDispatcher;
import io.gossip.wire.Address;
import java.net.InetSocketAddress;

/**
 * What was opened for a node and is closed after it, and what is known about it from then on.
 *
 * @param keys the node's keys
 * @param localAddress where it listens
 * @param advertisedAddress what it announces
 * @param dispatcher runs user code
 * @param loops run the node
 */
record NodeResources(
        LocalKeys keys,
        InetSocketAddress localAddress,
        Address advertisedAddress,
        OrderedDispatcher dispatcher,
        NodeLoops loops) {

    /** To be called when the node is shut down; waits for the threads, a second at most. */
    void release() {
        dispatcher.close();
        loops.close();
    }
}
