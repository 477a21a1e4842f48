package io.gossip.spring.boot.discovery;

import io.gossip.GossipNode;
import io.gossip.discovery.ServiceCatalog;
import io.gossip.serf.Serf;
import io.gossip.spring.boot.GossipAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.cloud.client.ConditionalOnDiscoveryEnabled;
import org.springframework.cloud.client.discovery.event.HeartbeatEvent;
import org.springframework.cloud.client.serviceregistry.AutoServiceRegistration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;

/** What Spring Cloud wants to be told about discovery, blocking or reactive. */
@AutoConfiguration(after = GossipAutoConfiguration.class)
@ConditionalOnClass(HeartbeatEvent.class)
@ConditionalOnDiscoveryEnabled
@ConditionalOnBean(GossipNode.class)
public final class GossipDiscoveryEventsAutoConfiguration {

    @Bean
    CatalogHeartbeat gossipCatalogHeartbeat(ServiceCatalog catalog, Serf serf, ApplicationEventPublisher publisher) {
        return new CatalogHeartbeat(catalog, serf::onMembersChanged, publisher);
    }

    @Bean
    ClientOnlyAnnouncement gossipClientOnlyAnnouncement(
            ObjectProvider<AutoServiceRegistration> registrations,
            GossipNode node,
            ApplicationEventPublisher publisher) {
        return new ClientOnlyAnnouncement(registrations, node, publisher);
    }
}
