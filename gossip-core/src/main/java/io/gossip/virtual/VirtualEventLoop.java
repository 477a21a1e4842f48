package io.gossip.virtual;

import io.gossip.runtime.EventLoop;
import io.gossip.runtime.StallListener;
import io.gossip.runtime.Timer;
import io.gossip.runtime.TimerQueue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One node's event loop in {@link VirtualTime}, with the timers and the pause rule of the real ones.
 *
 * <p>It can stand still as a process does that is stopped or collects garbage ({@link #pause}, {@link #resume}), and
 * die as a process does that is killed ({@link #stop}).
 */
public final class VirtualEventLoop implements EventLoop {

    private final VirtualTime time;
    private final String name;
    private final TimerQueue timers = new TimerQueue(new Driver());
    private final Deque<Runnable> ready = new ArrayDeque<>();
    private boolean paused;
    private boolean stopped;

    VirtualEventLoop(VirtualTime time, String name) {
        this.time = time;
        this.name = name;
    }

    @Override
    public long nanoTime() {
        return time.nanoTime();
    }

    @Override
    public void execute(Runnable task) {
        if (stopped) {
            throw new RejectedExecutionException(name + " has ended");
        }
        enqueue(0, task);
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        return timers.schedule(delayNanos, task);
    }

    @Override
    public boolean inEventLoop() {
        return time.current() == this;
    }

    @Override
    public void onStall(StallListener listener) {
        timers.onStall(listener);
    }

    /**
     * Runs a step of the test on this loop, now; what it throws reaches the test.
     *
     * @param step what to run
     */
    public void run(Runnable step) {
        call(() -> {
            step.run();
            return true;
        });
    }

    /**
     * Asks something on this loop, now; what it throws reaches the test.
     *
     * @param <T> the type of the answer
     * @param question what to ask
     * @return the answer
     */
    public <T extends @Nullable Object> T call(Supplier<T> question) {
        return time.as(this, question);
    }

    /** Stands still: whatever comes waits, and time passes. */
    public void pause() {
        paused = true;
    }

    /** Wakes up again and finds what came meanwhile, packets as well as overdue timers. */
    public void resume() {
        paused = false;
        // One event each, so that what they cause at the same instant takes its turn behind them.
        ready.forEach(task -> time.post(0, () -> runOrKeep(task)));
        ready.clear();
    }

    /** Ends the loop as kill -9 does: nothing runs any more, timers included. */
    public void stop() {
        stopped = true;
        ready.clear();
    }

    /** Something came in from outside, at a later time: packets, bytes of a stream. */
    void deliver(long delayNanos, Runnable task) {
        enqueue(delayNanos, () -> {
            timers.inputHandled();
            task.run();
        });
    }

    VirtualTime.Event enqueue(long delayNanos, Runnable task) {
        return time.post(delayNanos, () -> runOrKeep(task));
    }

    private void runOrKeep(Runnable task) {
        if (stopped) {
            return;
        }
        if (paused) {
            ready.add(task);
        } else {
            time.guarded(this, task);
        }
    }

    @Override
    public String toString() {
        return name;
    }

    private final class Driver implements TimerQueue.Driver {

        @Override
        public long nanoTime() {
            return time.nanoTime();
        }

        @Override
        public boolean inEventLoop() {
            // There is one thread only, so a test may schedule from outside and see the timer's place at once.
            return true;
        }

        @Override
        public void execute(Runnable task) {
            VirtualEventLoop.this.execute(task);
        }

        @Override
        public Timer wakeUp(long delayNanos, Runnable wakeUp) {
            return enqueue(delayNanos, wakeUp)::cancel;
        }

        @Override
        public void afterNextInput(Runnable round) {
            enqueue(0, round);
        }

        @Override
        public void failed(Object task, Throwable cause) {
            time.failed(cause);
        }
    }
}
