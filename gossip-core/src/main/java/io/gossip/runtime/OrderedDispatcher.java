package io.gossip.runtime;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks on any executor, one after another in the order in which they were handed over, and holds no thread while
 * there are none.
 *
 * <p>The queue has no bound: to drop an event would be to lie to the application about who is alive. A consumer that is
 * too slow is reported in the log when 10,000 tasks wait, and again each time that number has doubled.
 *
 * <p>{@link #close} is a promise to the application that nothing new reaches it: what was handed over before still
 * runs, what is handed over later is dropped. So complete every future, normally or not, before closing.
 */
public final class OrderedDispatcher implements Dispatcher, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OrderedDispatcher.class);

    private static final int FIRST_WARNING = 10_000;

    /** So many tasks in a row before others that share the executor get a turn. */
    private static final int BATCH = 64;

    private static final long IDLE_THREAD_SECONDS = 10;

    private final String name;
    private final Executor executor;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int warnAt = FIRST_WARNING;
    private boolean active;
    private boolean refused;
    private boolean closed;

    /**
     * A dispatcher on a given executor.
     *
     * @param name who it works for, told in the log
     * @param executor runs the tasks; may be shared, and is never shut down here. One that runs tasks on the caller's
     *     thread would run user code on the event loop
     */
    public OrderedDispatcher(String name, Executor executor) {
        this.name = name;
        this.executor = executor;
    }

    /**
     * A dispatcher with a daemon thread of its own, named {@code gossip-<node>-events}, which ends after ten idle
     * seconds and is started again when needed; so there is nothing to shut down.
     *
     * <p>It is not the common pool, whose threads user code may have blocked and which takes part in the JVM's shutdown
     * in its own way.
     *
     * @param node the node's name
     * @return a new dispatcher
     */
    public static OrderedDispatcher onOwnThread(String node) {
        String name = "gossip-" + node + "-events";
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                1,
                1,
                IDLE_THREAD_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new DaemonThreadFactory(name));
        executor.allowCoreThreadTimeOut(true);
        return new OrderedDispatcher(name, executor);
    }

    @Override
    public void dispatch(Runnable task) {
        int behind = 0;
        boolean idle;
        synchronized (waiting) {
            if (closed) {
                log.debug("{} is closed, dropped: {}", name, task);
                return;
            }
            waiting.add(task);
            if (waiting.size() >= warnAt) {
                behind = waiting.size();
                warnAt *= 2;
            }
            idle = !active;
            active = true;
        }
        if (behind > 0) {
            log.warn("{}: {} events wait for the application, which handles them too slowly", name, behind);
        }
        if (idle) {
            start();
        }
    }

    /** Lets what waits run, and drops what is handed over from now on. Does not wait. Harmless when repeated. */
    @Override
    public void close() {
        synchronized (waiting) {
            closed = true;
        }
    }

    /**
     * How many tasks wait.
     *
     * @return zero or more
     */
    public int waiting() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    private void start() {
        try {
            executor.execute(this::runBatch);
        } catch (Throwable e) {
            // Shut down, full, or out of threads. What waits is tried again with the next task, if there is one.
            boolean known;
            synchronized (waiting) {
                active = false;
                known = refused;
                refused = true;
            }
            if (!known) {
                log.error("{}: the executor refuses to run events; {} wait", name, waiting(), e);
            }
        }
    }

    private void runBatch() {
        for (int i = 0; i < BATCH; i++) {
            Runnable task = next();
            if (task == null) {
                return;
            }
            try {
                task.run();
            } catch (Throwable e) {
                log.error("{}: the application failed to handle an event", name, e);
            }
        }
        start();
    }

    private @Nullable Runnable next() {
        synchronized (waiting) {
            refused = false;
            Runnable task = waiting.poll();
            if (task == null) {
                active = false;
                warnAt = FIRST_WARNING;
            }
            return task;
        }
    }
}
