package io.gossip.runtime;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the tasks of an event loop threw, and whether the node that lives on it can still be relied on.
 *
 * <p>A task that throws does not do the rest of its work. An {@link Error} is one too many, at once and for good: a class or
 * memory is missing, as when a jar is replaced under a running JVM, and what was to be scheduled next never comes. An exception
 * is a bug in one task; a node survives it, but not {@link #TOO_MANY} within {@link #INTERVAL}: then it fails all the time.
 *
 * <p>Everything is logged, at a limited rate. Owned by the loop, but for {@link #fatal()}.
 */
public final class LoopFailures {

    /** So many exceptions within an interval are fatal: 10. */
    public static final int TOO_MANY = 10;

    /** The time within which exceptions are counted, back from the last one: a minute. */
    public static final Duration INTERVAL = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(LoopFailures.class);

    private final EventLoop loop;
    private final LogLimiter limiter;
    private final long[] lastAt = new long[TOO_MANY];
    private int exceptions;
    private volatile @Nullable Throwable fatal;

    /**
     * No failures yet.
     *
     * @param loop whose tasks they are
     */
    public LoopFailures(EventLoop loop) {
        this.loop = loop;
        this.limiter = new LogLimiter(loop);
    }

    /**
     * Takes note of one; to be called on the loop.
     *
     * @param task what was run
     * @param cause what it threw
     */
    public void add(Object task, Throwable cause) {
        boolean oneTooMany = fatal == null && (cause instanceof Error || failsAllTheTime());
        if (oneTooMany) {
            fatal = cause; // first of all: what is missing may be missing for the log as well
        }
        limiter.log(
                "task",
                cause.getClass(),
                more -> log.error("A task on the event loop failed: {} ({} more like this)", task, more, cause));
        if (oneTooMany) {
            log.error("This node does not work any more: it has to be closed and started anew", cause);
        }
    }

    private boolean failsAllTheTime() {
        long now = loop.nanoTime();
        lastAt[exceptions % TOO_MANY] = now;
        exceptions++;
        return exceptions >= TOO_MANY && now - lastAt[exceptions % TOO_MANY] < INTERVAL.toNanos();
    }

    /**
     * Why the node cannot be relied on; may be called from any thread.
     *
     * @return the failure that was one too many; empty if there was none
     */
    public Optional<Throwable> fatal() {
        return Optional.ofNullable(fatal);
    }
}
