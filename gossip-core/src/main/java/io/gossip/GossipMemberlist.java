package io.gossip;

import io.gossip.keyring.LocalKeys;
import io.gossip.memberlist.Memberlist;
import io.gossip.wire.Address;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * A running node without serf, with its own sockets; made by {@link GossipBuilder#startMemberlist}. Every method may be
 * called from any thread.
 */
public final class GossipMemberlist implements AutoCloseable {

    private final Memberlist memberlist;
    private final NodeResources resources;
    private volatile boolean closed;

    /** Releases the resources in the end. */
    GossipMemberlist(Memberlist memberlist, NodeResources resources) {
        this.memberlist = memberlist;
        this.resources = resources;
    }

    /**
     * The members of the cluster and what can be said to them.
     *
     * @return always the same object
     */
    public Memberlist memberlist() {
        return memberlist;
    }

    /**
     * The keys of this node, to be changed while it runs.
     *
     * @return always the same object
     */
    public LocalKeys keys() {
        return resources.keys();
    }

    /**
     * Where this node listens.
     *
     * @return the bound address and port; the wildcard address if all interfaces are bound
     */
    public InetSocketAddress localAddress() {
        return resources.localAddress();
    }

    /**
     * Where others reach this node.
     *
     * @return what it announces
     */
    public Address advertisedAddress() {
        return resources.advertisedAddress();
    }

    /**
     * Why this node does not work any more though nobody has closed it; see {@link GossipNode#failure()}.
     *
     * @return the cause; empty as long as all is well, and once it is closed
     */
    public Optional<Throwable> failure() {
        return closed ? Optional.empty() : resources.loops().failure();
    }

    /**
     * Shuts down at once and releases the node's threads; it does not leave, for which there is {@link Memberlist#leave}. When
     * it returns, the address is free again; it waits for that no longer than {@link Memberlist#close()} and a second for the
     * threads. Harmless when repeated.
     */
    @Override
    public void close() {
        closed = true;
        memberlist.close();
        resources.release();
    }
}
