package io.gossip.runtime;

import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An event loop on a single-threaded scheduled executor, for transports that bring their own threads.
 *
 * <p>Such a transport hands over what it receives with {@link #execute}; so what was executed from outside is what a
 * late loop handles before its overdue timers (see {@link TimerQueue}). The executor belongs to the caller, who also
 * shuts it down.
 */
public final class ExecutorEventLoop implements EventLoop {

    private final ScheduledExecutorService executor;
    private final LoopFailures failures = new LoopFailures(this);
    private final TimerQueue timers = new TimerQueue(new Driver());
    private volatile @Nullable Thread running;

    /**
     * A loop on a given executor.
     *
     * @param executor runs one task at a time, in order
     */
    public ExecutorEventLoop(ScheduledExecutorService executor) {
        this.executor = executor;
    }

    /**
     * Why a node on this loop cannot be relied on: the executor was shut down, or what runs on it
     * {@linkplain LoopFailures fails}. May be called from any thread.
     *
     * @return the reason; empty as long as all is well
     */
    public Optional<Throwable> failure() {
        if (failures.fatal().isEmpty() && executor.isShutdown()) {
            return Optional.of(new IllegalStateException("the event loop has ended"));
        }
        return failures.fatal();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void execute(Runnable task) {
        if (inEventLoop()) {
            executor.execute(() -> run(task));
        } else {
            executor.execute(() -> {
                timers.inputHandled();
                run(task);
            });
        }
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        return timers.schedule(delayNanos, task);
    }

    @Override
    public boolean inEventLoop() {
        return Thread.currentThread() == running;
    }

    @Override
    public void onStall(StallListener listener) {
        timers.onStall(listener);
    }

    /** An executor would keep what a task throws in a future that nobody looks at. */
    private void run(Runnable task) {
        running = Thread.currentThread();
        try {
            task.run();
        } catch (Throwable e) {
            failures.add(task, e);
        } finally {
            running = null;
        }
    }

    private final class Driver implements TimerQueue.Driver {

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public boolean inEventLoop() {
            return ExecutorEventLoop.this.inEventLoop();
        }

        @Override
        public void execute(Runnable task) {
            executor.execute(() -> run(task));
        }

        @Override
        public Timer wakeUp(long delayNanos, Runnable wakeUp) {
            ScheduledFuture<?> future = executor.schedule(() -> run(wakeUp), delayNanos, TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        }

        @Override
        public void afterNextInput(Runnable round) {
            // Behind everything that was handed over until now.
            executor.execute(() -> run(round));
        }

        @Override
        public void failed(Object task, Throwable cause) {
            failures.add(task, cause);
        }
    }
}
