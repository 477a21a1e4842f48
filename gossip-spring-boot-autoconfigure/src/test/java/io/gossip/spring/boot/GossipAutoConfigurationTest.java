package io.gossip.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gossip.Gossip;
import io.gossip.GossipNode;
import io.gossip.discovery.ServiceCatalog;
import io.gossip.serf.MemberStatus;
import io.gossip.serf.Serf;
import io.gossip.serf.SerfState;
import io.gossip.spring.boot.event.GossipMemberJoinedEvent;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.commons.util.InetUtils;
import org.springframework.cloud.commons.util.InetUtilsProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

class GossipAutoConfigurationTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(GossipAutoConfiguration.class))
            .withPropertyValues("gossip.bind-port=0", "gossip.node-name=a");

    @Test
    void runsANodeOnLoopback() {
        runner.run(context -> {
            GossipNode node = context.getBean(GossipNode.class);
            assertThat(node.localAddress().getAddress().isLoopbackAddress()).isTrue();
            assertThat(node.localAddress().getPort()).isPositive();
            assertThat(node.serf().state()).isEqualTo(SerfState.ALIVE);
            assertThat(context.getBean(Serf.class)).isSameAs(node.serf());
            assertThat(context.getBean(ServiceCatalog.class)).isSameAs(node.catalog());
        });
    }

    @Test
    void runsNoneIfSwitchedOff() {
        runner.withPropertyValues("gossip.enabled=false")
                .run(context ->
                        assertThat(context).doesNotHaveBean(GossipNode.class).doesNotHaveBean(GossipProperties.class));
    }

    @Test
    void runsNoneWithoutTheCore() {
        runner.withClassLoader(new FilteredClassLoader(Gossip.class))
                .run(context -> assertThat(context).doesNotHaveBean(GossipProperties.class));
    }

    @Test
    void givesTheNodeItsNameTagsAndZone() {
        runner.withPropertyValues("gossip.node-name=billing-1", "gossip.tags.team=red", "gossip.zone=a")
                .run(context -> {
                    Serf serf = context.getBean(Serf.class);
                    assertThat(serf.self().name()).isEqualTo("billing-1");
                    assertThat(serf.self().tags()).containsExactly(Map.entry("team", "red"), Map.entry("zone", "a"));
                });
    }

    @Test
    void leavesAndClosesTheNodeWithTheContext() {
        Serf[] serf = new Serf[1];
        runner.run(context -> serf[0] = context.getBean(Serf.class));
        assertThat(serf[0].state()).isEqualTo(SerfState.SHUTDOWN);
    }

    @Test
    void theLeaveTimeoutBoundsTheWholeShutdown() {
        runner.withBean(
                        GossipBuilderCustomizer.class,
                        () -> builder -> builder.serf(serf -> serf.leavePropagateDelay(Duration.ofSeconds(10))))
                .withPropertyValues("gossip.leave-timeout=100ms")
                .run(context -> {
                    GossipNode node = context.getBean(GossipNode.class);
                    try (GossipNode other = Gossip.builder()
                            .bind("127.0.0.1", 0)
                            .name("other")
                            .seeds(node.advertisedAddress().toString())
                            .start()) {
                        await().until(() -> node.serf().members().size() == 2);
                        long closing = System.nanoTime();
                        context.getSourceApplicationContext().close();
                        assertThat(Duration.ofNanos(System.nanoTime() - closing))
                                .isLessThan(Duration.ofSeconds(4));
                        assertThat(node.serf().state()).isEqualTo(SerfState.SHUTDOWN);
                        await().untilAsserted(() ->
                                assertThat(statusOf("a", other)).isIn(MemberStatus.LEAVING, MemberStatus.LEFT));
                    }
                });
    }

    @Test
    void leavesAlsoIfTheStartFailsBeforeThereIsALifecycle() {
        try (GossipNode other =
                Gossip.builder().bind("127.0.0.1", 0).name("other").start()) {
            runner.withUserConfiguration(FailsWhenTheNodeHasJoined.class)
                    .withPropertyValues("gossip.seeds=" + other.advertisedAddress())
                    .run(context -> assertThat(context).hasFailed());

            await().untilAsserted(() -> assertThat(statusOf("a", other)).isEqualTo(MemberStatus.LEFT));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gossip.leave-timeout", "gossip.registration.drain-delay"})
    void refusesAShutdownThatSpringWouldCutShort(String property) {
        runner.withPropertyValues(property + "=30s")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessage(property + " is PT30S, but must be shorter than"
                                + " spring.lifecycle.timeout-per-shutdown-phase, which is PT30S"));
        runner.withPropertyValues(property + "=30s", "spring.lifecycle.timeout-per-shutdown-phase=1m")
                .run(context -> assertThat(context).hasNotFailed());
        runner.withPropertyValues("spring.lifecycle.timeout-per-shutdown-phase=500ms")
                .run(context -> assertThat(context)
                        .as("the defaults work with any phase")
                        .hasNotFailed());
    }

    @Test
    void leavesTheNodeOfTheUserAlone() {
        runner.withUserConfiguration(OwnNode.class).run(context -> {
            assertThat(context).hasSingleBean(GossipNode.class).hasBean("myNode");
            assertThat(context.getBean(Serf.class).self().name()).isEqualTo("mine");
        });
    }

    @Test
    void letsTheUserChangeWhatHasNoProperty() {
        runner.withBean(GossipBuilderCustomizer.class, () -> builder -> builder.name("customized"))
                .withPropertyValues("gossip.node-name=billing-1")
                .run(context ->
                        assertThat(context.getBean(Serf.class).self().name()).isEqualTo("customized"));
    }

    @Test
    void advertisesWhatIsSet() {
        runner.withPropertyValues("gossip.advertise-address=127.0.0.5", "gossip.advertise-port=7999")
                .run(context -> assertThat(context.getBean(GossipNode.class).advertisedAddress())
                        .hasToString("127.0.0.5:7999"));
    }

    @Test
    void takesAnIpv6AddressWithAndWithoutBrackets() {
        for (String address : List.of("::1", "[::1]")) {
            runner.withPropertyValues("gossip.advertise-address=" + address, "gossip.advertise-port=7999")
                    .run(context -> assertThat(context.getBean(GossipNode.class).advertisedAddress())
                            .hasToString("[0:0:0:0:0:0:0:1]:7999"));
        }
    }

    @Test
    void letsSpringCloudChooseTheAddressIfItWasToldHow() throws Exception {
        InetAddress chosen = InetAddress.getByName("10.1.2.3");
        ApplicationContextRunner everywhere = runner.withPropertyValues("gossip.bind-address=0.0.0.0", "gossip.seeds=")
                .withBean(InetUtils.class, () -> new InetUtils(new InetUtilsProperties()) {
                    @Override
                    public InetAddress findFirstNonLoopbackAddress() {
                        return chosen;
                    }
                });

        everywhere
                .withPropertyValues("spring.cloud.inetutils.preferred-networks=10.1")
                .run(context -> assertThat(advertised(context)).isEqualTo(chosen));
        everywhere
                .withPropertyValues(
                        "spring.cloud.inetutils.preferred-networks=10.1", "gossip.advertise-address=10.9.9.9")
                .run(context -> assertThat(advertised(context)).isEqualTo(InetAddress.getByName("10.9.9.9")));
        runner.withPropertyValues("spring.cloud.inetutils.preferred-networks=10.1")
                .run(context ->
                        assertThat(advertised(context).isLoopbackAddress()).isTrue());
    }

    @Test
    void theApplicationHearsOfMembersFromTheFirstOneOn() {
        runner.withUserConfiguration(Listener.class)
                .withPropertyValues("gossip.node-name=billing-1")
                .run(context -> await().untilAsserted(() ->
                        assertThat(context.getBean(Listener.class).joined).containsExactly("billing-1")));
    }

    private static MemberStatus statusOf(String name, GossipNode seenBy) {
        return seenBy.serf().member(name).orElseThrow().status();
    }

    private static InetAddress advertised(ApplicationContext context) {
        return context.getBean(GossipNode.class)
                .advertisedAddress()
                .socketAddress()
                .getAddress();
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnNode {

        @Bean(destroyMethod = "close")
        GossipNode myNode() {
            return Gossip.builder().bind("127.0.0.1", 0).name("mine").start();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class FailsWhenTheNodeHasJoined {

        @Bean
        Object failing(GossipNode node) {
            await().until(() -> node.serf().members().size() == 2);
            throw new IllegalStateException("on purpose");
        }
    }

    static class Listener {
        final List<String> joined = new CopyOnWriteArrayList<>();

        @EventListener
        void joined(GossipMemberJoinedEvent event) {
            joined.add(event.member().name());
        }
    }
}
