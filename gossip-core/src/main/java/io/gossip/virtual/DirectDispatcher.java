package io.gossip.virtual;

import io.gossip.runtime.Dispatcher;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * A dispatcher that runs its tasks at once on the caller's thread, in order and never one within another.
 *
 * <p>What a task throws reaches the caller. User code then runs in the middle of the protocol's step; for a dispatcher
 * that comes closer to reality, see {@link VirtualTime#dispatcher()}.
 */
public final class DirectDispatcher implements Dispatcher {

    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean running;

    /** Nothing waits. */
    public DirectDispatcher() {}

    @Override
    public void dispatch(Runnable task) {
        waiting.add(task);
        if (running) {
            return;
        }
        running = true;
        try {
            for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
                next.run();
            }
        } finally {
            running = false;
        }
    }
}
