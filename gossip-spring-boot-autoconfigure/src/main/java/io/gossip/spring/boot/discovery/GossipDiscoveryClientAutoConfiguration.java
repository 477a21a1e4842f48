package io.gossip.spring.boot.discovery;

import io.gossip.GossipNode;
import io.gossip.discovery.ServiceCatalog;
import io.gossip.spring.boot.GossipAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.cloud.client.CommonsClientAutoConfiguration;
import org.springframework.cloud.client.ConditionalOnBlockingDiscoveryEnabled;
import org.springframework.cloud.client.ConditionalOnDiscoveryEnabled;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.simple.SimpleDiscoveryClientAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The blocking {@link DiscoveryClient}. Before Commons looks whether there is one, or its health indicator is missing. */
@AutoConfiguration(
        after = GossipAutoConfiguration.class,
        before = {SimpleDiscoveryClientAutoConfiguration.class, CommonsClientAutoConfiguration.class})
@ConditionalOnClass(DiscoveryClient.class)
@ConditionalOnDiscoveryEnabled
@ConditionalOnBlockingDiscoveryEnabled
@ConditionalOnBean(GossipNode.class)
public final class GossipDiscoveryClientAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    GossipDiscoveryClient gossipDiscoveryClient(ServiceCatalog catalog) {
        return new GossipDiscoveryClient(catalog);
    }
}
