package io.gossip.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events on their way to user code, never more than can be told of: up to a number each one waits for itself, in order. What happens
 * beyond that to one subject is added up, to one event that waits behind the others, until its turn comes. So user code that hangs
 * fills no memory, however long, and when it goes on it learns what has become of every subject.
 *
 * <p>Events are added by one thread at a time, and told by one task at a time.
 *
 * @param <E> events
 */
public final class Backlog<E> {

    private static final Logger log = LoggerFactory.getLogger(Backlog.class);

    private final LogLimiter limiter;
    private final Executor way;
    private final int most;
    private final Function<E, String> subject;
    private final BiFunction<E, E, @Nullable E> sum;
    private final Consumer<E> tell;
    private int waiting;

    /** By subject, what those beyond the number come to; null unless there were any since this was told last. */
    private @Nullable Map<String, E> added;

    /**
     * Nothing waits.
     *
     * @param nanoTime the clock, for the log
     * @param way runs what it is given later, in order
     * @param most how many events may wait for themselves
     * @param subject whom an event is about
     * @param sum what an event and the next one of the same subject come to for who has heard of neither; null if to nothing
     * @param tell tells an event to user code; must not throw
     */
    public Backlog(
            LongSupplier nanoTime,
            Executor way,
            int most,
            Function<E, String> subject,
            BiFunction<E, E, @Nullable E> sum,
            Consumer<E> tell) {
        this.limiter = new LogLimiter(nanoTime);
        this.way = way;
        this.most = most;
        this.subject = subject;
        this.sum = sum;
        this.tell = tell;
    }

    /**
     * Adds an event.
     *
     * @param event what happened
     * @return false if it is not told for itself, because the one before of the same subject waits as well
     */
    public boolean add(E event) {
        synchronized (this) {
            if (added != null) {
                return addTo(added, event);
            }
            if (waiting < most) {
                waiting++;
                way.execute(() -> tellOne(event));
                return true;
            }
            added = new LinkedHashMap<>();
            addTo(added, event);
            way.execute(this::tellSums);
        }
        limiter.log(
                "behind",
                "",
                more -> log.warn(
                        "More than {} events wait for the application, which handles them too slowly; of each member what happens"
                                + " from now on is told as one ({} more like this)",
                        most,
                        more));
        return true;
    }

    private boolean addTo(Map<String, E> sums, E event) {
        String about = subject.apply(event);
        E before = sums.remove(about);
        E after = before == null ? event : sum.apply(before, event);
        if (after != null) {
            sums.put(about, after);
        }
        return before == null;
    }

    private void tellOne(E event) {
        synchronized (this) {
            waiting--;
        }
        tell.accept(event);
    }

    private void tellSums() {
        List<E> sums;
        synchronized (this) {
            sums = added == null ? List.of() : new ArrayList<>(added.values());
            added = null;
        }
        sums.forEach(tell);
    }
}
