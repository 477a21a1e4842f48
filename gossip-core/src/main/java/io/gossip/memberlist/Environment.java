package io.gossip.memberlist;

import io.gossip.runtime.Dispatcher;
import io.gossip.runtime.EventLoop;
import io.gossip.transport.Resolver;
import io.gossip.transport.Transport;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that a node is handed from outside: time, bytes, names, chance, and the way to user code. With a virtual loop, an
 * in-memory transport and a seeded generator the same node runs in a simulation.
 *
 * @param loop the node's only thread
 * @param transport bound, not yet started; the node starts and closes it
 * @param resolver looks up the host names of seeds
 * @param random all chance but that of nonces; used on the loop only
 * @param nonces makes encrypted messages unlike each other; used on the loop only. With real keys it has to be a
 *     {@code SecureRandom}: two messages with the same nonce under one key reveal both
 * @param dispatcher runs user code
 */
public record Environment(
        EventLoop loop,
        Transport transport,
        Resolver resolver,
        RandomGenerator random,
        RandomGenerator nonces,
        Dispatcher dispatcher) {

    private static final Logger log = LoggerFactory.getLogger(Environment.class);

    /**
     * Makes and starts a node on the loop. If that fails, for whatever reason, what it has opened is closed before the future
     * fails.
     *
     * @param <T> the node
     * @param maker makes the node; what it throws fails the future
     * @param starter starts it
     * @param closer closes a node that was made but could not be started, and says when that is done
     * @return completes on the loop, with the node
     */
    public <T> CompletableFuture<T> start(Callable<T> maker, Consumer<T> starter, BiConsumer<T, Runnable> closer) {
        CompletableFuture<T> started = new CompletableFuture<>();
        loop.execute(() -> {
            Consumer<Runnable> undo = transport::close;
            T node;
            try {
                node = maker.call();
                undo = done -> closer.accept(node, done);
                starter.accept(node);
            } catch (Throwable e) {
                abandon(undo, () -> started.completeExceptionally(e));
                return;
            }
            started.complete(node);
        });
        return started;
    }

    /** Closes what could not be started, and in any case says so. */
    private static void abandon(Consumer<Runnable> undo, Runnable done) {
        try {
            undo.accept(done);
        } catch (Throwable e) {
            log.warn("A node that could not start could not be closed either", e);
            done.run();
        }
    }
}
