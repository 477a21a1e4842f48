package io.gossip.memberlist;

import io.gossip.runtime.EventLoop;
import io.gossip.runtime.Outbox;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls user code on the application's executor, in order, and brings answers back to the event loop. Only so many questions
 * may wait: an application that is slower than the network must not fill the memory.
 */
final class OffLoopCalls implements DelegateCalls {

    private static final Logger log = LoggerFactory.getLogger(OffLoopCalls.class);

    private final EventLoop loop;
    private final Outbox outbox;
    private final int limit;
    private int waiting;

    OffLoopCalls(EventLoop loop, Outbox outbox, int limit) {
        this.loop = loop;
        this.outbox = outbox;
        this.limit = limit;
    }

    @Override
    public <T> boolean ask(Question<T> question, Consumer<T> then) {
        if (waiting >= limit) {
            return false;
        }
        waiting++;
        outbox.run(() -> {
            T answer = askWithin(question);
            try {
                loop.execute(() -> {
                    waiting--;
                    then.accept(answer);
                });
            } catch (RejectedExecutionException e) {
                log.debug("The node ended before its delegate answered");
            }
        });
        return true;
    }

    @Override
    public void tell(String whom, Runnable event) {
        outbox.run(() -> outbox.userCode().run(whom, event));
    }

    @Override
    public <T> T askWithin(Question<T> part) {
        return outbox.userCode().ask(part.whom(), part.code(), part.fallback());
    }
}
