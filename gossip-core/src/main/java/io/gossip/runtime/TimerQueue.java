package io.gossip.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The timers of one event loop, and the rule that a pause kills nobody.
 *
 * <p>A binary heap ordered by deadline and, among equals, by the order of scheduling; each entry knows its place, so a
 * cancelled timer leaves the heap, and the memory, at once. Whatever drives the loop is asked for a single wake-up,
 * that of the earliest timer; a wake-up that has become pointless is left to fire and found early, which is cheaper
 * than taking it back.
 *
 * <p><b>The pause rule.</b> While a process stands still, packets pile up in the sockets and timers become overdue.
 * Handling the timers first would blame peers for acks that wait in the socket buffer already. So a wake-up that finds
 * its earliest timer overdue by {@link #STALL_NANOS} or more runs no timer yet: it lets the loop go through its inputs,
 * round after round, until a round brings nothing new. Then it tells the {@link StallListener}s how late the loop was,
 * and only then runs what is due. The drain is bounded by {@link #MAX_DRAIN_ROUNDS} and {@link #MAX_DRAIN_NANOS}, so a
 * flood delays timers but cannot starve them. (In a model of Lifeguard's experiments this order alone takes false
 * deaths after pauses from tens of thousands to none.)
 *
 * <p>The threshold is half a LAN gossip interval. Shorter pauses need no drain, as a loop looks at its inputs once
 * before its timers anyway, and the shortest protocol timeout is well above it; a needless drain costs a few
 * microseconds.
 *
 * <p>Not thread-safe: everything but {@link #schedule} is to be called on the loop.
 */
public final class TimerQueue {

    /** From this lateness on the loop counts as having stood still: 100 ms. */
    public static final long STALL_NANOS = 100_000_000L;

    /** How many rounds of input are handled, at most, before overdue timers run; more than full socket buffers need. */
    public static final int MAX_DRAIN_ROUNDS = 128;

    /**
     * How long input is handled, at most, before overdue timers run: 500 ms, not counting a further pause meanwhile.
     */
    public static final long MAX_DRAIN_NANOS = 500_000_000L;

    private static final int FIRST_CAPACITY = 16;
    private static final int NOT_QUEUED = -1;

    /** What a timer queue needs from the loop that it belongs to. */
    public interface Driver {

        /**
         * The time, as {@link EventLoop#nanoTime()}.
         *
         * @return nanoseconds since an arbitrary instant
         */
        long nanoTime();

        /**
         * Whether the caller is on the loop.
         *
         * @return true on the loop's own thread
         */
        boolean inEventLoop();

        /**
         * Runs a task on the loop after all that is queued already; called from any thread.
         *
         * @param task what to run
         */
        void execute(Runnable task);

        /**
         * Calls back on the loop at a given time; called on the loop.
         *
         * @param delayNanos nanoseconds from now, zero or more
         * @param wakeUp what to call
         * @return a handle to take it back
         */
        Timer wakeUp(long delayNanos, Runnable wakeUp);

        /**
         * Calls back on the loop once it has gone through its inputs one more time; called on the loop.
         *
         * @param round what to call
         */
        void afterNextInput(Runnable round);

        /**
         * A timer or listener threw; called on the loop.
         *
         * @param task what was run
         * @param cause what it threw
         */
        void failed(Object task, Throwable cause);
    }

    private final Driver driver;
    private final List<StallListener> stallListeners = new ArrayList<>(1);

    private Entry[] heap = new Entry[FIRST_CAPACITY];
    private int size;
    private long nextSequence;

    private boolean armed;
    private long armedFor;
    private Timer wakeUp = TimerQueue::nothing;

    private long inputs;
    private boolean busy;
    private int drainRounds;
    private long drainSince;
    private long lastRound;
    private long inputsBefore;
    private long lateNanos;

    /**
     * An empty queue.
     *
     * @param driver the loop
     */
    public TimerQueue(Driver driver) {
        this.driver = driver;
    }

    /**
     * Adds a timer; may be called from any thread.
     *
     * @param delayNanos nanoseconds from now; zero or less means as soon as possible
     * @param task what to run
     * @return a handle to cancel it, to be used on the loop
     */
    public Timer schedule(long delayNanos, Runnable task) {
        // Half the range, so that deadlines remain comparable by subtraction; 146 years are never enough for some.
        long delay = Math.min(Math.max(delayNanos, 0), Long.MAX_VALUE / 2);
        Entry entry = new Entry(driver.nanoTime() + delay, task);
        if (driver.inEventLoop()) {
            add(entry);
        } else {
            driver.execute(() -> add(entry));
        }
        return entry;
    }

    /**
     * Adds a listener for pauses.
     *
     * @param listener who is told
     */
    public void onStall(StallListener listener) {
        stallListeners.add(listener);
    }

    /** Notes that something came in from outside; a drain goes on as long as rounds bring such. */
    public void inputHandled() {
        inputs++;
    }

    /**
     * The number of timers that wait.
     *
     * @return zero or more
     */
    public int size() {
        return size;
    }

    private void wokenUp() {
        armed = false;
        if (busy || size == 0) {
            return;
        }
        busy = true;
        long now = driver.nanoTime();
        long late = now - heap[0].deadline;
        if (late >= STALL_NANOS) {
            startDrain(now, late);
        } else {
            runDue(now);
        }
    }

    private void startDrain(long now, long late) {
        drainRounds = 0;
        drainSince = now;
        lastRound = now;
        lateNanos = late;
        inputsBefore = inputs;
        driver.afterNextInput(this::drained);
    }

    private void drained() {
        long now = driver.nanoTime();
        if (now - lastRound >= STALL_NANOS) {
            // Paused again while draining: what arrived in that pause deserves its time as well.
            drainSince = now;
        }
        lastRound = now;
        drainRounds++;
        boolean quiet = inputs == inputsBefore;
        inputsBefore = inputs;
        if (!quiet && drainRounds < MAX_DRAIN_ROUNDS && now - drainSince < MAX_DRAIN_NANOS) {
            driver.afterNextInput(this::drained);
            return;
        }
        for (int i = 0; i < stallListeners.size(); i++) {
            StallListener listener = stallListeners.get(i);
            try {
                listener.stalled(lateNanos);
            } catch (Throwable e) {
                driver.failed(listener, e);
            }
        }
        runDue(now);
    }

    /** Runs what was due and known at the given time; what these timers schedule waits, lest they starve the inputs. */
    private void runDue(long now) {
        long end = nextSequence;
        while (size > 0 && heap[0].deadline - now <= 0 && heap[0].sequence - end < 0) {
            Entry due = heap[0];
            remove(due);
            Runnable task = due.task;
            due.task = TimerQueue::nothing;
            try {
                task.run();
            } catch (Throwable e) {
                driver.failed(task, e);
            }
        }
        busy = false;
        arm();
    }

    private void arm() {
        if (busy || size == 0) {
            return;
        }
        long deadline = heap[0].deadline;
        if (armed && armedFor - deadline <= 0) {
            return;
        }
        if (armed) {
            wakeUp.cancel();
        }
        armed = true;
        armedFor = deadline;
        wakeUp = driver.wakeUp(Math.max(0, deadline - driver.nanoTime()), this::wokenUp);
    }

    private void add(Entry entry) {
        if (entry.cancelled) {
            return;
        }
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        entry.sequence = nextSequence++;
        siftUp(size++, entry);
        arm();
    }

    private void remove(Entry entry) {
        int hole = entry.index;
        entry.index = NOT_QUEUED;
        Entry last = heap[--size];
        heap[size] = null;
        if (last == entry) {
            return;
        }
        siftDown(hole, last);
        if (last.index == hole) {
            siftUp(hole, last);
        }
    }

    private void siftUp(int from, Entry entry) {
        int i = from;
        while (i > 0) {
            int parent = (i - 1) >>> 1;
            if (!entry.before(heap[parent])) {
                break;
            }
            put(i, heap[parent]);
            i = parent;
        }
        put(i, entry);
    }

    private void siftDown(int from, Entry entry) {
        int i = from;
        while (2 * i + 1 < size) {
            int child = 2 * i + 1;
            if (child + 1 < size && heap[child + 1].before(heap[child])) {
                child++;
            }
            if (!heap[child].before(entry)) {
                break;
            }
            put(i, heap[child]);
            i = child;
        }
        put(i, entry);
    }

    private void put(int i, Entry entry) {
        heap[i] = entry;
        entry.index = i;
    }

    /** Takes a finished task's place: a handle may be kept for long, what the task refers to must not live as long. */
    private static void nothing() {}

    private final class Entry implements Timer {

        private final long deadline;
        private Runnable task;
        private long sequence;
        private int index = NOT_QUEUED;
        private boolean cancelled;

        Entry(long deadline, Runnable task) {
            this.deadline = deadline;
            this.task = task;
        }

        boolean before(Entry other) {
            long difference = deadline - other.deadline;
            return difference < 0 || (difference == 0 && sequence - other.sequence < 0);
        }

        @Override
        public void cancel() {
            cancelled = true;
            task = TimerQueue::nothing;
            if (index != NOT_QUEUED) {
                remove(this);
            }
        }
    }
}
