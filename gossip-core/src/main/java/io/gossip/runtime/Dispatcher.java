package io.gossip.runtime;

/**
 * The way from the event loop out to user code: listeners, delegates that may block, completions of futures.
 *
 * <p>Tasks of one dispatcher run one after another in the order in which they were handed over, on the application's
 * own threads and never on the event loop, so user code may block without delaying a probe.
 */
public interface Dispatcher {

    /**
     * Hands over a task; returns at once and may be called from any thread.
     *
     * @param task what to run; what it throws is logged
     */
    void dispatch(Runnable task);
}
