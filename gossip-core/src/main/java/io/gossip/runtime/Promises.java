package io.gossip.runtime;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The futures that callers wait for; owned by the event loop, completed by the dispatcher after the events that went before.
 * When the node is closed those left over fail, so that nobody waits for ever.
 */
public final class Promises {

    private final Outbox outbox;
    private final Set<Promise<?>> open = new LinkedHashSet<>();

    /**
     * No futures yet.
     *
     * @param outbox the way to the callers
     */
    public Promises(Outbox outbox) {
        this.outbox = outbox;
    }

    /**
     * Takes charge of a future.
     *
     * @param <T> what it is completed with
     * @param future completed through the promise from now on
     * @return completes the future
     */
    public <T> Promise<T> take(CompletableFuture<T> future) {
        Promise<T> promise = new Promise<>(future);
        open.add(promise);
        return promise;
    }

    /**
     * Fails all that are open.
     *
     * @param cause why
     */
    public void failAll(Exception cause) {
        List<Promise<?>> left = new ArrayList<>(open);
        left.forEach(promise -> promise.fail(cause));
    }

    /**
     * A future to be completed once; what comes later is ignored.
     *
     * @param <T> what it is completed with
     */
    public final class Promise<T> {

        private final CompletableFuture<T> future;

        private Promise(CompletableFuture<T> future) {
            this.future = future;
        }

        /**
         * Completes the future.
         *
         * @param value with what
         */
        public void complete(@Nullable T value) {
            if (open.remove(this)) {
                outbox.run(() -> future.complete(value));
            }
        }

        /**
         * Fails the future.
         *
         * @param cause why
         */
        public void fail(Throwable cause) {
            if (open.remove(this)) {
                outbox.run(() -> future.completeExceptionally(cause));
            }
        }
    }
}
