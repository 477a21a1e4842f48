package io.gossip;

import io.gossip.discovery.ServiceCatalog;
import io.gossip.keyring.LocalKeys;
import io.gossip.serf.Serf;
import io.gossip.serf.SerfState;
import io.gossip.wire.Address;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A running node with its own sockets; made by {@link GossipBuilder#start}. Every method may be called from any thread.
 */
public final class GossipNode implements AutoCloseable {

    private final Serf serf;
    private final ServiceCatalog catalog;
    private final NodeResources resources;

    /** Releases the resources in the end. */
    GossipNode(Serf serf, NodeResources resources) {
        this.serf = serf;
        this.catalog = new ServiceCatalog(serf::members);
        this.resources = resources;
    }

    /**
     * The members of the cluster and what can be said to them.
     *
     * @return always the same object
     */
    public Serf serf() {
        return serf;
    }

    /**
     * The services that the members offer.
     *
     * @return always the same object
     */
    public ServiceCatalog catalog() {
        return catalog;
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
     * Why this node does not work any more though nobody has closed it: its event loop has ended, an {@link Error} such as a
     * {@link NoClassDefFoundError} was thrown there, or exceptions are thrown all the time
     * ({@link io.gossip.runtime.LoopFailures}). The log has it with its stack trace. Such a node still shows the members it
     * knew last; it does not recover, and has to be closed and started anew.
     *
     * @return the cause; empty as long as all is well, and once it is closed
     */
    public Optional<Throwable> failure() {
        return serf.state() == SerfState.SHUTDOWN
                ? Optional.empty()
                : resources.loops().failure();
    }

    /**
     * Tells everybody that this node leaves; see {@link Serf#leave()}. The node still has to be closed.
     *
     * @return completes when the others should know
     */
    public CompletableFuture<Void> leave() {
        return serf.leave();
    }

    /**
     * Leaves if it has not left yet, shuts down and releases the node's threads; waits for that, but no longer than
     * {@link Serf#close()} and a second for the threads. It also waits for a leave that is under way; who has done that
     * already, in vain, calls {@link #shutdown()}. Harmless when repeated.
     */
    @Override
    public void close() {
        serf.close();
        resources.release();
    }

    /**
     * Shuts down at once and releases the node's threads. It does not leave, and does not wait for a leave that is under way,
     * whose future fails. When it returns, the address is free again; that takes milliseconds, and it waits for it no longer
     * than {@link Serf#closeNow()} and a second for the threads. Harmless when repeated, and after {@link #close()}.
     */
    public void shutdown() {
        serf.closeNow();
        resources.release();
    }

    /** Runs user code after what was handed over before. */
    void dispatch(Runnable task) {
        resources.dispatcher().dispatch(task);
    }
}
