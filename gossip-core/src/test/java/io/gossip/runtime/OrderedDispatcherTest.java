package io.gossip.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class OrderedDispatcherTest {

    private final Queue<Runnable> executor = new ArrayDeque<>();
    private final OrderedDispatcher dispatcher = new OrderedDispatcher("test", executor::add);
    private final List<Integer> ran = new ArrayList<>();

    @Test
    void runsTasksInOrderOnTheGivenExecutorAndHoldsNoThreadWhileIdle() {
        dispatcher.dispatch(() -> ran.add(1));
        dispatcher.dispatch(() -> ran.add(2));
        assertThat(ran).isEmpty();
        assertThat(executor).hasSize(1);
        executor.remove().run();
        assertThat(ran).containsExactly(1, 2);
        assertThat(executor).isEmpty();
        dispatcher.dispatch(() -> ran.add(3));
        executor.remove().run();
        assertThat(ran).containsExactly(1, 2, 3);
    }

    @Test
    void aTaskDispatchedByATaskRunsAfterIt() {
        dispatcher.dispatch(() -> {
            dispatcher.dispatch(() -> ran.add(2));
            ran.add(1);
        });
        executor.remove().run();
        assertThat(ran).containsExactly(1, 2);
    }

    @Test
    void aTaskThatThrowsHarmsNoOther() {
        dispatcher.dispatch(() -> {
            throw new IllegalStateException("expected in this test");
        });
        dispatcher.dispatch(() -> ran.add(1));
        executor.remove().run();
        assertThat(ran).containsExactly(1);
    }

    @Test
    void letsOthersHaveTheExecutorNowAndThen() {
        IntStream.range(0, 1_000).forEach(i -> dispatcher.dispatch(() -> ran.add(i)));
        executor.remove().run();
        assertThat(ran).hasSizeBetween(1, 999);
        while (!executor.isEmpty()) {
            executor.remove().run();
        }
        assertThat(ran).isEqualTo(IntStream.range(0, 1_000).boxed().toList());
    }

    @Test
    void closingLetsRunWhatWaitsAndDropsWhatComesLater() {
        dispatcher.dispatch(() -> ran.add(1));
        dispatcher.close();
        dispatcher.close();
        dispatcher.dispatch(() -> ran.add(2));
        executor.remove().run();
        assertThat(ran).containsExactly(1);
        assertThat(executor).isEmpty();
    }

    @Test
    void triesAgainAfterTheExecutorRefused() {
        boolean[] full = {true};
        OrderedDispatcher refused = new OrderedDispatcher("test", task -> {
            if (full[0]) {
                throw new RejectedExecutionException("expected in this test");
            }
            task.run();
        });
        refused.dispatch(() -> ran.add(1));
        refused.dispatch(() -> ran.add(2));
        assertThat(refused.waiting()).isEqualTo(2);
        full[0] = false;
        refused.dispatch(() -> ran.add(3));
        assertThat(ran).containsExactly(1, 2, 3);
    }

    @Test
    @Timeout(30)
    void neverRunsTwoAtOnceWhateverTheExecutor() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4, new DaemonThreadFactory("pool"));
        OrderedDispatcher shared = new OrderedDispatcher("test", pool);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        int[] last = {0, 0, 0};
        AtomicInteger disorder = new AtomicInteger();
        CompletableFuture<?>[] producers = IntStream.range(0, 3)
                .mapToObj(producer -> CompletableFuture.runAsync(
                        () -> IntStream.rangeClosed(1, 10_000)
                                .forEach(i -> shared.dispatch(() -> {
                                    if (inside.incrementAndGet() != 1) {
                                        overlaps.incrementAndGet();
                                    }
                                    if (i != ++last[producer]) {
                                        disorder.incrementAndGet();
                                    }
                                    inside.decrementAndGet();
                                })),
                        pool))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(producers).join();
        CompletableFuture<Boolean> end = new CompletableFuture<>();
        shared.dispatch(() -> end.complete(true));
        assertThat(end.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(last).containsExactly(10_000, 10_000, 10_000);
        assertThat(overlaps).hasValue(0);
        assertThat(disorder).hasValue(0);
        pool.shutdown();
    }

    @Test
    @Timeout(30)
    void itsOwnThreadIsANamedDaemon() throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        OrderedDispatcher.onOwnThread("billing-1").dispatch(() -> thread.complete(Thread.currentThread()));
        assertThat(thread.get(20, TimeUnit.SECONDS).getName()).isEqualTo("gossip-billing-1-events");
        assertThat(thread.get().isDaemon()).isTrue();
    }
}
