package io.gossip.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.virtual.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InboxTest {

    private final EventLoop blocked = new BlockedLoop();
    private final List<String> done = new ArrayList<>();

    @Test
    void closingWaitsForNoLoopThatDoesNothing() {
        Inbox inbox = inboxOf(blocked);
        inbox.shutdownAndWait();
        inbox.closeAndWait(Duration.ofNanos(1), Runnable::run);
        assertThat(done).isEmpty();
        assertThat(inbox.submit(promise -> {})).isCompletedExceptionally();
    }

    @Test
    void anInterruptDoesNotEndTheWaitAndIsNotForgotten() {
        Inbox inbox = inboxOf(blocked);
        Thread.currentThread().interrupt();
        inbox.shutdownAndWait();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void whatTakesTooLongOnALoopThatWorksIsCutShort() {
        VirtualTime time = new VirtualTime();
        EventLoop loop = time.eventLoop();
        Inbox inbox = new Inbox(loop, outboxOf(loop), this::shutdown);
        loop.execute(() -> inbox.closeAndWait(Duration.ofSeconds(3), never -> {}));
        time.advance(Duration.ofMillis(4499));
        assertThat(done).isEmpty();
        time.advance(Duration.ofMillis(1));
        assertThat(done).as("half a second before its caller gives up").containsExactly("shut down");
    }

    private Inbox inboxOf(EventLoop loop) {
        return new Inbox(loop, outboxOf(loop), this::shutdown, Duration.ofMillis(1));
    }

    private static Outbox outboxOf(EventLoop loop) {
        return new Outbox(loop, Runnable::run, () -> false);
    }

    private void shutdown(Runnable whenDone) {
        done.add("shut down");
        whenDone.run();
    }

    /** User code blocks it. */
    private static final class BlockedLoop implements EventLoop {

        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public void execute(Runnable task) {}

        @Override
        public Timer schedule(long delayNanos, Runnable task) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean inEventLoop() {
            return false;
        }

        @Override
        public void onStall(StallListener listener) {}
    }
}
