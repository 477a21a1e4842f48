package io.gossip.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The way out to user code, in order: first the new state becomes visible, then those who watch it are told, then user code
 * runs that was put in, such as listeners of events, then what was put in after it, such as the completion of futures.
 *
 * <p>What one step of the loop puts in goes out together when the step is over. All methods but {@link #onPublished} belong
 * to the event loop.
 */
public final class Outbox {

    private final EventLoop loop;
    private final Dispatcher dispatcher;
    private final BooleanSupplier publish;
    private final UserCode userCode;
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private final AtomicBoolean watchersWait = new AtomicBoolean();
    private final AtomicBoolean watchersUntold = new AtomicBoolean();
    private List<Consumer<Executor>> waiting = new ArrayList<>();
    private boolean scheduled;

    /**
     * An empty outbox.
     *
     * @param loop the loop whose steps are collected
     * @param dispatcher runs the user code
     * @param publish makes the newest state visible to all threads and says whether there is any; called on the loop
     */
    public Outbox(EventLoop loop, Dispatcher dispatcher, BooleanSupplier publish) {
        this.loop = loop;
        this.dispatcher = dispatcher;
        this.publish = publish;
        this.userCode = new UserCode(loop::nanoTime);
    }

    /**
     * Adds one who is told each time a new state has been published, of several at once if he has not been told of the first
     * yet; may be called from any thread.
     *
     * @param watcher called by the dispatcher; what it throws is logged
     * @return ends the subscription
     */
    public Subscription onPublished(Runnable watcher) {
        // One object for each subscription, so that a watcher subscribed twice can end one of the two.
        Runnable subscribed = () -> watcher.run();
        watchers.add(subscribed);
        return () -> watchers.remove(subscribed);
    }

    /**
     * Runs user code after everything that was put in before.
     *
     * @param task run by the dispatcher; what it throws is logged
     */
    public void run(Runnable task) {
        runOncePublished(way -> way.execute(task));
    }

    /**
     * Like {@link #run}, for who decides only when readers see the new state what is to run: user code that is under way learns of
     * nothing before they do.
     *
     * @param decision called once on the loop, hands what is to run to what it is given, at once; must not throw
     */
    public void runOncePublished(Consumer<Executor> decision) {
        waiting.add(decision);
        changed();
    }

    /** Says that there is a new state to publish, with or without user code to run. */
    public void changed() {
        if (!scheduled) {
            scheduled = true;
            loop.execute(this::flush);
        }
    }

    /** Lets everything out at once instead of at the end of the step. */
    public void flush() {
        scheduled = false;
        // Who is still to be told of the state before will find the newest one.
        if (publish.getAsBoolean() && !watchers.isEmpty()) {
            watchersUntold.set(true);
            if (!watchersWait.getAndSet(true)) {
                dispatcher.dispatch(this::watchersTurn);
            }
        }
        List<Consumer<Executor>> decisions = waiting;
        waiting = new ArrayList<>();
        List<Runnable> tasks = new ArrayList<>(decisions.size());
        decisions.forEach(decision -> decision.accept(tasks::add));
        if (!tasks.isEmpty()) {
            dispatcher.dispatch(() -> tasks.forEach(this::guarded));
        }
    }

    /** Tells those who watch of a new state, if they have not been told yet; to be called by the dispatcher. */
    public void tellWatchers() {
        if (watchersUntold.getAndSet(false)) {
            watchers.forEach(this::guarded);
        }
    }

    /**
     * Who runs the code of the application within what goes out; to be called by the dispatcher.
     *
     * @return the same object each time
     */
    public UserCode userCode() {
        return userCode;
    }

    private void watchersTurn() {
        watchersWait.set(false);
        tellWatchers();
    }

    private void guarded(Runnable task) {
        userCode.run("A listener", task);
    }
}
