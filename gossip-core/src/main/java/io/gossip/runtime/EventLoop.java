package io.gossip.runtime;

/**
 * The single thread of a node: time, timers and tasks, one after another.
 *
 * <p>Everything a node is made of runs here and nowhere else. A task must not block and must not throw; what it throws
 * all the same is logged and goes no further.
 */
public interface EventLoop {

    /**
     * The time, monotonic, without relation to any calendar; may be asked for from any thread.
     *
     * @return nanoseconds since an arbitrary instant
     */
    long nanoTime();

    /**
     * Runs a task on this loop after all that is queued already; may be called from any thread.
     *
     * @param task what to run
     * @throws java.util.concurrent.RejectedExecutionException if the loop has ended
     */
    void execute(Runnable task);

    /**
     * Runs a task on this loop when the delay is over; may be called from any thread.
     *
     * @param delayNanos nanoseconds from now; zero or less means as soon as possible, but never before this call
     *     returns
     * @param task what to run
     * @return a handle to cancel it
     * @throws java.util.concurrent.RejectedExecutionException if the loop has ended, and the caller is not on it
     */
    Timer schedule(long delayNanos, Runnable task);

    /**
     * Whether the caller is on this loop.
     *
     * @return true on the loop's own thread
     */
    boolean inEventLoop();

    /**
     * Adds a listener that is told, for as long as this loop lives, when the loop stood still; to be called on the
     * loop.
     *
     * @param listener who is told
     */
    void onStall(StallListener listener);
}
