package io.gossip.runtime.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gossip.runtime.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class NettyEventLoopTest {

    private final NettyEventLoops loops = new NettyEventLoops("test-loop", 1);
    private final NettyEventLoop loop = loops.next();
    private final List<String> ran = new ArrayList<>();
    private final CountDownLatch done = new CountDownLatch(1);

    @AfterEach
    void close() {
        loops.close();
    }

    @Test
    void runsTasksInOrderAndTimersWhenDueOnOneDaemonThread() throws Exception {
        assertThat(loop.inEventLoop()).isFalse();
        long start = loop.nanoTime();
        loop.execute(() -> {
            loop.schedule(20_000_000, () -> {
                ran.add("later " + (loop.nanoTime() - start >= 20_000_000));
                done.countDown();
            });
            loop.schedule(0, () -> ran.add("soon"));
            loop.schedule(1, () -> ran.add("never")).cancel();
            loop.execute(() -> ran.add("task " + loop.inEventLoop()));
            ran.add(Thread.currentThread().getName() + " "
                    + Thread.currentThread().isDaemon());
        });
        done.await();
        assertThat(ran).containsExactly("test-loop true", "task true", "soon", "later true");
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
    void nodesThatShareAThreadHaveTimersOfTheirOwn() throws Exception {
        NettyEventLoop neighbour = loops.next();
        assertThat(neighbour.nettyLoop()).isSameAs(loop.nettyLoop());
        neighbour.execute(() -> {
            neighbour.onStall(late -> ran.add("neighbour stalled"));
            loop.onStall(late -> ran.add("stalled"));
            loop.schedule(1_000_000, () -> {
                ran.add("overdue");
                done.countDown();
            });
            neighbour.schedule(TimeUnit.HOURS.toNanos(1), () -> ran.add("not due"));
            long end = loop.nanoTime() + 200_000_000;
            while (loop.nanoTime() - end < 0) {
                Thread.onSpinWait();
            }
        });
        done.await();
        assertThat(ran).containsExactly("stalled", "overdue");
    }

    @Test
    void refusesTasksOnceItHasEnded() {
        loops.close();
        assertThatThrownBy(() -> loop.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> loop.schedule(1, () -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void needsAThread() {
        assertThatThrownBy(() -> new NettyEventLoops("none", 0))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("threads is 0, but must be at least 1");
    }
}
