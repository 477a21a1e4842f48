package io.gossip.spring.boot.discovery;

import io.gossip.discovery.Catalog;
import io.gossip.discovery.ServiceCatalog;
import io.gossip.spring.boot.event.GossipMemberEvent;
import org.springframework.cloud.client.discovery.event.HeartbeatEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Tells those who keep a copy of the services (gateway routes, admin servers) when to look again: when a service has changed,
 * and only then.
 *
 * <p>The heartbeat's value is a counter, because listeners compare it with the last one they saw. Member events come one at a
 * time from one thread, so nothing here needs a lock.
 */
final class CatalogHeartbeat {

    private final ServiceCatalog catalog;
    private final ApplicationEventPublisher publisher;
    private Catalog announced = Catalog.EMPTY;
    private long changes;

    CatalogHeartbeat(ServiceCatalog catalog, ApplicationEventPublisher publisher) {
        this.catalog = catalog;
        this.publisher = publisher;
    }

    // Before the application's own listeners: what they take long for must not keep the load balancer waiting.
    @EventListener
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void memberChanged(GossipMemberEvent event) {
        Catalog now = catalog.current();
        if (!now.equals(announced)) {
            announced = now;
            publisher.publishEvent(new HeartbeatEvent(this, ++changes));
        }
    }
}
