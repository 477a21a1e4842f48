package io.gossip.memberlist;

import io.gossip.runtime.EventLoop;
import io.gossip.runtime.Timer;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The time a suspected node has left to refute, which shrinks with every independent node that suspects it too.
 *
 * <p>Lifeguard's LHA-Suspicion (section IV-B): start with the longest time, and let it fall logarithmically from
 * {@code max} to {@code min} as up to {@code expected} confirmations arrive:
 *
 * <pre>timeout(n) = max(min, max - (max - min) * log(n + 1) / log(expected + 1))</pre>
 *
 * Without anybody to confirm, the time is {@code min} from the start. Protocol reference, section 9.
 */
final class Suspicion {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final EventLoop loop;
    private final String accuser;
    private int expected;
    private final long minNanos;
    private final long maxNanos;
    private final long noticeNanos;
    private final Runnable onNotice;
    private final Runnable onTimeout;
    private long startedAt;
    private final Set<String> suspectors = new HashSet<>();
    private Timer timer;
    private @Nullable Timer notice;

    /**
     * Starts the clock.
     *
     * @param from who raised the suspicion; it never counts as a confirmation
     * @param expected how many confirmations bring the time down to the minimum
     * @param minNanos shortest time
     * @param maxNanos longest time
     * @param noticeNanos how long before the time is over to give notice of that
     * @param onNotice what to do then; not called if the end is suddenly nearer than that, and once more if it moves away
     * @param onTimeout what to do when the time is over
     */
    Suspicion(
            EventLoop loop,
            String from,
            int expected,
            long minNanos,
            long maxNanos,
            long noticeNanos,
            Runnable onNotice,
            Runnable onTimeout) {
        this.loop = loop;
        this.accuser = from;
        this.expected = expected;
        this.minNanos = minNanos;
        this.maxNanos = maxNanos;
        this.noticeNanos = noticeNanos;
        this.onNotice = onNotice;
        this.onTimeout = onTimeout;
        this.startedAt = loop.nanoTime();
        suspectors.add(from);
        this.timer = loop.schedule(timeoutNanos(), onTimeout);
        this.notice = noticeIn(timeoutNanos() - noticeNanos);
    }

    /**
     * Counts another node that suspects.
     *
     * @return true if that is news, so that it should be passed on
     */
    boolean confirm(String from) {
        if (confirmations() >= expected || !suspectors.add(from)) {
            return false;
        }
        restart();
        return true;
    }

    /** There are fewer left who could confirm than when the suspicion began. */
    void expectAtMost(int confirmations) {
        if (confirmations < expected) {
            expected = confirmations;
            restart();
        }
    }

    /** Adds time in which this node could not have heard a refutation, because it stood still; not what was before the suspicion. */
    void extend(long nanos) {
        startedAt += Math.min(nanos, loop.nanoTime() - startedAt);
        restart();
    }

    /** Stops the clock: the node has refuted, or is known to be gone. */
    void cancel() {
        timer.cancel();
        if (notice != null) {
            notice.cancel();
        }
    }

    /** Who raised it. */
    String accuser() {
        return accuser;
    }

    /** Whether fewer nodes than wanted agreed so far. */
    boolean lacksConfirmations() {
        return confirmations() < expected;
    }

    /** The whole time from the start of the suspicion, with the confirmations there are now. */
    long timeoutNanos() {
        if (expected < 1) {
            return minNanos;
        }
        double fraction = Math.min(1, StrictMath.log(confirmations() + 1.0) / StrictMath.log(expected + 1.0));
        double nanos = maxNanos - fraction * (maxNanos - minNanos);
        // StrictMath, so that a simulation comes out alike on every machine. Go cuts to whole milliseconds; so do we,
        // to expire together with Go nodes.
        return Math.max(minNanos, (long) Math.floor(nanos / NANOS_PER_MILLI) * NANOS_PER_MILLI);
    }

    Inspection.RunningSuspicion inspect(String node, boolean undecided) {
        return new Inspection.RunningSuspicion(node, startedAt, timeoutNanos(), confirmations(), expected, undecided);
    }

    private void restart() {
        cancel();
        long restNanos = startedAt + timeoutNanos() - loop.nanoTime();
        timer = loop.schedule(restNanos, onTimeout);
        notice = noticeIn(restNanos - noticeNanos);
    }

    private @Nullable Timer noticeIn(long nanos) {
        return nanos < 0 ? null : loop.schedule(nanos, onNotice);
    }

    private int confirmations() {
        return suspectors.size() - 1;
    }
}
