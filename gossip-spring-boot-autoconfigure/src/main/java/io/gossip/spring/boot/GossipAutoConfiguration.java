package io.gossip.spring.boot;

import io.gossip.Gossip;
import io.gossip.GossipBuilder;
import io.gossip.GossipNode;
import io.gossip.discovery.ServiceCatalog;
import io.gossip.memberlist.MemberlistMetrics;
import io.gossip.serf.Serf;
import io.gossip.spring.boot.event.GossipEventPublisher;
import java.net.InetAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.cloud.commons.util.InetUtils;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Runs a gossip node for as long as the application runs.
 *
 * <p>The node starts with its bean, early: by the time the application serves requests it knows the others. It offers a service
 * only when the web server is up (package {@code registry}), and leaves before the web server goes
 * ({@link GossipNodeLifecycle}).
 */
@AutoConfiguration
@ConditionalOnClass(Gossip.class)
@ConditionalOnBooleanProperty(name = "gossip.enabled", matchIfMissing = true)
@EnableConfigurationProperties(GossipProperties.class)
public final class GossipAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    GossipEventPublisher gossipEventPublisher(ApplicationEventPublisher publisher) {
        return new GossipEventPublisher(publisher);
    }

    @Bean
    NodeSettings gossipNodeSettings(GossipProperties properties, Environment environment) {
        PropertyRules.checkShutdown(Binder.get(environment));
        return NodeSettings.of(properties, environment.getProperty("spring.cloud.loadbalancer.zone"));
    }

    @Bean
    NodeCloser gossipNodeCloser(GossipProperties properties) {
        return new NodeCloser(properties.leaveTimeout());
    }

    // Closed by its closer: the node's own close() would wait for a leave that has been waited for.
    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean
    GossipNode gossipNode(
            GossipProperties properties,
            NodeSettings settings,
            GossipEventPublisher events,
            NodeCloser closer,
            ObjectProvider<MemberlistMetrics> metrics,
            ObjectProvider<GossipBuilderCustomizer> customizers) {
        GossipBuilder builder = Gossip.builder()
                .bind(settings.bindHost(), settings.bindPort())
                .portFallback(settings.portFallback())
                .seeds(settings.seeds())
                .profile(properties.profile())
                .compression(properties.compression())
                .tags(TagBudget.check(settings.tags()))
                .onEvent(events);
        if (properties.nodeName() != null) {
            builder.name(properties.nodeName());
        }
        if (properties.advertiseAddress() != null) {
            builder.advertise(properties.advertiseAddress(), properties.advertisePort());
        }
        metrics.ifAvailable(builder::metrics);
        if (properties.label() != null) {
            builder.label(properties.label());
        }
        encrypt(builder, properties.encryption());
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return closer.closeInTheEnd(builder.start());
    }

    private static void encrypt(GossipBuilder builder, GossipProperties.Encryption encryption) {
        builder.verifyIncoming(encryption.verifyIncoming()).verifyOutgoing(encryption.verifyOutgoing());
        if (encryption.key() != null) {
            builder.encryptionKey(encryption.key());
        }
        if (encryption.keyringFile() != null) {
            builder.keyringFile(Path.of(encryption.keyringFile()));
        }
    }

    // The node closes both: without the empty destroy method Spring would close the handle a second time.
    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean
    Serf gossipSerf(GossipNode node) {
        return node.serf();
    }

    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean
    ServiceCatalog gossipServiceCatalog(GossipNode node) {
        return node.catalog();
    }

    @Bean
    @ConditionalOnMissingBean
    GossipNodeLifecycle gossipNodeLifecycle(GossipNode node, GossipProperties properties) {
        return new GossipNodeLifecycle(
                node, properties.leaveTimeout(), properties.registration().drainDelay());
    }

    /** Lets {@code spring.cloud.inetutils.*}, if set, choose among the addresses of a node that listens on all of them. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(InetUtils.class)
    static class AdvertisedAddress {

        @Bean
        @Order(Ordered.HIGHEST_PRECEDENCE)
        GossipBuilderCustomizer gossipAdvertisedAddress(
                GossipProperties properties,
                NodeSettings settings,
                Environment environment,
                ObjectProvider<InetUtils> inetUtils) {
            return builder -> {
                if (properties.advertiseAddress() == null
                        && settings.listensOnAllInterfaces()
                        && isConfigured(environment)) {
                    inetUtils.ifAvailable(chooser -> advertise(builder, chooser.findFirstNonLoopbackAddress()));
                }
            };
        }

        /** Left to itself, the node knows better: it looks for the interface with the default route. */
        private static boolean isConfigured(Environment environment) {
            return Binder.get(environment)
                    .bind("spring.cloud.inetutils", Bindable.mapOf(String.class, Object.class))
                    .isBound();
        }

        private static void advertise(GossipBuilder builder, @Nullable InetAddress address) {
            if (address != null && !address.isLoopbackAddress()) {
                builder.advertise(address.getHostAddress(), 0);
            }
        }
    }
}
