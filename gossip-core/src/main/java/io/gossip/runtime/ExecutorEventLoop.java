package io.gossip.runtime;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An event loop on a single-threaded scheduled executor, for transports that bring their own threads.
 *
 * <p>Such a transport hands over what it receives with {@link #execute}; so what was executed from outside is what a
 * late loop handles before its overdue timers (see {@link TimerQueue}). The executor belongs to the caller, who also
 * shuts it down.
 */
public final class ExecutorEventLoop implements EventLoop {

    private static final Logger log = LoggerFactory.getLogger(ExecutorEventLoop.class);

    private final ScheduledExecutorService executor;
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
            logFailure(task, e);
        } finally {
            running = null;
        }
    }

    private static void logFailure(Object task, Throwable cause) {
        log.error("A task on the event loop failed: {}", task, cause);
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
            logFailure(task, cause);
        }
    }
}
