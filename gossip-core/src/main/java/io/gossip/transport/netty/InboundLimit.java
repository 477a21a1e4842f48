package io.gossip.transport.netty;

import io.gossip.runtime.EventLoop;
import io.gossip.runtime.LogLimiter;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The doorman of the listening socket: lets in so many streams overall, so many from one address, and closes the rest.
 *
 * <p>When accepting fails, mostly for want of file descriptors, he rests for 5 ms, and twice as long each further time
 * up to a second, as Go's memberlist does: the waiting connection would make the loop spin.
 */
final class InboundLimit extends InboundHandler {

    private static final Logger log = LoggerFactory.getLogger(InboundLimit.class);

    private static final long FIRST_REST_NANOS = 5_000_000L;
    private static final long LONGEST_REST_NANOS = 1_000_000_000L;

    private final EventLoop loop;
    private final LogLimiter limiter;
    private final int maxOverall;
    private final int maxPerPeer;
    private final Consumer<InetSocketAddress> onRefused;
    private final Map<InetAddress, Integer> perPeer = new HashMap<>();
    private int overall;
    private long restNanos = FIRST_REST_NANOS;

    /** Written on the loop only, read by anyone. */
    private volatile long refused;

    /**
     * A doorman who has let in nobody yet.
     *
     * @param onRefused told whom he turned away, and leaves a line in the log
     */
    InboundLimit(
            EventLoop loop, LogLimiter limiter, int maxOverall, int maxPerPeer, Consumer<InetSocketAddress> onRefused) {
        this.loop = loop;
        this.limiter = limiter;
        this.maxOverall = maxOverall;
        this.maxPerPeer = maxPerPeer;
        this.onRefused = onRefused;
    }

    /** How many streams were turned away. */
    long refused() {
        return refused;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        Channel accepted = (Channel) message;
        restNanos = FIRST_REST_NANOS;
        if (!(accepted.remoteAddress() instanceof InetSocketAddress remote)) {
            accepted.unsafe().closeForcibly(); // gone again already
            return;
        }
        InetAddress peer = remote.getAddress();
        if (overall >= maxOverall || perPeer.getOrDefault(peer, 0) >= maxPerPeer) {
            refused++;
            accepted.unsafe().closeForcibly();
            onRefused.accept(remote);
            return;
        }
        overall++;
        perPeer.merge(peer, 1, Integer::sum);
        accepted.closeFuture().addListener(closed -> {
            overall--;
            perPeer.computeIfPresent(peer, (address, count) -> count == 1 ? null : count - 1);
        });
        ctx.fireChannelRead(accepted);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        limiter.log("accept", "", more -> log.warn("Failed to accept a stream ({} more like this)", more, cause));
        ctx.channel().config().setAutoRead(false);
        loop.schedule(restNanos, () -> ctx.channel().config().setAutoRead(true));
        restNanos = Math.min(2 * restNanos, LONGEST_REST_NANOS);
    }
}
