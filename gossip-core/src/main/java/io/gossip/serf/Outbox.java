package io.gossip.serf;

import io.gossip.runtime.Dispatcher;
import io.gossip.runtime.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way out to user code, in order: first the new members become visible, then those who watch them are told, then
 * listeners get the events, then futures complete that were to complete after them.
 *
 * <p>What one step of the loop puts in goes out together when the step is over. All methods but {@link #subscribe} and
 * {@link #onMembersChanged} belong to the event loop.
 */
final class Outbox {

    private static final Logger log = LoggerFactory.getLogger(Outbox.class);

    private final EventLoop loop;
    private final Dispatcher dispatcher;
    private final Members members;
    private final List<Consumer<? super SerfEvent>> listeners;
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private List<Runnable> waiting = new ArrayList<>();
    private boolean scheduled;

    Outbox(EventLoop loop, Dispatcher dispatcher, Members members, List<Consumer<? super SerfEvent>> listeners) {
        this.loop = loop;
        this.dispatcher = dispatcher;
        this.members = members;
        this.listeners = new CopyOnWriteArrayList<>(listeners);
    }

    /** Adds a listener; may be called from any thread. */
    Subscription subscribe(Consumer<? super SerfEvent> listener) {
        // One object for each subscription, so that a listener subscribed twice can end one of the two.
        Consumer<SerfEvent> subscribed = listener::accept;
        listeners.add(subscribed);
        return () -> listeners.remove(subscribed);
    }

    /** Adds one who is told that there are new members to be seen; may be called from any thread. */
    Subscription onMembersChanged(Runnable watcher) {
        // One object for each subscription, as above.
        Runnable subscribed = () -> watcher.run();
        watchers.add(subscribed);
        return () -> watchers.remove(subscribed);
    }

    /** Tells the listeners. */
    void emit(SerfEvent event) {
        run(() -> {
            for (Consumer<? super SerfEvent> listener : listeners) {
                guarded(() -> listener.accept(event));
            }
        });
    }

    /** Runs user code after everything that was put in before. */
    void run(Runnable task) {
        waiting.add(task);
        changed();
    }

    /** Says that there are new members to publish, without an event. */
    void changed() {
        if (!scheduled) {
            scheduled = true;
            loop.execute(this::flush);
        }
    }

    /** Lets everything out at once instead of at the end of the step. */
    void flush() {
        scheduled = false;
        if (members.publish() && !watchers.isEmpty()) {
            dispatcher.dispatch(() -> watchers.forEach(Outbox::guarded));
        }
        if (waiting.isEmpty()) {
            return;
        }
        List<Runnable> tasks = waiting;
        waiting = new ArrayList<>();
        dispatcher.dispatch(() -> tasks.forEach(Outbox::guarded));
    }

    private static void guarded(Runnable userCode) {
        try {
            userCode.run();
        } catch (Throwable e) {
            // Whatever it is: those behind it in the same batch must still run.
            log.error("A listener failed", e);
        }
    }
}
