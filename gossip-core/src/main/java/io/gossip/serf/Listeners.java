package io.gossip.serf;

import io.gossip.runtime.Outbox;
import io.gossip.runtime.Subscription;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Those who are told of events, each in the order in which events happen; reached through the {@link Outbox}. */
final class Listeners {

    private final Outbox outbox;
    private final List<Consumer<? super SerfEvent>> listeners;

    Listeners(Outbox outbox, List<Consumer<? super SerfEvent>> listeners) {
        this.outbox = outbox;
        this.listeners = new CopyOnWriteArrayList<>(listeners);
    }

    /** Adds a listener; may be called from any thread. */
    Subscription subscribe(Consumer<? super SerfEvent> listener) {
        // One object for each subscription, so that a listener subscribed twice can end one of the two.
        Consumer<SerfEvent> subscribed = listener::accept;
        listeners.add(subscribed);
        return () -> listeners.remove(subscribed);
    }

    /** Tells all; called on the event loop. */
    void emit(SerfEvent event) {
        outbox.run(() -> {
            for (Consumer<? super SerfEvent> listener : listeners) {
                outbox.userCode().run("A listener", () -> listener.accept(event));
            }
        });
    }
}
