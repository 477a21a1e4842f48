package io.gossip.spring.boot;

import io.gossip.GossipNode;
import io.gossip.serf.SerfState;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/**
 * Closes the node in the end. The node depends on it, so it goes after the node's last user, and is there even if the start
 * fails half-way.
 *
 * <p>A shutdown in good order has announced the leave long before ({@link GossipNodeLifecycle}); then nothing is waited for here,
 * whether or not everybody has heard of it. After a start that failed the leave is made up for. Either way it is waited for once,
 * and never longer than the leave timeout.
 */
final class NodeCloser implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(NodeCloser.class);

    private final Duration leaveTimeout;
    private volatile @Nullable GossipNode node;

    NodeCloser(Duration leaveTimeout) {
        this.leaveTimeout = leaveTimeout;
    }

    /** Takes charge of a node that has just started. */
    GossipNode closeInTheEnd(GossipNode started) {
        node = started;
        return started;
    }

    @Override
    public void destroy() {
        GossipNode closing = node;
        if (closing == null) {
            return;
        }
        if (closing.serf().state() == SerfState.ALIVE) {
            try {
                leave(closing, leaveTimeout);
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
        }
        closing.shutdown();
    }

    /** Announces the leave and waits until others know of it, but no longer than the given time. */
    static void leave(GossipNode node, Duration timeout) throws InterruptedException {
        try {
            node.leave().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            log.info("Not everybody may know yet that this node leaves; {} are over", timeout);
        } catch (ExecutionException failure) {
            log.warn("This node could not announce that it leaves", failure.getCause());
        }
    }
}
