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
 * <p>It can stand still as a process does that is stopped or collects garbage ({@link #pause}, {@link #resume}), be slow
 * ({@link #inputCost}), have a clock that is off ({@link #clockDrift}), and die as a process does that is killed ({@link #stop}).
 */
public final class VirtualEventLoop implements EventLoop {

    private final VirtualTime time;
    private final String name;
    private final TimerQueue timers = new TimerQueue(new Driver());
    private final Deque<Runnable> ready = new ArrayDeque<>();
    private long clockSetAtNanos;
    private long clockThenNanos;
    private int clockDriftPpm;
    private long inputCostNanos;
    private long freeAtNanos;
    private long lateSinceNanos;
    private long lateNanos;
    private boolean pumping;
    private int pauses;
    private boolean stopped;

    VirtualEventLoop(VirtualTime time, String name) {
        this.time = time;
        this.name = name;
        this.clockSetAtNanos = time.nanoTime();
        this.clockThenNanos = clockSetAtNanos;
        this.freeAtNanos = clockSetAtNanos;
    }

    @Override
    public long nanoTime() {
        long passed = time.nanoTime() - clockSetAtNanos;
        return clockThenNanos + (clockDriftPpm == 0 ? passed : (long) (passed * clockRate()));
    }

    @Override
    public void execute(Runnable task) {
        if (stopped) {
            throw new RejectedExecutionException(name + " has ended");
        }
        later(0, task);
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

    /** Stands still: whatever comes waits, and time passes. Several pauses may overlap. */
    public void pause() {
        pauses++;
    }

    /**
     * Ends one pause. After the last one the loop wakes up again and finds what came meanwhile, packets as well as overdue timers, in
     * its order.
     */
    public void resume() {
        pauses = Math.max(0, pauses - 1);
        pump(0);
    }

    /**
     * Makes each packet and each piece of a stream cost time, in which nothing else happens here.
     *
     * @param nanos nanoseconds for each, zero or more; zero at first
     */
    public void inputCost(long nanos) {
        inputCostNanos = nanos;
    }

    /**
     * What each packet and each piece of a stream costs.
     *
     * @return nanoseconds, zero or more
     */
    public long inputCost() {
        return inputCostNanos;
    }

    /**
     * Lets this loop's clock run fast or slow from now on; what it shows now stays.
     *
     * @param partsPerMillion positive if it is fast, above -1,000,000
     */
    public void clockDrift(int partsPerMillion) {
        clockThenNanos = nanoTime();
        clockSetAtNanos = time.nanoTime();
        clockDriftPpm = partsPerMillion;
    }

    /**
     * How much too fast this loop's clock runs.
     *
     * @return parts per million, negative if it is slow
     */
    public int clockDrift() {
        return clockDriftPpm;
    }

    /**
     * For how long something has waited here to be run, because the loop stood still, was busy, or had others to run before. In all other
     * time timers are exact.
     *
     * @return nanoseconds since the loop was made, until now
     */
    public long lateNanos() {
        return ready.isEmpty() ? lateNanos : lateNanos + time.nanoTime() - lateSinceNanos;
    }

    /**
     * How many timers are set.
     *
     * @return zero or more; of a loop that has ended, those it had at its end
     */
    public int waitingTimers() {
        return timers.size();
    }

    private double clockRate() {
        return 1 + clockDriftPpm / 1e6;
    }

    /** Ends the loop as kill -9 does: nothing runs any more, timers included. */
    public void stop() {
        stopped = true;
        ready.clear();
    }

    /** Something comes in from outside, now: a packet, bytes of a stream. */
    void input(Runnable task) {
        arrived(() -> {
            timers.inputHandled();
            freeAtNanos = time.nanoTime() + inputCostNanos;
            task.run();
        });
    }

    /** Runs a task later, even if this node is then cut off from the network. */
    Timer later(long delayNanos, Runnable task) {
        return time.post(delayNanos, this, task);
    }

    /** The time of a task has come; it waits if this loop stands still, is busy, or has others to run before. */
    void arrived(Runnable task) {
        if (stopped) {
            return;
        }
        if (pauses > 0 || !ready.isEmpty() || isBusy()) {
            if (ready.isEmpty()) {
                lateSinceNanos = time.nanoTime();
            }
            ready.add(task);
            pump(0);
        } else {
            time.guarded(this, task);
        }
    }

    private boolean isBusy() {
        return freeAtNanos - time.nanoTime() > 0;
    }

    /** Runs the next of those that wait as an event of its own, so that what it causes takes its turn behind them. */
    private void pump(long delayNanos) {
        if (!pumping && pauses == 0 && !ready.isEmpty()) {
            pumping = true;
            time.post(Math.max(delayNanos, freeAtNanos - time.nanoTime()), this::runNext);
        }
    }

    private void runNext() {
        pumping = false;
        if (stopped || pauses > 0) {
            return;
        }
        Runnable next = isBusy() ? null : ready.poll();
        if (next != null) {
            if (ready.isEmpty()) {
                lateNanos += time.nanoTime() - lateSinceNanos;
            }
            time.guarded(this, next);
        }
        pump(0);
    }

    @Override
    public String toString() {
        return name;
    }

    private final class Driver implements TimerQueue.Driver {

        @Override
        public long nanoTime() {
            return VirtualEventLoop.this.nanoTime();
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
            // Rounded up, because a wake-up that is too early would be asked for again at once.
            return later(clockDriftPpm == 0 ? delayNanos : (long) (delayNanos / clockRate()) + 2, wakeUp);
        }

        @Override
        public void afterNextInput(Runnable round) {
            later(0, round);
        }

        @Override
        public void failed(Object task, Throwable cause) {
            time.failed(cause);
        }
    }
}
