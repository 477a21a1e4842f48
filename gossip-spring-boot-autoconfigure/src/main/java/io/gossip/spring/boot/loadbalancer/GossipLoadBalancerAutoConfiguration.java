package io.gossip.spring.boot.loadbalancer;

import io.gossip.GossipNode;
import io.gossip.discovery.ServiceCatalog;
import io.gossip.spring.boot.GossipAutoConfiguration;
import io.gossip.spring.boot.discovery.CatalogView;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.cloud.client.ConditionalOnDiscoveryEnabled;
import org.springframework.cloud.loadbalancer.annotation.LoadBalancerClients;
import org.springframework.cloud.loadbalancer.cache.LoadBalancerCacheManager;
import org.springframework.cloud.loadbalancer.config.LoadBalancerAutoConfiguration;
import org.springframework.cloud.loadbalancer.config.LoadBalancerZoneConfig;
import org.springframework.cloud.loadbalancer.support.LoadBalancerClientFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Feeds Spring Cloud LoadBalancer from the catalog, and tells it the zone of this node. Needs neither of the discovery clients: an
 * application that has switched one of them off, or both, is fed all the same.
 */
@AutoConfiguration(after = GossipAutoConfiguration.class, before = LoadBalancerAutoConfiguration.class)
@ConditionalOnClass(LoadBalancerClientFactory.class)
@ConditionalOnDiscoveryEnabled
@ConditionalOnBean(GossipNode.class)
@ConditionalOnBooleanProperty(name = "spring.cloud.loadbalancer.enabled", matchIfMissing = true)
@LoadBalancerClients(defaultConfiguration = GossipLoadBalancerClientConfiguration.class)
public final class GossipLoadBalancerAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    CatalogView gossipLoadBalancerInstances(ServiceCatalog catalog) {
        return new CatalogView(catalog);
    }

    @Bean
    @ConditionalOnMissingBean
    LoadBalancerZoneConfig zoneConfig(GossipNode node, Environment environment) {
        String ownZone = environment.getProperty("spring.cloud.loadbalancer.zone");
        return new LoadBalancerZoneConfig(
                ownZone != null ? ownZone : node.serf().self().tags().get("zone"));
    }

    /** Spring's cache abstraction is optional for the load balancer. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(LoadBalancerCacheManager.class)
    static class CacheEviction {

        @Bean
        LoadBalancerCacheEviction gossipLoadBalancerCacheEviction(BeanFactory beanFactory) {
            return new LoadBalancerCacheEviction(beanFactory);
        }
    }
}
