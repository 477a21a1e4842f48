package io.gossip.virtual;

import io.gossip.runtime.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A clock that moves only when told, and the events that wait on it: an hour passes in milliseconds.
 *
 * <pre>{@code
 * VirtualTime time = new VirtualTime();
 * VirtualEventLoop loop = time.eventLoop();
 * loop.schedule(2_000_000_000L, task);
 * time.advance(Duration.ofSeconds(3)); // task has run
 * }</pre>
 *
 * <p>Events run in the order of their time, those of the same time in the order in which they were added. What a task
 * on a loop throws comes out of {@link #advance} as an {@link AssertionError}, unless the test asks for it: protocol
 * code must not throw.
 */
public final class VirtualTime {

    /** Something that happens at a time, on a loop or on none, unless it is cancelled. */
    private static final class Event implements Comparable<Event>, Timer {
        private final long atNanos;
        private final long sequence;
        private final @Nullable VirtualEventLoop loop;
        private @Nullable Runnable action;

        private Event(long atNanos, long sequence, @Nullable VirtualEventLoop loop, Runnable action) {
            this.atNanos = atNanos;
            this.sequence = sequence;
            this.loop = loop;
            this.action = action;
        }

        @Override
        public void cancel() {
            action = null;
        }

        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(atNanos - other.atNanos, 0);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final List<Consumer<VirtualEventLoop>> observers = new ArrayList<>();
    private long nowNanos;
    private long nextSequence;
    private int loops;
    private boolean lenient;
    private @Nullable VirtualEventLoop current;

    /** A clock at an arbitrary instant, as {@link System#nanoTime()} has it. */
    public VirtualTime() {
        this(1_000_000_000_000L);
    }

    /**
     * A clock at a given instant, for instance shortly before it overflows.
     *
     * @param startNanos the first time it tells
     */
    public VirtualTime(long startNanos) {
        this.nowNanos = startNanos;
    }

    /**
     * The time.
     *
     * @return nanoseconds since an arbitrary instant
     */
    public long nanoTime() {
        return nowNanos;
    }

    /**
     * A new event loop on this clock, for one node.
     *
     * @return a loop that nobody else uses
     */
    public VirtualEventLoop eventLoop() {
        return new VirtualEventLoop(this, "loop-" + ++loops);
    }

    /**
     * A dispatcher that runs its tasks as events of their own, on no loop, at the time at which they were handed over:
     * what an application's executor does if it is not busy.
     *
     * @return a new dispatcher
     */
    public VirtualDispatcher dispatcher() {
        return new VirtualDispatcher(this);
    }

    /**
     * Adds an event that belongs to no loop: a step of the test's script.
     *
     * @param delay how long from now
     * @param action what happens
     */
    public void after(Duration delay, Runnable action) {
        post(delay.toNanos(), () -> guarded(null, action));
    }

    /**
     * Shows an observer each event on a loop, when it is through.
     *
     * @param observer told whose event it was, while time stands still
     */
    public void onStep(Consumer<VirtualEventLoop> observer) {
        observers.add(observer);
    }

    /**
     * Lets time pass, and everything happen that happens meanwhile.
     *
     * @param duration how long
     */
    public void advance(Duration duration) {
        runUntil(nowNanos + duration.toNanos(), () -> false);
    }

    /**
     * Lets time pass until something is true, looking after each event.
     *
     * @param condition what is waited for
     * @param limit how long at most
     * @return whether it became true
     */
    public boolean advanceUntil(BooleanSupplier condition, Duration limit) {
        if (condition.getAsBoolean()) {
            return true;
        }
        runUntil(nowNanos + limit.toNanos(), condition);
        return condition.getAsBoolean();
    }

    /** Lets everything happen that is to happen now; time stands still. */
    public void runUntilIdle() {
        advance(Duration.ZERO);
    }

    /**
     * What tasks threw since this was last asked; from the first call on the clock no longer complains about it itself.
     *
     * @return the exceptions, oldest first
     */
    public List<Throwable> takeFailures() {
        lenient = true;
        List<Throwable> taken = List.copyOf(failures);
        failures.clear();
        return taken;
    }

    /** Adds an event that runs on no loop. */
    void post(long delayNanos, Runnable action) {
        add(delayNanos, null, action);
    }

    /** Adds an event that runs on a loop, as soon as that has come to it. */
    Timer post(long delayNanos, VirtualEventLoop loop, Runnable action) {
        return add(delayNanos, loop, action);
    }

    private Event add(long delayNanos, @Nullable VirtualEventLoop loop, Runnable action) {
        Event event = new Event(nowNanos + Math.max(0, delayNanos), nextSequence++, loop, action);
        events.add(event);
        return event;
    }

    /** Runs an action as a given loop, or as no loop at all, and collects what it throws. */
    void guarded(@Nullable VirtualEventLoop loop, Runnable action) {
        try {
            as(loop, () -> {
                action.run();
                return true;
            });
        } catch (Throwable e) {
            failures.add(e);
        }
        if (loop != null) {
            for (Consumer<VirtualEventLoop> observer : observers) {
                observer.accept(loop);
            }
        }
    }

    /** Asks something as a given loop, or as no loop at all. */
    <T extends @Nullable Object> T as(@Nullable VirtualEventLoop loop, Supplier<T> question) {
        VirtualEventLoop before = current;
        current = loop;
        try {
            return question.get();
        } finally {
            current = before;
        }
    }

    @Nullable
    VirtualEventLoop current() {
        return current;
    }

    void failed(Throwable cause) {
        failures.add(cause);
    }

    private void runUntil(long endNanos, BooleanSupplier stop) {
        for (Event next = events.peek(); next != null && next.atNanos - endNanos <= 0; next = events.peek()) {
            events.remove();
            Runnable action = next.action;
            if (action == null) {
                continue;
            }
            nowNanos = next.atNanos;
            if (next.loop == null) {
                action.run();
            } else {
                next.loop.arrived(action);
            }
            complain();
            if (stop.getAsBoolean()) {
                return;
            }
        }
        nowNanos = endNanos;
    }

    private void complain() {
        if (!lenient && !failures.isEmpty()) {
            AssertionError error = new AssertionError("thrown in virtual time: " + failures.get(0), failures.get(0));
            failures.stream().skip(1).forEach(error::addSuppressed);
            failures.clear();
            throw error;
        }
    }
}
