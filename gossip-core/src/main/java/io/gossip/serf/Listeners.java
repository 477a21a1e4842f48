package io.gossip.serf;

import io.gossip.runtime.Backlog;
import io.gossip.runtime.EventLoop;
import io.gossip.runtime.Outbox;
import io.gossip.runtime.Subscription;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Those who are told of events, each in the order in which events happen; reached through the {@link Outbox}. If they are too slow, what
 * happens to one member is told as one event.
 */
final class Listeners {

    private final Outbox outbox;
    private final Backlog<MemberEvent, MemberEvent.Type> events;
    private final Runnable folded;
    private final List<Consumer<? super SerfEvent>> listeners;

    /**
     * The first listeners.
     *
     * @param most how many events may wait for themselves
     * @param folded told each time an event is not told for itself
     */
    Listeners(EventLoop loop, Outbox outbox, int most, Runnable folded, List<Consumer<? super SerfEvent>> listeners) {
        this.outbox = outbox;
        this.events = new Backlog<>(loop::nanoTime, most, new MemberEventSums(), this::tell);
        this.folded = folded;
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
    void emit(MemberEvent event) {
        outbox.runOncePublished(way -> {
            if (!events.add(event, way)) {
                folded.run();
            }
        });
    }

    private void tell(MemberEvent event) {
        outbox.tellWatchers(); // their task may stand behind this one
        for (Consumer<? super SerfEvent> listener : listeners) {
            outbox.userCode().run("A listener", () -> listener.accept(event));
        }
    }
}
