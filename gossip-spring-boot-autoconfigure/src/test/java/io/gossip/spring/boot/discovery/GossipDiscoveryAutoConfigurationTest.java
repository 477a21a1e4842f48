package io.gossip.spring.boot.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gossip.Gossip;
import io.gossip.GossipNode;
import io.gossip.serf.MemberStatus;
import io.gossip.serf.Serf;
import io.gossip.spring.boot.GossipAutoConfiguration;
import io.gossip.spring.boot.registry.GossipServiceRegistryAutoConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.client.CommonsClientAutoConfiguration;
import org.springframework.cloud.client.ReactiveCommonsClientAutoConfiguration;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClient;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.composite.reactive.ReactiveCompositeDiscoveryClient;
import org.springframework.cloud.client.discovery.composite.reactive.ReactiveCompositeDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.event.HeartbeatEvent;
import org.springframework.cloud.client.discovery.health.DiscoveryClientHealthIndicator;
import org.springframework.cloud.client.discovery.health.reactive.ReactiveDiscoveryClientHealthIndicator;
import org.springframework.cloud.client.discovery.simple.SimpleDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.serviceregistry.AutoServiceRegistrationAutoConfiguration;
import org.springframework.cloud.client.serviceregistry.ServiceRegistryAutoConfiguration;
import org.springframework.cloud.commons.util.UtilAutoConfiguration;
import org.springframework.context.event.EventListener;
import org.springframework.web.reactive.function.client.WebClient;

class GossipDiscoveryAutoConfigurationTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    GossipAutoConfiguration.class,
                    UtilAutoConfiguration.class,
                    GossipDiscoveryClientAutoConfiguration.class,
                    GossipReactiveDiscoveryClientAutoConfiguration.class,
                    GossipDiscoveryEventsAutoConfiguration.class,
                    GossipServiceRegistryAutoConfiguration.class,
                    SimpleDiscoveryClientAutoConfiguration.class,
                    CompositeDiscoveryClientAutoConfiguration.class,
                    ReactiveCompositeDiscoveryClientAutoConfiguration.class,
                    CommonsClientAutoConfiguration.class,
                    ReactiveCommonsClientAutoConfiguration.class,
                    AutoServiceRegistrationAutoConfiguration.class,
                    ServiceRegistryAutoConfiguration.class))
            .withPropertyValues("gossip.bind-port=0");

    @Test
    void isOneOfTheClientsBehindTheOneThatIsInjected() {
        runner.run(context -> {
            assertThat(context.getBean(DiscoveryClient.class))
                    .isInstanceOfSatisfying(
                            CompositeDiscoveryClient.class,
                            composite -> assertThat(composite.getDiscoveryClients())
                                    .hasAtLeastOneElementOfType(GossipDiscoveryClient.class));
            assertThat(context.getBean(ReactiveDiscoveryClient.class))
                    .isInstanceOfSatisfying(
                            ReactiveCompositeDiscoveryClient.class,
                            composite -> assertThat(composite.getDiscoveryClients())
                                    .hasAtLeastOneElementOfType(GossipReactiveDiscoveryClient.class));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"gossip.enabled", "spring.cloud.discovery.enabled"})
    void hasNeitherClientIfSwitchedOff(String property) {
        runner.withPropertyValues(property + "=false")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(GossipDiscoveryClient.class)
                        .doesNotHaveBean(GossipReactiveDiscoveryClient.class)
                        .doesNotHaveBean(CatalogHeartbeat.class)
                        .doesNotHaveBean(ClientOnlyAnnouncement.class));
    }

    @Test
    void aNodeStaysAMemberWithoutDiscovery() {
        runner.withPropertyValues("spring.cloud.discovery.enabled=false")
                .run(context -> assertThat(context).hasSingleBean(GossipNode.class));
    }

    @Test
    void hasOnlyTheReactiveClientIfTheBlockingOneIsSwitchedOff() {
        runner.withPropertyValues("spring.cloud.discovery.blocking.enabled=false")
                .run(context -> assertThat(context)
                        .doesNotHaveBean(GossipDiscoveryClient.class)
                        .hasSingleBean(GossipReactiveDiscoveryClient.class)
                        .hasSingleBean(CatalogHeartbeat.class));
    }

    @Test
    void hasOnlyTheBlockingClientIfTheReactiveOneIsSwitchedOff() {
        runner.withPropertyValues("spring.cloud.discovery.reactive.enabled=false")
                .run(context -> assertThat(context)
                        .hasSingleBean(GossipDiscoveryClient.class)
                        .doesNotHaveBean(GossipReactiveDiscoveryClient.class)
                        .doesNotHaveBean(ReactiveDiscoveryClientHealthIndicator.class));
    }

    @Test
    void hasNoReactiveClientInAnApplicationWithoutWebClient() {
        runner.withClassLoader(new FilteredClassLoader(WebClient.class))
                .run(context -> assertThat(context)
                        .hasSingleBean(GossipDiscoveryClient.class)
                        .doesNotHaveBean(GossipReactiveDiscoveryClient.class));
    }

    @Test
    void beatsOnceForTheServiceOfTheApplicationItself() {
        runner.withBean(Beats.class)
                .withPropertyValues("spring.application.name=billing", "gossip.registration.port=8080")
                .run(context -> await().untilAsserted(() ->
                        assertThat(context.getBean(Beats.class).values).containsExactly(1L)));
    }

    @Test
    void beatsWhenAMemberBeginsToLeaveAndNotOnlyWhenItHasLeft() {
        runner.withBean(Beats.class).run(context -> {
            Serf serf = context.getBean(Serf.class);
            Beats beats = context.getBean(Beats.class);
            try (GossipNode other = Gossip.builder()
                    .bind("127.0.0.1", 0)
                    .name("other")
                    .tags(Map.of("service", "inventory", "port", "8080"))
                    .serf(settings -> settings.leavePropagateDelay(Duration.ofSeconds(3)))
                    .seeds(context.getBean(GossipNode.class).advertisedAddress().toString())
                    .start()) {
                await().until(() -> beats.values.equals(List.of(1L)));

                var unused = other.leave();

                await().until(() -> beats.values.equals(List.of(1L, 2L)));
                assertThat(serf.member("other").orElseThrow().status()).isEqualTo(MemberStatus.LEAVING);
            }
            await().until(() -> serf.member("other").orElseThrow().status() == MemberStatus.LEFT);
            assertThat(beats.values).as("nothing changed any more").containsExactly(1L, 2L);
        });
    }

    @Test
    void startsEvenIfBeansAreMadeOnlyWhenNeeded() {
        runner.withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .withPropertyValues("spring.application.name=billing", "gossip.registration.port=8080")
                .run(context -> await().until(() -> !context.getBean(DiscoveryClient.class)
                        .getInstances("billing")
                        .isEmpty()));
    }

    @Test
    void theDiscoveryHealthIsUpInAnApplicationThatRegistersNothing() {
        runner.withPropertyValues("spring.cloud.service-registry.auto-registration.enabled=false")
                .run(context -> assertThat(context.getBean(DiscoveryClientHealthIndicator.class)
                                .health()
                                .getStatus())
                        .isEqualTo(Status.UP));
    }

    @Test
    void theDiscoveryHealthIsUpInAnApplicationWithoutWebServer() {
        runner.run(context -> {
            assertThat(context.getBean(DiscoveryClientHealthIndicator.class)
                            .health()
                            .getStatus())
                    .isEqualTo(Status.UP);
            var reactive = context.getBean(ReactiveDiscoveryClientHealthIndicator.class)
                    .health()
                    .block();
            assertThat(reactive).isNotNull();
            assertThat(reactive.getStatus()).isEqualTo(Status.UP);
        });
    }

    @Test
    void theDiscoveryHealthCanBeSwitchedOff() {
        runner.withPropertyValues("spring.cloud.discovery.client.health-indicator.enabled=false")
                .run(context -> assertThat(context)
                        .doesNotHaveBean(DiscoveryClientHealthIndicator.class)
                        .doesNotHaveBean(ReactiveDiscoveryClientHealthIndicator.class));
    }

    static class Beats {
        final List<Object> values = new CopyOnWriteArrayList<>();

        @EventListener
        void beat(HeartbeatEvent event) {
            values.add(event.getValue());
        }
    }
}
