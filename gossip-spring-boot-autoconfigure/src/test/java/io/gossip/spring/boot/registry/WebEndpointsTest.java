package io.gossip.spring.boot.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.mock.env.MockEnvironment;

class WebEndpointsTest {

    private final MockEnvironment environment = new MockEnvironment();
    private final WebEndpoints web = new WebEndpoints(environment);

    @ParameterizedTest
    @ValueSource(
            strings = {"SERVER_SSL_KEYSTORE", "SERVER_SSL_KEY_STORE", "SERVER_SSL_CERTIFICATE", "SERVER_SSL_BUNDLE"})
    void knowsACertificateFromAVariableOfTheEnvironment(String variable) {
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.of(variable, "web")));

        assertThat(web.isSecure()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"server.ssl.keyStore", "server.ssl.key_store", "server.ssl.key-store", "server.ssl.bundle"})
    void knowsACertificateHoweverThePropertyIsWritten(String property) {
        environment.withProperty(property, "web");
        assertThat(web.isSecure()).isTrue();

        environment.withProperty("server.ssl.enabled", "false");
        assertThat(web.isSecure()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"server.ssl.protocol", "server.ssl.trust-store"})
    void doesNotTakeAnotherPropertyOfTlsForACertificate(String property) {
        environment.withProperty(property, "any");
        assertThat(web.isSecure()).isFalse();
    }

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
