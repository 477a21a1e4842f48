package io.gossip.spring.boot.loadbalancer;

import io.gossip.spring.boot.discovery.CatalogView;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.support.LoadBalancerClientFactory;
import org.springframework.cloud.loadbalancer.support.LoadBalancerEnvironmentPropertyUtils;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import reactor.core.publisher.Flux;

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
            ConfigurableApplicationContext context,
            CatalogView members,
            ObjectProvider<DiscoveryClient> blocking,
            ObjectProvider<ReactiveDiscoveryClient> reactive) {
        Environment environment = context.getEnvironment();
        String serviceId = LoadBalancerClientFactory.getName(environment);
        Flux<List<ServiceInstance>> others =
                environment.getProperty("spring.cloud.discovery.blocking.enabled", Boolean.class, true)
                        ? blocking(serviceId, blocking)
                        : reactive(serviceId, reactive);
        return ServiceInstanceListSupplier.builder()
                .withBase(new GossipServiceInstanceListSupplier(serviceId, members, others))
                .withZonePreference()
                .withHints()
                .build(context);
    }

    private static Flux<List<ServiceInstance>> blocking(String serviceId, ObjectProvider<DiscoveryClient> clients) {
        DiscoveryClient client = clients.getIfAvailable();
        return client == null ? Flux.just(List.of()) : Flux.defer(() -> Flux.just(client.getInstances(serviceId)));
    }

    private static Flux<List<ServiceInstance>> reactive(
            String serviceId, ObjectProvider<ReactiveDiscoveryClient> clients) {
        ReactiveDiscoveryClient client = clients.getIfAvailable();
        return client == null
                ? Flux.just(List.of())
                : Flux.defer(() -> client.getInstances(serviceId)).collectList().flux();
    }

    static final class NoOtherChainWanted implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return LoadBalancerEnvironmentPropertyUtils.equalToOrMissingForClientOrDefault(
                    context.getEnvironment(), "configurations", "default");
        }
    }
}
