package io.gossip.runtime;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes threads with a telling name that do not keep the JVM alive. */
public final class DaemonThreadFactory implements ThreadFactory {

    private final String name;
    private final AtomicInteger made = new AtomicInteger();

    /**
     * A factory for threads of one purpose.
     *
     * @param name the first thread's name; those after it get a number
     */
    public DaemonThreadFactory(String name) {
        this.name = name;
    }

    @Override
    public Thread newThread(Runnable task) {
        int number = made.incrementAndGet();
        Thread thread = new Thread(task, number == 1 ? name : name + "-" + number);
        thread.setDaemon(true);
        return thread;
    }
}
