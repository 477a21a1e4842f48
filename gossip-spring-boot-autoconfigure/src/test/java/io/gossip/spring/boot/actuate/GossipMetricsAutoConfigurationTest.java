package io.gossip.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gossip.Gossip;
import io.gossip.GossipNode;
import io.gossip.memberlist.MemberlistMetrics;
import io.gossip.micrometer.MemberGauges;
import io.gossip.micrometer.MicrometerMetrics;
import io.gossip.spring.boot.GossipAutoConfiguration;
import io.gossip.spring.boot.GossipBuilderCustomizer;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class GossipMetricsAutoConfigurationTest {

    private final ApplicationContextRunner withoutRegistry = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(GossipAutoConfiguration.class, GossipMetricsAutoConfiguration.class))
            .withPropertyValues("gossip.bind-port=0", "gossip.node-name=a");

    private final ApplicationContextRunner runner = withoutRegistry.withConfiguration(AutoConfigurations.of(
            MetricsAutoConfiguration.class,
            CompositeMeterRegistryAutoConfiguration.class,
            SimpleMetricsExportAutoConfiguration.class));

    @Test
    void theRegistryShowsARunningNode() {
        runner.run(context -> {
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            assertThat(gauge(registry, "gossip.members", "status", "alive")).isEqualTo(1);
            assertThat(gauge(registry, "gossip.nodes", "state", "alive")).isEqualTo(1);
            try (GossipNode other = Gossip.builder()
                    .bind("127.0.0.1", 0)
                    .name("other")
                    .seeds(context.getBean(GossipNode.class).advertisedAddress().toString())
                    .start()) {
                assertThat(other.serf().self().name()).isEqualTo("other");
                await().untilAsserted(() -> {
                    assertThat(gauge(registry, "gossip.members", "status", "alive"))
                            .isEqualTo(2);
                    assertThat(registry.get("gossip.packets.sent").summary().totalAmount())
                            .isPositive();
                    assertThat(registry.get("gossip.streams.accepted").counter().count())
                            .isPositive();
                });
            }
        });
    }

    @Test
    void theNodeTakesItsMetersWithIt() {
        runner.run(context -> {
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            context.getBean(GossipNode.class).close();
            context.getBean(MemberGauges.class).close();
            assertThat(registry.getMeters())
                    .noneMatch(meter -> meter.getId().getName().startsWith("gossip"));
        });
    }

    @Test
    void metersAreSwitchedOffAndTaggedLikeAllOthers() {
        runner.withPropertyValues("management.metrics.enable.gossip=false")
                .run(context -> assertThat(context.getBean(MeterRegistry.class).getMeters())
                        .noneMatch(meter -> meter.getId().getName().startsWith("gossip")));
        runner.withPropertyValues("management.metrics.enable.gossip.rounds=false", "management.metrics.tags.region=eu")
                .run(context -> {
                    MeterRegistry registry = context.getBean(MeterRegistry.class);
                    assertThat(registry.find("gossip.rounds").meter()).isNull();
                    assertThat(gauge(registry, "gossip.nodes", "state", "alive", "region", "eu"))
                            .isEqualTo(1);
                });
    }

    @Test
    void thereAreNoneWithoutARegistryOrANodeOrMicrometer() {
        withoutRegistry.run(context ->
                assertThat(context).hasSingleBean(GossipNode.class).doesNotHaveBean(MemberlistMetrics.class));
        runner.withPropertyValues("gossip.enabled=false")
                .run(context -> assertThat(context)
                        .hasSingleBean(MeterRegistry.class)
                        .doesNotHaveBean(MemberlistMetrics.class)
                        .doesNotHaveBean(MemberGauges.class));
        withoutRegistry
                .withClassLoader(new FilteredClassLoader("io.micrometer"))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(GossipNode.class));
    }

    @Test
    void theApplicationsOwnMetricsTakeTheirPlace() {
        AtomicInteger announcements = new AtomicInteger();
        MemberlistMetrics own = new MemberlistMetrics() {
            @Override
            public void aliveAccepted() {
                announcements.incrementAndGet();
            }
        };
        runner.withBean(MemberlistMetrics.class, () -> own).run(context -> {
            assertThat(context).doesNotHaveBean(MicrometerMetrics.class);
            assertThat(announcements).hasPositiveValue();
            assertThat(context.getBean(MeterRegistry.class).find("gossip.nodes").meter())
                    .isNull();
        });
    }

    @Test
    void aCustomizerHasTheLastWord() {
        AtomicInteger announcements = new AtomicInteger();
        runner.withBean(
                        GossipBuilderCustomizer.class,
                        () -> builder -> builder.metrics(new MemberlistMetrics() {
                            @Override
                            public void aliveAccepted() {
                                announcements.incrementAndGet();
                            }
                        }))
                .run(context -> assertThat(announcements).hasPositiveValue());
    }

    @Test
    void aNodeOfTheApplicationGetsThemIfItAsks() {
        runner.withBean("mine", GossipNode.class, () -> ownNode(MemberlistMetrics.NONE))
                .run(context -> {
                    MeterRegistry registry = context.getBean(MeterRegistry.class);
                    assertThat(gauge(registry, "gossip.members", "status", "alive"))
                            .isEqualTo(1);
                    assertThat(registry.find("gossip.nodes").meter())
                            .as("nobody would report to it")
                            .isNull();
                    try (GossipNode asking = ownNode(context.getBean(MemberlistMetrics.class))) {
                        assertThat(asking.serf().members()).hasSize(1);
                        assertThat(gauge(registry, "gossip.nodes", "state", "alive"))
                                .isEqualTo(1);
                    }
                });
    }

    private static GossipNode ownNode(MemberlistMetrics metrics) {
        return Gossip.builder()
                .bind("127.0.0.1", 0)
                .name("mine")
                .metrics(metrics)
                .start();
    }

    private static double gauge(MeterRegistry registry, String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }
}
