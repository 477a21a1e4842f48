package io.gossip.spring.boot.discovery;

import io.gossip.GossipNode;
import io.gossip.discovery.ServiceCatalog;
import io.gossip.spring.boot.GossipAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.cloud.client.ConditionalOnDiscoveryEnabled;
import org.springframework.cloud.client.ConditionalOnDiscoveryHealthIndicatorEnabled;
import org.springframework.cloud.client.ConditionalOnReactiveDiscoveryEnabled;
import org.springframework.cloud.client.ReactiveCommonsClientAutoConfiguration;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import org.springframework.cloud.client.discovery.composite.reactive.ReactiveCompositeDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.health.DiscoveryClientHealthIndicatorProperties;
import org.springframework.cloud.client.discovery.health.reactive.ReactiveDiscoveryClientHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The {@link ReactiveDiscoveryClient}; Commons asks for {@code WebClient} on the class path before it wants one. */
@AutoConfiguration(
        after = {GossipAutoConfiguration.class, ReactiveCompositeDiscoveryClientAutoConfiguration.class},
        before = ReactiveCommonsClientAutoConfiguration.class)
@ConditionalOnClass(ReactiveDiscoveryClient.class)
@ConditionalOnDiscoveryEnabled
@ConditionalOnReactiveDiscoveryEnabled
@ConditionalOnBean(GossipNode.class)
public final class GossipReactiveDiscoveryClientAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    GossipReactiveDiscoveryClient gossipReactiveDiscoveryClient(ServiceCatalog catalog) {
        return new GossipReactiveDiscoveryClient(catalog);
    }

    /** Commons makes this indicator for the blocking client, but leaves the reactive one to each implementation. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ReactiveHealthIndicator.class)
    @EnableConfigurationProperties(DiscoveryClientHealthIndicatorProperties.class)
    static class Health {

        @Bean
        @ConditionalOnMissingBean
        @ConditionalOnDiscoveryHealthIndicatorEnabled
        ReactiveDiscoveryClientHealthIndicator gossipReactiveDiscoveryClientHealthIndicator(
                GossipReactiveDiscoveryClient client, DiscoveryClientHealthIndicatorProperties properties) {
            return new ReactiveDiscoveryClientHealthIndicator(client, properties);
        }
    }
}
