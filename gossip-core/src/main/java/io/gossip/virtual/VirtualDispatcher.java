package io.gossip.virtual;

import io.gossip.runtime.Dispatcher;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The executor of an application in {@link VirtualTime}: runs its tasks on no loop, as events of their own, one after another.
 *
 * <p>At first it is never busy: a task runs at the time at which it was handed over. It can be blocked as by user code that does not
 * return ({@link #block}, {@link #unblock}), be slow ({@link #taskCost}), and end with its process ({@link #stop}). What a task throws is
 * collected by the clock.
 */
public final class VirtualDispatcher implements Dispatcher {

    private final VirtualTime time;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private Duration taskCost = Duration.ZERO;
    private int blocks;
    private boolean scheduled;
    private long nextAtNanos;
    private boolean stopped;

    VirtualDispatcher(VirtualTime time) {
        this.time = time;
    }

    @Override
    public void dispatch(Runnable task) {
        if (!stopped) {
            waiting.add(task);
            scheduleNext();
        }
    }

    /** From now on no task runs: the one before it does not return. Several blocks may overlap. */
    public void block() {
        blocks++;
    }

    /** Ends one block. After the last one, what has piled up runs. */
    public void unblock() {
        blocks = Math.max(0, blocks - 1);
        scheduleNext();
    }

    /**
     * Makes each task take time; what it does, and answers, comes at the end of it.
     *
     * @param cost for each task, zero or more; zero at first
     */
    public void taskCost(Duration cost) {
        taskCost = cost;
    }

    /**
     * How long each task takes.
     *
     * @return zero or more
     */
    public Duration taskCost() {
        return taskCost;
    }

    /**
     * How many tasks have not run yet.
     *
     * @return zero or more
     */
    public int waiting() {
        return waiting.size();
    }

    /**
     * How long the task that runs now still takes.
     *
     * @return zero or more; zero if none runs
     */
    public Duration busyFor() {
        return scheduled ? Duration.ofNanos(nextAtNanos - time.nanoTime()) : Duration.ZERO;
    }

    /** Ends it as kill -9 does: nothing runs any more. */
    public void stop() {
        stopped = true;
        waiting.clear();
    }

    private void scheduleNext() {
        if (!scheduled && blocks == 0 && !waiting.isEmpty()) {
            scheduled = true;
            nextAtNanos = time.nanoTime() + taskCost.toNanos();
            time.after(taskCost, this::runNext);
        }
    }

    private void runNext() {
        scheduled = false;
        Runnable next = blocks > 0 ? null : waiting.poll();
        try {
            if (next != null) {
                next.run();
            }
        } finally {
            scheduleNext();
        }
    }
}
