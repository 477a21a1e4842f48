package io.gossip.serf;

/** A listener's place among the listeners of a {@link Serf}. */
public interface Subscription extends AutoCloseable {

    /** Ends the subscription: no event is handed over after this call has returned, except one already on its way. */
    @Override
    void close();
}
