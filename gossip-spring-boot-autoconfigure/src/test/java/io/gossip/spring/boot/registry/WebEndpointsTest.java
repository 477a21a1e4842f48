package io.gossip.spring.boot.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class WebEndpointsTest {

    private final MockEnvironment environment = new MockEnvironment();
    private final WebEndpoints web = new WebEndpoints(environment);

    @Test
    void knowsNoPortWithoutAWebServer() {
        assertThat(web.port()).isEmpty();
        assertThat(web.managementMetadata()).isEmpty();
    }

    @Test
    void saysNothingAboutAnActuatorThatIsWhereOneLooksForIt() {
        environment.withProperty("local.server.port", "8080").withProperty("local.management.port", "8080");

        assertThat(web.port()).hasValue(8080);
        assertThat(web.managementMetadata()).isEmpty();
    }

    @Test
    void saysThatTheActuatorHasAPortOfItsOwn() {
        environment.withProperty("local.server.port", "8080").withProperty("local.management.port", "9090");

        assertThat(web.managementMetadata()).containsExactly(Map.entry("management.port", "9090"));
    }

    @Test
    void saysThatTheActuatorHasAPathOfItsOwn() {
        environment
                .withProperty("local.server.port", "8080")
                .withProperty("local.management.port", "8080")
                .withProperty("server.servlet.context-path", "/shop");

        assertThat(web.managementMetadata()).containsExactly(Map.entry("management.context-path", "/shop/actuator"));
    }

    @Test
    void theActuatorsOwnServerHasItsOwnPath() {
        environment
                .withProperty("local.server.port", "8080")
                .withProperty("local.management.port", "9090")
                .withProperty("server.servlet.context-path", "/shop")
                .withProperty("management.server.base-path", "/")
                .withProperty("management.endpoints.web.base-path", "/manage");

        assertThat(web.managementMetadata())
                .containsExactly(Map.entry("management.context-path", "/manage"), Map.entry("management.port", "9090"));
    }
}
