package io.gossip.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** How much memory code asks for. */
public final class Allocation {

    private Allocation() {}

    /**
     * What the current thread allocates while it runs something for the second time; the first one loads classes.
     *
     * @param code run twice
     * @return bytes
     */
    public static long of(Runnable code) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = Long.MAX_VALUE;
        for (int run = 0; run < 2; run++) {
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            code.run();
            allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        }
        return allocated;
    }
}
