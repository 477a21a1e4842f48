package io.gossip.runtime.netty;

import io.gossip.runtime.ConfigurationException;
import io.gossip.runtime.DaemonThreadFactory;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A few daemon threads that run the event loops of any number of nodes.
 *
 * <p>One thread is plenty for one node; thirty nodes in a test are well served by two.
 */
public final class NettyEventLoops implements AutoCloseable {

    private static final long SHUTDOWN_TIMEOUT_MILLIS = 1_000;

    private final EventLoopGroup group;
    private final Map<EventLoop, LoopMemory> memories = new ConcurrentHashMap<>();

    /**
     * Threads, each started when first needed.
     *
     * @param name what the threads are called; from the second on, a number follows
     * @param threads how many, at least one
     */
    public NettyEventLoops(String name, int threads) {
        if (threads < 1) {
            throw new ConfigurationException("threads", threads, "at least 1");
        }
        group = new MultiThreadIoEventLoopGroup(threads, new DaemonThreadFactory(name), NioIoHandler.newFactory());
    }

    /**
     * An event loop for one more node, on the threads in turn.
     *
     * @return a loop with timers of its own
     */
    public NettyEventLoop next() {
        EventLoop thread = group.next();
        return new NettyEventLoop(thread, memories.computeIfAbsent(thread, first -> new LoopMemory()));
    }

    /**
     * Ends the threads and whatever is still registered with them; waits for it, a second at most, unless called on one
     * of them. Close the nodes first.
     */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // it waits no longer than a second
    public void close() {
        closeAsync();
        for (var executor : group) {
            if (executor.inEventLoop()) {
                return;
            }
        }
        group.terminationFuture().awaitUninterruptibly(SHUTDOWN_TIMEOUT_MILLIS);
    }

    /**
     * Ends the threads and whatever is still registered with them. Only then are the addresses of the sockets free for
     * certain: the operating system gets a closed socket back when its loop next looks for input, or ends.
     *
     * @return completes, on a thread that is none of these, when all have ended
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the termination future tells
    public CompletableFuture<Void> closeAsync() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        group.terminationFuture().addListener(ended -> closed.complete(null));
        group.shutdownGracefully(0, SHUTDOWN_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
        return closed;
    }
}
