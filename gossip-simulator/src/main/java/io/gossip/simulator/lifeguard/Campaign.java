package io.gossip.simulator.lifeguard;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/** Makes runs, several at a time; each has a world of its own, so how many at a time changes nothing but the time it takes. */
final class Campaign {

    private record Made(Run run, Outcome outcome) {}

    private final int threads;

    Campaign(int threads) {
        this.threads = threads;
    }

    /**
     * Makes runs until all are made or it is time to stop; those that have begun are finished.
     *
     * @param runs what is to be done
     * @param enough asked before each run
     * @param made told of each outcome as it comes, in whatever order, on the calling thread
     * @return the outcomes by {@link Run#key}
     */
    Map<String, Outcome> make(List<Run> runs, BooleanSupplier enough, BiConsumer<Run, Outcome> made)
            throws InterruptedException {
        Map<String, Outcome> outcomes = new HashMap<>();
        Queue<Run> waiting = new ArrayDeque<>(runs);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CompletionService<Made> under = new ExecutorCompletionService<>(pool);
            int underWay = 0;
            while (underWay > 0 || !waiting.isEmpty()) {
                while (underWay < threads && !waiting.isEmpty() && !enough.getAsBoolean()) {
                    Run next = waiting.remove();
                    under.submit(() -> new Made(next, next.make()));
                    underWay++;
                }
                if (underWay == 0) {
                    break;
                }
                Made done = outcomeOf(under);
                underWay--;
                outcomes.put(done.run.key(), done.outcome);
                made.accept(done.run, done.outcome);
            }
        } finally {
            pool.shutdownNow();
        }
        return outcomes;
    }

    private static Made outcomeOf(CompletionService<Made> under) throws InterruptedException {
        try {
            return under.take().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a run failed", e.getCause());
        }
    }
}
