package io.gossip.benchmarks;

import io.gossip.runtime.EventLoop;
import io.gossip.runtime.StallListener;
import io.gossip.runtime.Timer;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/** A loop whose time passes when the benchmark says so, to measure what nodes do without what the sockets cost. */
final class ManualLoop implements EventLoop {

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Entry> timers = new PriorityQueue<>(Comparator.comparingLong(Entry::at));
    private long now;

    private record Entry(long at, Runnable task) {}

    /** Runs everything that becomes due, and what that leads to. */
    void advance(long nanos) {
        long end = now + nanos;
        runTasks();
        for (Entry next = timers.peek(); next != null && next.at <= end; next = timers.peek()) {
            timers.remove();
            now = next.at;
            next.task.run();
            runTasks();
        }
        now = end;
    }

    /** Runs what was handed over. */
    void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        Entry entry = new Entry(now + delayNanos, task);
        timers.add(entry);
        return () -> timers.remove(entry);
    }

    @Override
    public boolean inEventLoop() {
        return true;
    }

    @Override
    public void onStall(StallListener listener) {}
}
