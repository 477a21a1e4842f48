package io.gossip.spring.boot.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.GossipNode;
import io.gossip.spring.boot.discovery.GossipDiscoveryClient;
import io.gossip.spring.boot.registry.GossipServiceRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;

/** With nothing but the starter on the class path, an application starts, finds and offers services, and asks for no more. */
class StarterTest {

    @Test
    void isEnoughToFindAndOfferServices() {
        try (ConfigurableApplicationContext application = new SpringApplicationBuilder(Application.class)
                .bannerMode(Banner.Mode.OFF)
                .run("--spring.application.name=billing", "--gossip.registration.port=9090", "--gossip.bind-port=0")) {
            assertThat(application.getBeansOfType(GossipNode.class)).hasSize(1);
            assertThat(application.getBeansOfType(GossipDiscoveryClient.class)).hasSize(1);
            assertThat(application.getBeansOfType(GossipServiceRegistry.class)).hasSize(1);
            assertThat(application.getBean(DiscoveryClient.class).description()).contains("Composite");
            assertThat(Arrays.stream(application.getBeanDefinitionNames()).filter(name -> name.startsWith("gossip")))
                    .doesNotContain("gossipReactiveDiscoveryClient", "gossipHealthContributor", "gossipEndpoint");
        }
    }

    @Test
    void isEnoughToReadAKeyringFile(@TempDir Path directory) throws Exception {
        Path keyring = Files.writeString(directory.resolve("keyring.json"), "[\"MDEyMzQ1Njc4OWFiY2RlZg==\"]");
        try (ConfigurableApplicationContext application = new SpringApplicationBuilder(Application.class)
                .bannerMode(Banner.Mode.OFF)
                .run("--gossip.bind-port=0", "--gossip.encryption.keyring-file=" + keyring)) {
            assertThat(application.getBean(GossipNode.class).serf().encrypted()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.springframework.boot.web.server.context.WebServerApplicationContext",
                "org.springframework.boot.health.contributor.HealthContributor",
                "org.springframework.boot.actuate.endpoint.annotation.Endpoint",
                "org.springframework.cloud.loadbalancer.support.LoadBalancerClientFactory",
                "io.micrometer.core.instrument.MeterRegistry",
                "reactor.core.publisher.Flux"
            })
    void bringsNothingThatTheApplicationDidNotAskFor(String type) {
        assertThat(ClassUtils.isPresent(type, getClass().getClassLoader())).isFalse();
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {}
}
