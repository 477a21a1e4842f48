package io.gossip.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events on their way to user code, never more than can be told of: up to a number each one waits for itself, in order. What happens
 * beyond that to one subject is added up, to one event that waits behind the others, until its turn comes. So user code that hangs
 * fills no memory, however long, and when it goes on it learns what has become of every subject.
 *
 * <p>Gets all events of a subject from the first one on. They are added by one thread at a time, and told by one task at a time.
 *
 * @param <E> events
 * @param <S> states of a subject, as far as events tell
 */
public final class Backlog<E, S> {

    /**
     * What several events of one subject come to.
     *
     * @param <E> events
     * @param <S> states of a subject, as far as events tell
     */
    public interface Sums<E, S> {

        /**
         * Whom an event is about.
         *
         * @param event any
         * @return a name
         */
        String subject(E event);

        /**
         * How its subject is after an event.
         *
         * @param event any
         * @return null if as before the first one
         */
        @Nullable
        S after(E event);

        /**
         * Adds an event to those before.
         *
         * @param known the state that has been told; null if none, or nothing is left of it
         * @param sum what has happened since; null if nothing, or what comes to nothing
         * @param next what happened then
         * @return what to tell to who knows that state; null if nothing
         */
        @Nullable
        E add(@Nullable S known, @Nullable E sum, E next);
    }

    private record Sum<E, S>(@Nullable S known, E event) {}

    private static final Logger log = LoggerFactory.getLogger(Backlog.class);

    private final LogLimiter limiter;
    private final int most;
    private final Sums<E, S> sums;
    private final Consumer<E> tell;

    /** By subject, the state when all that waits has been told. */
    private final Map<String, S> known = new HashMap<>();

    private int waiting;

    /** By subject, what those beyond the number come to; null unless there were any since this was told last. */
    private @Nullable Map<String, Sum<E, S>> added;

    /**
     * Nothing waits.
     *
     * @param nanoTime the clock, for the log
     * @param most how many events may wait for themselves
     * @param sums adds up the others
     * @param tell tells an event to user code; must not throw
     */
    public Backlog(LongSupplier nanoTime, int most, Sums<E, S> sums, Consumer<E> tell) {
        this.limiter = new LogLimiter(nanoTime);
        this.most = most;
        this.sums = sums;
        this.tell = tell;
    }

    /**
     * Adds an event.
     *
     * @param event what happened
     * @param way runs what it is given later, in order
     * @return false if it is not told for itself, because the one before of the same subject waits as well, or was not told either
     */
    public boolean add(E event, Executor way) {
        String subject = sums.subject(event);
        synchronized (this) {
            Sum<E, S> before = added == null ? null : added.remove(subject);
            S told = before == null ? known.get(subject) : before.known;
            E sum = sums.add(told, before == null ? null : before.event, event);
            // What comes to nothing is as if it had not happened.
            S state = sum == null ? told : sums.after(event);
            if (state == null) {
                known.remove(subject);
            } else {
                known.put(subject, state);
            }
            if (sum == null) {
                return false;
            }
            if (added != null) {
                added.put(subject, new Sum<>(told, sum));
                return before == null;
            }
            if (waiting < most) {
                waiting++;
                way.execute(() -> tellOne(sum));
                return true;
            }
            added = new LinkedHashMap<>();
            added.put(subject, new Sum<>(told, sum));
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

    private void tellOne(E event) {
        synchronized (this) {
            waiting--;
        }
        tell.accept(event);
    }

    private void tellSums() {
        List<Sum<E, S>> all;
        synchronized (this) {
            all = added == null ? List.of() : new ArrayList<>(added.values());
            added = null;
        }
        all.forEach(sum -> tell.accept(sum.event));
    }
}
