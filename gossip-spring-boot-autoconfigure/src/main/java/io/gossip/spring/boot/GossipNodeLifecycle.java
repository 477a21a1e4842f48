package io.gossip.spring.boot;

import io.gossip.GossipNode;
import io.gossip.discovery.Catalog;
import io.gossip.serf.MemberStatus;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Lets a node leave the cluster at the right moment of a shutdown: before the web server stops to take requests.
 *
 * <p>The leave is announced at once; those who call this application choose another instance as soon as they hear it. Until
 * then requests keep coming, so the web server, whose own graceful shutdown is a later phase, has to wait: for the drain
 * delay if this node offers a service and somebody is there to call it, and in any case until the leave has been told, but
 * never longer than the leave timeout.
 *
 * <p>Only a context that closes leaves. One that is merely stopped, to be started again, stays a member: a node that has left
 * cannot come back.
 */
public final class GossipNodeLifecycle
        implements SmartLifecycle, ApplicationListener<ContextClosedEvent>, ApplicationContextAware {

    /** Above the web server's graceful shutdown: later to start and earlier to stop. */
    public static final int PHASE = WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE + 512;

    private final GossipNode node;
    private final Duration leaveTimeout;
    private final Duration drainDelay;

    private volatile @Nullable ApplicationContext context;
    private volatile boolean running;
    private volatile boolean closing;

    /**
     * Watches over a node.
     *
     * @param node the node
     * @param leaveTimeout longest wait until others know of the leave
     * @param drainDelay how long requests are still taken after the leave was announced
     */
    public GossipNodeLifecycle(GossipNode node, Duration leaveTimeout, Duration drainDelay) {
        this.node = node;
        this.leaveTimeout = leaveTimeout;
        this.drainDelay = drainDelay;
    }

    /**
     * Whether the context closes, and with it this node leaves.
     *
     * @return false while the application runs, and also if it is only stopped
     */
    public boolean isClosing() {
        return closing;
    }

    @Override
    public void setApplicationContext(ApplicationContext context) {
        this.context = context;
    }

    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        // Events of child contexts, such as one per balanced service, come here too; they close without us.
        if (event.getApplicationContext() == context) {
            closing = true;
        }
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        if (closing) {
            leave();
        }
        running = false;
    }

    /** Waits on a thread of its own: other beans of this phase stop meanwhile, and the JDK's common pool may be busy with us. */
    @Override
    public void stop(Runnable callback) {
        Thread thread = new Thread(
                () -> {
                    try {
                        stop();
                    } finally {
                        callback.run();
                    }
                },
                "gossip-leave");
        thread.setDaemon(true);
        thread.start();
    }

    private void leave() {
        long drained = System.nanoTime() + (isCalledByOthers() ? drainDelay.toNanos() : 0);
        try {
            NodeCloser.leave(node, leaveTimeout);
            TimeUnit.NANOSECONDS.sleep(drained - System.nanoTime());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isCalledByOthers() {
        String self = node.serf().self().name();
        boolean othersAreThere = node.serf().members().stream()
                .anyMatch(member ->
                        member.status() == MemberStatus.ALIVE && !member.name().equals(self));
        Catalog catalog = node.catalog().current();
        return othersAreThere
                && catalog.services().stream()
                        .flatMap(service -> catalog.instances(service).stream())
                        .anyMatch(instance -> instance.member().equals(self));
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** Spring's test support pauses idle contexts; a node that paused would have failed for all others. */
    @Override
    public boolean isPauseable() {
        return false;
    }
}
