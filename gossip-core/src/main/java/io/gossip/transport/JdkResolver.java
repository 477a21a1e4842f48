package io.gossip.transport;

import io.gossip.runtime.DaemonThreadFactory;
import io.gossip.runtime.EventLoop;
import io.gossip.runtime.Timer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks names up as the JVM does (hosts file, DNS, its cache), on threads that may block.
 *
 * <p>Literal addresses are answered without it. A look-up that takes too long is given up; its thread stays occupied
 * until the operating system gives up as well, therefore the executor should be small, bounded and used for nothing
 * else.
 */
public final class JdkResolver implements Resolver {

    private static final Logger log = LoggerFactory.getLogger(JdkResolver.class);

    private static final int THREADS = 2;
    private static final int WAITING = 64;
    private static final long IDLE_THREAD_SECONDS = 10;

    private final EventLoop loop;
    private final Executor executor;
    private final long timeoutNanos;

    /**
     * A resolver for one node.
     *
     * @param loop the node's event loop
     * @param executor where to block
     * @param timeout how long a look-up may take
     */
    public JdkResolver(EventLoop loop, Executor executor, Duration timeout) {
        this.loop = loop;
        this.executor = executor;
        this.timeoutNanos = timeout.toNanos();
    }

    /**
     * The executor this class wants: at most two daemon threads that end when idle, and at most 64 look-ups that wait.
     *
     * @param node the node's name, which becomes part of the threads' names
     * @return a new executor; it needs no shutdown
     */
    public static Executor newExecutor(String node) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE_THREAD_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(WAITING),
                new DaemonThreadFactory("gossip-" + node + "-resolver"));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    @Override
    public void resolve(String host, Callback callback) {
        Lookup lookup = new Lookup(callback);
        if (IpLiteral.isLiteral(host)) {
            loop.execute(lookup.of(host));
            return;
        }
        lookup.timeout = loop.schedule(
                timeoutNanos,
                () -> lookup.fail(new TimeoutException("no address for " + host + " after "
                        + Duration.ofNanos(timeoutNanos).toMillis() + " ms")));
        try {
            executor.execute(() -> {
                Runnable outcome = lookup.of(host);
                try {
                    loop.execute(outcome);
                } catch (RejectedExecutionException e) {
                    log.debug("{} was looked up for a node that is gone", host);
                }
            });
        } catch (RuntimeException e) {
            loop.execute(() -> lookup.fail(e));
        }
    }

    /** One question; all but {@link #of} on the loop. */
    private static final class Lookup {

        private final Callback callback;
        private boolean done;
        private Timer timeout = () -> {};

        Lookup(Callback callback) {
            this.callback = callback;
        }

        /** Blocks, unless the host is a literal, and returns how to tell the outcome. */
        Runnable of(String host) {
            try {
                if (host.isBlank()) {
                    // For the JVM this is the loopback address; for us it is a setting that was left empty.
                    throw new UnknownHostException("the host name is empty");
                }
                List<InetAddress> addresses = List.of(InetAddress.getAllByName(host));
                return () -> succeed(addresses);
            } catch (UnknownHostException | RuntimeException e) {
                return () -> fail(e);
            }
        }

        private void succeed(List<InetAddress> addresses) {
            if (finish()) {
                callback.resolved(addresses);
            }
        }

        private void fail(Throwable cause) {
            if (finish()) {
                callback.failed(cause);
            }
        }

        private boolean finish() {
            boolean first = !done;
            done = true;
            timeout.cancel();
            return first;
        }
    }
}
