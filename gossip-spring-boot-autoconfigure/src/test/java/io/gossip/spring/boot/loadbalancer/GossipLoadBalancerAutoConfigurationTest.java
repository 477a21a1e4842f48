package io.gossip.spring.boot.loadbalancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gossip.GossipNode;
import io.gossip.discovery.ServiceRegistration;
import io.gossip.discovery.ServiceTags;
import io.gossip.serf.Serf;
import io.gossip.spring.boot.GossipAutoConfiguration;
import io.gossip.spring.boot.discovery.GossipDiscoveryClientAutoConfiguration;
import io.gossip.spring.boot.discovery.GossipDiscoveryEventsAutoConfiguration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.composite.reactive.ReactiveCompositeDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.simple.SimpleDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.simple.reactive.SimpleReactiveDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.loadbalancer.LoadBalancerClient;
import org.springframework.cloud.commons.util.UtilAutoConfiguration;
import org.springframework.cloud.loadbalancer.config.BlockingLoadBalancerClientAutoConfiguration;
import org.springframework.cloud.loadbalancer.config.LoadBalancerAutoConfiguration;
import org.springframework.cloud.loadbalancer.config.LoadBalancerCacheAutoConfiguration;
import org.springframework.cloud.loadbalancer.config.LoadBalancerZoneConfig;
import org.springframework.cloud.loadbalancer.core.CachingServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.core.HintBasedServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.core.ReactorServiceInstanceLoadBalancer;
import org.springframework.cloud.loadbalancer.core.SameInstancePreferenceServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.support.LoadBalancerClientFactory;
import org.springframework.context.ApplicationContext;
import reactor.core.publisher.Mono;

class GossipLoadBalancerAutoConfigurationTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    GossipAutoConfiguration.class,
                    UtilAutoConfiguration.class,
                    GossipDiscoveryClientAutoConfiguration.class,
                    GossipDiscoveryEventsAutoConfiguration.class,
                    GossipLoadBalancerAutoConfiguration.class,
                    SimpleDiscoveryClientAutoConfiguration.class,
                    CompositeDiscoveryClientAutoConfiguration.class,
                    LoadBalancerCacheAutoConfiguration.class,
                    LoadBalancerAutoConfiguration.class,
                    BlockingLoadBalancerClientAutoConfiguration.class))
            .withPropertyValues("gossip.bind-port=0", "gossip.node-name=a");

    @Test
    void seesEveryChangeAtOnce() {
        runner.run(context -> {
            assertThat(choose(context)).isNull();

            offer(context, 8080);
            await().until(() -> port(choose(context)) == 8080);

            offer(context, 9090);
            await().until(() -> port(choose(context)) == 9090);
        });
    }

    @Test
    void prefersItsOwnZone() {
        runner.withPropertyValues("gossip.zone=z2").run(context -> {
            offer(context, inZone("z1", 8081), inZone("z2", 8082));
            await().until(() -> port(choose(context)) == 8082);
            for (int i = 0; i < 4; i++) {
                assertThat(port(choose(context))).isEqualTo(8082);
            }

            offer(context, inZone("z1", 8081));
            await().until(() -> port(choose(context)) == 8081);
        });
    }

    @Test
    void theLoadBalancersOwnZoneIsAlsoTheNodes() {
        runner.withPropertyValues("spring.cloud.loadbalancer.zone=z2").run(context -> {
            assertThat(context.getBean(LoadBalancerZoneConfig.class).getZone()).isEqualTo("z2");
            assertThat(context.getBean(Serf.class).self().tags()).containsEntry("zone", "z2");
        });
        runner.withPropertyValues("spring.cloud.loadbalancer.zone=z2", "gossip.zone=z1")
                .run(context -> {
                    assertThat(context.getBean(LoadBalancerZoneConfig.class).getZone())
                            .isEqualTo("z2");
                    assertThat(context.getBean(Serf.class).self().tags()).containsEntry("zone", "z1");
                });
    }

    @Test
    void asksTheOtherDiscoveryClientsForWhatNoMemberOffers() {
        runner.withPropertyValues("spring.cloud.discovery.client.simple.instances.legacy[0].uri=http://legacy:80")
                .run(context -> assertThat(context.getBean(LoadBalancerClient.class)
                                .choose("legacy")
                                .getHost())
                        .isEqualTo("legacy"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"spring.cloud.discovery.blocking.enabled", "spring.cloud.discovery.reactive.enabled"})
    void balancesWithoutACacheWhicheverDiscoveryClientIsSwitchedOff(String property) {
        runner.withPropertyValues(property + "=false").run(context -> {
            assertThat(supplier(context)).isInstanceOf(HintBasedServiceInstanceListSupplier.class);
            offer(context, 8080);
            await().until(() -> port(chooseReactively(context, "billing")) == 8080);
            offer(context, 9090);
            await().until(() -> port(chooseReactively(context, "billing")) == 9090);
        });
    }

    @Test
    void asksTheOtherReactiveClientsIfTheBlockingOnesAreSwitchedOff() {
        runner.withConfiguration(AutoConfigurations.of(
                        SimpleReactiveDiscoveryClientAutoConfiguration.class,
                        ReactiveCompositeDiscoveryClientAutoConfiguration.class))
                .withPropertyValues(
                        "spring.cloud.discovery.blocking.enabled=false",
                        "spring.cloud.discovery.client.simple.instances.legacy[0].uri=http://legacy:80")
                .run(context -> assertThat(chooseReactively(context, "legacy").getHost())
                        .isEqualTo("legacy"));
    }

    @Test
    void stepsAsideForAChainThatTheUserChose() {
        runner.withPropertyValues("spring.cloud.loadbalancer.configurations=same-instance-preference")
                .run(context -> assertThat(supplier(context))
                        .isInstanceOf(SameInstancePreferenceServiceInstanceListSupplier.class));
    }

    @Test
    void emptiesTheCacheOfAChainThatTheUserChose() {
        runner.withPropertyValues("spring.cloud.loadbalancer.configurations=zone-preference")
                .run(context -> {
                    offer(context, 8080);
                    await().until(() -> port(choose(context)) == 8080);

                    offer(context, 9090);
                    await().until(() -> port(choose(context)) == 9090);
                });
    }

    @Test
    void usesNoCacheOtherwise() {
        runner.run(context -> assertThat(supplier(context))
                .isInstanceOf(HintBasedServiceInstanceListSupplier.class)
                .isNotInstanceOf(CachingServiceInstanceListSupplier.class));
    }

    @Test
    void staysAwayIfTheLoadBalancerIsSwitchedOff() {
        runner.withPropertyValues("spring.cloud.loadbalancer.enabled=false")
                .run(context ->
                        assertThat(context).hasNotFailed().doesNotHaveBean(GossipLoadBalancerAutoConfiguration.class));
    }

    @Test
    void staysAwayWithoutDiscovery() {
        runner.withPropertyValues("spring.cloud.discovery.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(GossipLoadBalancerAutoConfiguration.class));
    }

    private static void offer(ApplicationContext context, int port) throws Exception {
        offer(context, new ServiceRegistration("billing", port, false, null, Map.of()));
    }

    private static void offer(ApplicationContext context, ServiceRegistration... services) throws Exception {
        context.getBean(GossipNode.class)
                .serf()
                .setTags(ServiceTags.toTags(List.of(services), Map.of()))
                .get();
    }

    private static ServiceRegistration inZone(String zone, int port) {
        return new ServiceRegistration("billing", port, false, null, Map.of("zone", zone));
    }

    private static ServiceInstance choose(ApplicationContext context) {
        return context.getBean(LoadBalancerClient.class).choose("billing");
    }

    private static ServiceInstance chooseReactively(ApplicationContext context, String service) {
        var choice = Mono.from(context.getBean(LoadBalancerClientFactory.class)
                        .getInstance(service, ReactorServiceInstanceLoadBalancer.class)
                        .choose())
                .block();
        assertThat(choice).isNotNull();
        return choice.getServer();
    }

    private static int port(ServiceInstance instance) {
        return instance == null ? -1 : instance.getPort();
    }

    private static ServiceInstanceListSupplier supplier(ApplicationContext context) {
        return context.getBean(LoadBalancerClientFactory.class)
                .getInstance("billing", ServiceInstanceListSupplier.class);
    }
}
