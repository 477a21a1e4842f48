package io.gossip.runtime;

/** A task that waits on an {@link EventLoop} for its time. */
public interface Timer {

    /** Keeps the task from running if it has not run yet; harmless otherwise. To be called on the loop. */
    void cancel();
}
