package io.gossip.spring.boot.loadbalancer;

import io.gossip.GossipNode;
import io.gossip.spring.boot.discovery.GossipDiscoveryClient;
import io.gossip.spring.boot.discovery.GossipDiscoveryClientAutoConfiguration;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.cloud.loadbalancer.annotation.LoadBalancerClients;
import org.springframework.cloud.loadbalancer.cache.LoadBalancerCacheManager;
import org.springframework.cloud.loadbalancer.config.LoadBalancerAutoConfiguration;
import org.springframework.cloud.loadbalancer.config.LoadBalancerZoneConfig;
import org.springframework.cloud.loadbalancer.support.LoadBalancerClientFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Feeds Spring Cloud LoadBalancer from the catalog, and tells it the zone of this node. */
@AutoConfiguration(after = GossipDiscoveryClientAutoConfiguration.class, before = LoadBalancerAutoConfiguration.class)
@ConditionalOnClass(LoadBalancerClientFactory.class)
@ConditionalOnBean(GossipDiscoveryClient.class)
@ConditionalOnBooleanProperty(name = "spring.cloud.loadbalancer.enabled", matchIfMissing = true)
@LoadBalancerClients(defaultConfiguration = GossipLoadBalancerClientConfiguration.class)
public final class GossipLoadBalancerAutoConfiguration {

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
