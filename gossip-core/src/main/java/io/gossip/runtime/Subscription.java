package io.gossip.runtime;

/** A listener's place among the listeners of a node. */
public interface Subscription extends AutoCloseable {

    /** Ends the subscription: no event is handed over after this call has returned, except one already on its way. */
    @Override
    void close();
}
