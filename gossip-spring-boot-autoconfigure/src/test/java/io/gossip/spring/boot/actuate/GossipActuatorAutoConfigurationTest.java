package io.gossip.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.GossipNode;
import io.gossip.runtime.netty.NettyEventLoops;
import io.gossip.spring.boot.GossipAutoConfiguration;
import io.gossip.spring.boot.GossipBuilderCustomizer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import tools.jackson.databind.json.JsonMapper;

class GossipActuatorAutoConfigurationTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withInitializer(
                    context -> context.getEnvironment().setConversionService(new ApplicationConversionService()))
            .withConfiguration(AutoConfigurations.of(
                    GossipAutoConfiguration.class,
                    GossipHealthContributorAutoConfiguration.class,
                    GossipEndpointAutoConfiguration.class))
            .withPropertyValues("gossip.bind-port=0", "gossip.node-name=a", "gossip.tags.team=red");

    @Test
    void aNodeThatTakesPartIsUp() {
        runner.run(context -> {
            Health health = context.getBean("gossipHealthContributor", HealthIndicator.class)
                    .health();
            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(health.getDetails())
                    .containsEntry("node", "a")
                    .containsEntry(
                            "address",
                            context.getBean(GossipNode.class)
                                    .advertisedAddress()
                                    .toString())
                    .containsEntry("alive", 1L)
                    .containsEntry("failed", 0L)
                    .containsEntry("healthScore", 0);
        });
    }

    @Test
    void aNodeThatHasLeftIsOutOfServiceAndAClosedOneIsDown() {
        runner.run(context -> {
            HealthIndicator indicator = context.getBean("gossipHealthContributor", HealthIndicator.class);
            GossipNode node = context.getBean(GossipNode.class);

            node.leave().get();
            assertThat(indicator.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);

            node.close();
            assertThat(indicator.health().getStatus()).isEqualTo(Status.DOWN);
        });
    }

    @Test
    void aNodeWhoseEventLoopHasEndedIsDownAndSaysWhy() {
        NettyEventLoops loops = new NettyEventLoops("mortal", 1);
        runner.withBean(GossipBuilderCustomizer.class, () -> builder -> builder.eventLoops(loops))
                .run(context -> {
                    HealthIndicator indicator = context.getBean("gossipHealthContributor", HealthIndicator.class);
                    assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);

                    loops.close();
                    Health health = indicator.health();
                    assertThat(health.getStatus()).isEqualTo(Status.DOWN);
                    assertThat(health.getDetails())
                            .containsEntry("error", "java.lang.IllegalStateException: the event loop has ended");
                });
    }

    @Test
    void healthCanBeSwitchedOff() {
        runner.withPropertyValues("management.health.gossip.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean("gossipHealthContributor"));
    }

    @Test
    void theEndpointExistsOnceItIsExposed() {
        runner.run(context -> assertThat(context).doesNotHaveBean(GossipEndpoint.class));
        runner.withPropertyValues("management.endpoints.web.exposure.include=gossip")
                .run(context -> assertThat(context).hasSingleBean(GossipEndpoint.class));
        runner.withPropertyValues(
                        "management.endpoints.web.exposure.include=gossip", "management.endpoint.gossip.access=none")
                .run(context -> assertThat(context).doesNotHaveBean(GossipEndpoint.class));
    }

    @Test
    void theEndpointShowsTheClusterAsThisNodeSeesIt() {
        runner.withPropertyValues("management.endpoints.web.exposure.include=gossip")
                .run(context -> {
                    GossipEndpoint endpoint = context.getBean(GossipEndpoint.class);
                    GossipNode node = context.getBean(GossipNode.class);
                    String member = """
                    {"name":"a","address":"%s","state":"alive","incarnation":%d,"tags":{"team":"red"}}""".formatted(
                                    node.advertisedAddress(), node.serf().self().incarnation());

                    assertThat(JsonMapper.shared().writeValueAsString(endpoint.cluster()))
                            .isEqualTo("""
                            {"self":{"name":"a","state":"alive","encrypted":false,"healthScore":0,"rejectedInputs":0},"members":[%s]}""".formatted(member));
                    assertThat(JsonMapper.shared().writeValueAsString(endpoint.member("a")))
                            .isEqualTo(member);
                    assertThat(endpoint.member("nobody")).isNull();
                    assertThat(endpoint.cluster().members().get(0).tags()).isEqualTo(Map.of("team", "red"));
                });
    }
}
