package io.gossip.spring.boot.loadbalancer;

import io.gossip.spring.boot.discovery.GossipDiscoveryClient;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.support.LoadBalancerClientFactory;
import org.springframework.cloud.loadbalancer.support.LoadBalancerEnvironmentPropertyUtils;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Where a balanced client gets its instances; part of each service's own child context. Gives way to a supplier that the user
 * configured for a service, and to {@code spring.cloud.loadbalancer.configurations}.
 *
 * <p>Public only because the code that Spring generates ahead of time names it, in a package of Spring Cloud.
 */
@Configuration(proxyBeanMethods = false)
public class GossipLoadBalancerClientConfiguration {

    @Bean
    @ConditionalOnMissingBean
    @Conditional(NoOtherChainWanted.class)
    ServiceInstanceListSupplier gossipServiceInstanceListSupplier(
            ConfigurableApplicationContext context, GossipDiscoveryClient members, DiscoveryClient all) {
        String serviceId = LoadBalancerClientFactory.getName(context.getEnvironment());
        return ServiceInstanceListSupplier.builder()
                .withBase(new GossipServiceInstanceListSupplier(serviceId, members, all))
                .withZonePreference()
                .withHints()
                .build(context);
    }

    static final class NoOtherChainWanted implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return LoadBalancerEnvironmentPropertyUtils.equalToOrMissingForClientOrDefault(
                    context.getEnvironment(), "configurations", "default");
        }
    }
}
