package io.gossip.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ExecutorEventLoopTest {

    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(new DaemonThreadFactory("loop"));
    private final ExecutorEventLoop loop = new ExecutorEventLoop(executor);
    private final List<String> ran = new ArrayList<>();
    private final CountDownLatch done = new CountDownLatch(1);

    @AfterEach
    void shutDown() {
        executor.shutdownNow();
    }

    @Test
    void runsTasksInOrderAndTimersWhenDueOnOneThread() throws Exception {
        assertThat(loop.inEventLoop()).isFalse();
        long start = loop.nanoTime();
        loop.execute(() -> {
            loop.schedule(0, () -> ran.add("soon"));
            loop.schedule(1, () -> ran.add("never")).cancel();
            loop.execute(() -> {
                ran.add("task " + loop.inEventLoop());
                loop.schedule(20_000_000, () -> {
                    ran.add("later " + (loop.nanoTime() - start >= 20_000_000));
                    done.countDown();
                });
            });
            ran.add("first");
        });
        done.await();
        assertThat(ran).containsExactly("first", "soon", "task true", "later true");
    }

    @Test
    void saysThatItHasEnded() {
        assertThat(loop.failure()).isEmpty();
        executor.shutdownNow();
        assertThat(loop.failure()).get().asString().contains("the event loop has ended");
    }

    @Test
    void survivesTasksAndTimersThatThrow() throws Exception {
        loop.execute(() -> {
            throw new IllegalStateException("expected in this test");
        });
        loop.schedule(0, () -> {
            throw new IllegalStateException("expected in this test");
        });
        loop.schedule(1_000_000, done::countDown);
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void handlesWhatWasHandedOverDuringAPauseBeforeOverdueTimers() throws Exception {
        CountDownLatch paused = new CountDownLatch(1);
        CountDownLatch wakeUp = new CountDownLatch(1);
        long[] late = new long[1];
        loop.execute(() -> {
            loop.onStall(nanos -> {
                late[0] = nanos;
                ran.add("stalled");
            });
            loop.schedule(1_000_000, () -> ran.add("timeout"));
            loop.schedule(2_000_000, done::countDown);
            paused.countDown();
            awaitUninterruptibly(wakeUp);
            long end = loop.nanoTime() + 200_000_000;
            while (loop.nanoTime() - end < 0) {
                Thread.onSpinWait();
            }
        });
        paused.await();
        for (int i = 0; i < 3; i++) {
            loop.execute(() -> ran.add("packet"));
        }
        wakeUp.countDown();
        done.await();
        assertThat(ran).containsExactly("packet", "packet", "packet", "stalled", "timeout");
        assertThat(late[0]).isGreaterThanOrEqualTo(190_000_000);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
