package io.gossip.spring.boot.discovery;

import io.gossip.discovery.Catalog;
import io.gossip.discovery.ServiceCatalog;
import io.gossip.runtime.DaemonThreadFactory;
import io.gossip.runtime.Subscription;
import io.gossip.runtime.UserCode;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.cloud.client.discovery.event.HeartbeatEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/**
 * Tells those who keep a copy of the services (gateway routes, admin servers, the load balancer's cache) when to look again: when
 * a service has changed, and only then.
 *
 * <p>Follows the list of members and not their events: a member that begins to leave offers nothing any more, and that is no
 * event. The heartbeat's value is a counter, because listeners compare it with the last one they saw. Publishing has a thread of
 * its own, so that a slow listener delays other listeners at most, and nothing that is compared or counted needs a lock.
 */
final class CatalogHeartbeat implements SmartLifecycle, DisposableBean {

    private final ServiceCatalog catalog;
    private final Function<Runnable, Subscription> membersChanged;
    private final ApplicationEventPublisher publisher;
    private final ExecutorService thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(1), // who is about to look sees all that has changed until then
            new DaemonThreadFactory("gossip-heartbeat"),
            new DiscardPolicy());

    private final UserCode listeners = new UserCode(System::nanoTime);
    private Catalog announced = Catalog.EMPTY;
    private long changes;
    private volatile @Nullable Subscription subscription;

    /**
     * Not beating yet.
     *
     * @param catalog the services
     * @param membersChanged registers who is called whenever there are other members
     * @param publisher where heartbeats go
     */
    CatalogHeartbeat(
            ServiceCatalog catalog,
            Function<Runnable, Subscription> membersChanged,
            ApplicationEventPublisher publisher) {
        this.catalog = catalog;
        this.membersChanged = membersChanged;
        this.publisher = publisher;
    }

    @Override
    public void start() {
        subscription = membersChanged.apply(() -> thread.execute(this::beat));
        // What was found before anybody could listen.
        thread.execute(this::beat);
    }

    private void beat() {
        Catalog now = catalog.current();
        if (isRunning() && !now.equals(announced)) {
            announced = now;
            changes++;
            listeners.run(
                    "A listener of the heartbeat", () -> publisher.publishEvent(new HeartbeatEvent(this, changes)));
        }
    }

    @Override
    public void stop() {
        Subscription ending = subscription;
        subscription = null;
        if (ending != null) {
            ending.close();
        }
    }

    @Override
    public boolean isRunning() {
        return subscription != null;
    }

    /**
     * First to start and last to stop, as are the events of members.
     *
     * @return the lowest phase
     */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    @Override
    public boolean isPauseable() {
        return false;
    }

    @Override
    public void destroy() {
        thread.shutdownNow();
    }
}
