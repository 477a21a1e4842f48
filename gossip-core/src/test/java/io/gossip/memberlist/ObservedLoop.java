package io.gossip.memberlist;

import io.gossip.runtime.EventLoop;
import io.gossip.runtime.StallListener;
import io.gossip.runtime.Timer;
import java.time.Duration;

/** An event loop that counts the timers that wait on it, and whose tasks can take time. */
final class ObservedLoop implements EventLoop {

    private final EventLoop loop;
    private int waiting;
    private long spentNanos;

    ObservedLoop(EventLoop loop) {
        this.loop = loop;
    }

    /** Timers that have neither run nor been cancelled. */
    int waitingTimers() {
        return waiting;
    }

    /** The running task takes so long, and the clock goes on while it does. */
    void spend(Duration duration) {
        spentNanos += duration.toNanos();
    }

    @Override
    public long nanoTime() {
        return loop.nanoTime() + spentNanos;
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        waiting++;
        boolean[] over = new boolean[1];
        Runnable end = () -> {
            if (!over[0]) {
                over[0] = true;
                waiting--;
            }
        };
        Timer timer = loop.schedule(delayNanos, () -> {
            end.run();
            task.run();
        });
        return () -> {
            end.run();
            timer.cancel();
        };
    }

    @Override
    public boolean inEventLoop() {
        return loop.inEventLoop();
    }

    @Override
    public void onStall(StallListener listener) {
        loop.onStall(listener);
    }
}
