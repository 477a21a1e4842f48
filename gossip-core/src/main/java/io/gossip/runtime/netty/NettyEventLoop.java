package io.gossip.runtime.netty;

import io.gossip.runtime.EventLoop;
import io.gossip.runtime.LoopFailures;
import io.gossip.runtime.StallListener;
import io.gossip.runtime.Timer;
import io.gossip.runtime.TimerQueue;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One node's event loop on one of Netty's; several nodes may share the latter, each with timers of its own.
 *
 * <p>Netty goes through the sockets once before it runs tasks that became due, but reads only so much each time. The
 * pause rule of {@link TimerQueue} makes it go on until the sockets are empty; for that, a transport reports what it
 * reads with {@link #inputHandled()}.
 */
public final class NettyEventLoop implements EventLoop {

    private final io.netty.channel.EventLoop loop;
    private final LoopMemory memory;
    private final LoopFailures failures = new LoopFailures(this);
    private final TimerQueue timers = new TimerQueue(new Driver());

    /**
     * A loop for one node.
     *
     * @param loop the thread that runs it; shut down by its owner
     */
    public NettyEventLoop(io.netty.channel.EventLoop loop) {
        this(loop, new LoopMemory());
    }

    /** A loop whose thread has other loops too, which use the same memory. */
    NettyEventLoop(io.netty.channel.EventLoop loop, LoopMemory memory) {
        this.loop = loop;
        this.memory = memory;
    }

    /**
     * Netty's view of this loop, to register channels with.
     *
     * @return the loop that was given
     */
    public io.netty.channel.EventLoop nettyLoop() {
        return loop;
    }

    /**
     * Where sockets of this loop read into.
     *
     * @return the same for all loops on one thread
     */
    public LoopMemory memory() {
        return memory;
    }

    /** Notes that bytes came in from a socket; to be called on the loop by whoever reads from sockets for this node. */
    public void inputHandled() {
        timers.inputHandled();
    }

    /**
     * Notes what a callback threw that is neither task nor timer, such as a channel handler; to be called on the loop.
     *
     * @param callback what was called
     * @param cause what it threw
     */
    public void failed(Object callback, Throwable cause) {
        failures.add(callback, cause);
    }

    /**
     * Why a node on this loop cannot be relied on: the loop has ended, or what runs on it {@linkplain LoopFailures fails}. May
     * be called from any thread.
     *
     * @return the reason; empty as long as all is well
     */
    public Optional<Throwable> failure() {
        if (failures.fatal().isEmpty() && loop.isShuttingDown()) {
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
        loop.execute(() -> {
            try {
                task.run();
            } catch (Throwable e) {
                failures.add(task, e);
            }
        });
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        return timers.schedule(delayNanos, task);
    }

    @Override
    public boolean inEventLoop() {
        return loop.inEventLoop();
    }

    @Override
    public void onStall(StallListener listener) {
        timers.onStall(listener);
    }

    private final class Driver implements TimerQueue.Driver {

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public boolean inEventLoop() {
            return loop.inEventLoop();
        }

        @Override
        public void execute(Runnable task) {
            loop.execute(task);
        }

        @Override
        public Timer wakeUp(long delayNanos, Runnable wakeUp) {
            ScheduledFuture<?> future = loop.schedule(wakeUp, delayNanos, TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // it does not throw
        public void afterNextInput(Runnable round) {
            // Not execute(): Netty runs its task queue until it is empty, but looks for due scheduled tasks only once
            // after
            // each pass over the sockets.
            loop.schedule(round, 0, TimeUnit.NANOSECONDS);
        }

        @Override
        public void failed(Object task, Throwable cause) {
            failures.add(task, cause);
        }
    }
}
