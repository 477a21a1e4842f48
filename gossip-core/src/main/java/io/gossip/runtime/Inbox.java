package io.gossip.runtime;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way in for callers on any thread: hands their wishes to the event loop and gives them futures that complete in any case,
 * at the latest when the node is closed and user code that runs at the time is done.
 *
 * <p>Futures are completed through the {@link Outbox}, so after the events that went before.
 */
public final class Inbox {

    private static final Logger log = LoggerFactory.getLogger(Inbox.class);

    /** More than closing sockets ever takes. */
    private static final Duration SHUTDOWN_LIMIT = Duration.ofSeconds(2);

    private final EventLoop loop;
    private final Outbox outbox;
    private final Promises promises;
    private final Consumer<Runnable> shutdown;
    private volatile boolean closed;

    /**
     * An open inbox.
     *
     * @param loop where wishes are carried out
     * @param outbox the way back
     * @param shutdown closes the node, on the loop, and says when that is done; may be called several times
     */
    public Inbox(EventLoop loop, Outbox outbox, Consumer<Runnable> shutdown) {
        this.loop = loop;
        this.outbox = outbox;
        this.promises = new Promises(outbox);
        this.shutdown = shutdown;
    }

    /**
     * Carries out a wish on the loop.
     *
     * @param <T> what it results in
     * @param step gets the promise to keep; what it throws fails the future
     * @return fails with an {@link IllegalStateException} if the node is closed, now or before it completes
     */
    public <T> CompletableFuture<T> submit(Consumer<Promises.Promise<T>> step) {
        CompletableFuture<T> future = new CompletableFuture<>();
        if (closed) {
            // The dispatcher may be closed as well.
            future.completeExceptionally(closedException());
            return future;
        }
        onLoop(
                () -> {
                    Promises.Promise<T> promise = promises.take(future);
                    if (closed) {
                        promise.fail(closedException());
                        return;
                    }
                    try {
                        step.accept(promise);
                    } catch (RuntimeException e) {
                        promise.fail(e);
                    }
                },
                () -> future.completeExceptionally(closedException()));
        return future;
    }

    /**
     * Closes the node. Whatever was not finished fails.
     *
     * @return completes when that is done, also if it was done before
     */
    public CompletableFuture<Void> shutdown() {
        CompletableFuture<Void> future = new CompletableFuture<>();
        onLoop(() -> shutdown(() -> outbox.run(() -> future.complete(null))), () -> future.complete(null));
        return future;
    }

    /** Like {@link #shutdown()}, but waits, two seconds at most; on the event loop it does not wait. */
    public void shutdownAndWait() {
        closeAndWait(Duration.ZERO, Runnable::run);
    }

    /**
     * Does something, closes the node and waits for both; on the event loop it does not wait. An interrupt does not end the
     * wait. Harmless when repeated.
     *
     * @param limit how long the first may take
     * @param first done on the loop; runs what it is given when it is done
     */
    public void closeAndWait(Duration limit, Consumer<Runnable> first) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        onLoop(
                () -> {
                    Timer patience = loop.schedule(limit.plus(SHUTDOWN_LIMIT).toNanos(), () -> {
                        log.warn("Could not close in good order");
                        shutdown(() -> {});
                        done.complete(null);
                    });
                    first.accept(() -> shutdown(() -> {
                        patience.cancel();
                        done.complete(null);
                    }));
                },
                () -> done.complete(null));
        if (!loop.inEventLoop()) {
            done.join();
        }
    }

    /**
     * Why wishes fail from now on.
     *
     * @return a new exception
     */
    public static IllegalStateException closedException() {
        return new IllegalStateException("this node is closed");
    }

    private void shutdown(Runnable done) {
        closed = true;
        shutdown.accept(() -> {
            promises.failAll(closedException());
            outbox.flush();
            done.run();
        });
    }

    private void onLoop(Runnable task, Runnable loopEnded) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            loopEnded.run();
        }
    }
}
