package io.gossip.memberlist;

import io.gossip.runtime.Backlog;
import io.gossip.runtime.EventLoop;
import io.gossip.runtime.Outbox;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls user code on the application's executor, in order, and brings answers back to the event loop. Only so many questions
 * may wait, and only so much may wait with them: an application that is slower than the network must not fill the memory. What
 * holds more than that for itself is asked when nothing else is held, so that no message that is allowed is refused for ever.
 */
final class OffLoopCalls implements DelegateCalls {

    private static final Logger log = LoggerFactory.getLogger(OffLoopCalls.class);

    private final EventLoop loop;
    private final Outbox outbox;
    private final Backlog<MemberChange, MemberChange.Kind> changes;
    private final int maxWaiting;
    private final long maxHeldBytes;
    private int waiting;
    private long heldBytes;

    OffLoopCalls(EventLoop loop, Outbox outbox, EventDelegate events, InputConfig limits) {
        this.loop = loop;
        this.outbox = outbox;
        this.changes = new Backlog<>(
                loop::nanoTime,
                limits.handoffQueueDepth(),
                new MemberChangeSums(),
                change -> outbox.userCode().run("The event delegate", () -> change.tell(events)));
        this.maxWaiting = limits.handoffQueueDepth();
        this.maxHeldBytes = limits.handoffQueueBytes();
    }

    @Override
    public <T> boolean ask(Question<T> question, Consumer<T> then) {
        long held = question.heldBytes();
        if (waiting >= maxWaiting || (held > 0 && heldBytes > 0 && held > maxHeldBytes - heldBytes)) {
            return false;
        }
        waiting++;
        heldBytes += held;
        outbox.run(() -> {
            T answer = askWithin(question);
            try {
                loop.execute(() -> {
                    waiting--;
                    heldBytes -= held;
                    then.accept(answer);
                });
            } catch (RejectedExecutionException e) {
                log.debug("The node ended before its delegate answered");
            }
        });
        return true;
    }

    @Override
    public void tell(MemberChange change, Runnable folded) {
        outbox.runOncePublished(way -> {
            if (!changes.add(change, way)) {
                folded.run();
            }
        });
    }

    @Override
    public int unanswered() {
        return waiting;
    }

    @Override
    public <T> T askWithin(Question<T> part) {
        return outbox.userCode().ask(part.whom(), part.code(), part.fallback());
    }
}
