package io.gossip.runtime;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

    /** The share of it, one in so many, by which a loop that works gives up sooner than the caller, and so can still close. */
    private static final int LOOP_IS_SOONER_BY = 4;

    private final EventLoop loop;
    private final Outbox outbox;
    private final Promises promises;
    private final Consumer<Runnable> shutdown;
    private final Duration shutdownLimit;
    private volatile boolean closed;

    /**
     * An open inbox.
     *
     * @param loop where wishes are carried out
     * @param outbox the way back
     * @param shutdown closes the node, on the loop, and says when that is done; may be called several times
     */
    public Inbox(EventLoop loop, Outbox outbox, Consumer<Runnable> shutdown) {
        this(loop, outbox, shutdown, SHUTDOWN_LIMIT);
    }

    Inbox(EventLoop loop, Outbox outbox, Consumer<Runnable> shutdown, Duration shutdownLimit) {
        this.loop = loop;
        this.outbox = outbox;
        this.promises = new Promises(outbox);
        this.shutdown = shutdown;
        this.shutdownLimit = shutdownLimit;
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
     * Does something, closes the node and waits for both, the limit and two seconds at most, whatever the loop is doing; on the
     * event loop it does not wait. An interrupt does not end the wait. Harmless when repeated.
     *
     * @param limit how long the first may take
     * @param first done on the loop; runs what it is given when it is done
     */
    public void closeAndWait(Duration limit, Consumer<Runnable> first) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Duration whole = limit.plus(shutdownLimit);
        onLoop(
                () -> {
                    long patienceNanos = whole.minus(shutdownLimit.dividedBy(LOOP_IS_SOONER_BY))
                            .toNanos();
                    Timer patience = loop.schedule(patienceNanos, () -> {
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
            await(done, whole);
        }
    }

    /** Not {@code join()}: a loop that user code blocks, or that has died, does not even run its own timers. */
    private void await(CompletableFuture<Void> done, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        while (!done.isDone()) {
            try {
                done.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (TimeoutException e) {
                log.warn("The event loop does not respond: closed without waiting for it any longer");
                closed = true;
                break;
            } catch (ExecutionException e) {
                throw new AssertionError("it is only ever completed", e);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
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
        promises.failAll(closedException()); // before what closing cuts short counts as done
        shutdown.accept(() -> {
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
