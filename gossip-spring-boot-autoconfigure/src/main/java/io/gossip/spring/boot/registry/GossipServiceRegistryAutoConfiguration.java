package io.gossip.spring.boot.registry;

import io.gossip.GossipNode;
import io.gossip.serf.Serf;
import io.gossip.spring.boot.GossipAutoConfiguration;
import io.gossip.spring.boot.GossipNodeLifecycle;
import io.gossip.spring.boot.GossipProperties;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.cloud.client.serviceregistry.AutoServiceRegistration;
import org.springframework.cloud.client.serviceregistry.AutoServiceRegistrationAutoConfiguration;
import org.springframework.cloud.client.serviceregistry.AutoServiceRegistrationProperties;
import org.springframework.cloud.client.serviceregistry.ServiceRegistry;
import org.springframework.cloud.client.serviceregistry.ServiceRegistryAutoConfiguration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The {@link ServiceRegistry}, and the automatic registration of this application in it. */
@AutoConfiguration(
        after = {GossipAutoConfiguration.class, AutoServiceRegistrationAutoConfiguration.class},
        before = ServiceRegistryAutoConfiguration.class)
@ConditionalOnClass(ServiceRegistry.class)
@ConditionalOnBooleanProperty(name = "spring.cloud.service-registry.enabled", matchIfMissing = true)
@ConditionalOnBean(GossipNode.class)
public final class GossipServiceRegistryAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    GossipServiceRegistry gossipServiceRegistry(Serf serf) {
        // Nothing is registered yet, so the tags that the node has now are those that stay.
        return new GossipServiceRegistry(serf, serf.self().tags());
    }

    /** Where Spring Cloud's own switch, {@code spring.cloud.service-registry.auto-registration.enabled}, is on. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(AutoServiceRegistrationProperties.class)
    @ConditionalOnBooleanProperty(name = "gossip.registration.enabled", matchIfMissing = true)
    static class AutoRegistration {

        @Bean
        @ConditionalOnMissingBean
        GossipRegistration gossipRegistration(GossipNode node, GossipProperties properties, Environment environment) {
            GossipProperties.Registration settings = properties.registration();
            String serviceName = settings.serviceName() != null
                    ? settings.serviceName()
                    : environment.getProperty("spring.application.name", "");
            boolean secure = settings.secure() != null ? settings.secure() : new WebEndpoints(environment).isSecure();
            return new GossipRegistration(
                    node, serviceName, settings.instanceId(), settings.host(), secure, settings.metadata());
        }

        @Bean
        @ConditionalOnMissingBean(AutoServiceRegistration.class)
        GossipAutoServiceRegistration gossipAutoServiceRegistration(
                GossipServiceRegistry registry,
                GossipRegistration registration,
                GossipProperties properties,
                Environment environment,
                AutoServiceRegistrationProperties cloudProperties,
                GossipNodeLifecycle nodeLifecycle,
                ApplicationEventPublisher publisher) {
            return new GossipAutoServiceRegistration(
                    registry,
                    registration,
                    properties.registration(),
                    new WebEndpoints(environment),
                    cloudProperties.isRegisterManagement(),
                    nodeLifecycle,
                    publisher);
        }
    }
}
