package io.gossip.spring.boot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gossip.discovery.ServiceCatalog;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What operators get over HTTP. */
class ActuatorIT {

    private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    private static ConfigurableApplicationContext application;
    private static RestClient actuator;

    @BeforeAll
    static void start() {
        application = TestApplication.start(
                "inventory",
                FreePorts.first(),
                "--gossip.node-name=a",
                "--gossip.zone=z1",
                "--gossip.encryption.key=${cluster.key}",
                "--cluster.key=" + KEY,
                "--json={\"secret\": \"" + KEY + "\"}",
                "--management.endpoint.env.show-values=always",
                "--management.endpoint.configprops.show-values=always",
                "--management.endpoints.web.exposure.include=*",
                "--management.endpoint.health.show-details=always");
        actuator = RestClient.builder()
                .baseUrl("http://127.0.0.1:" + application.getEnvironment().getProperty("local.server.port")
                        + "/actuator")
                .defaultStatusHandler(status -> true, (request, response) -> {})
                .build();
    }

    @AfterAll
    static void close() {
        application.close();
    }

    @Test
    void theEndpointListsTheMembers() {
        JsonNode cluster = json("/gossip");

        assertThat(cluster.at("/self/name").stringValue()).isEqualTo("a");
        assertThat(cluster.at("/self/state").stringValue()).isEqualTo("alive");
        assertThat(cluster.at("/members/0/name").stringValue()).isEqualTo("a");
        assertThat(cluster.at("/members/0/state").stringValue()).isEqualTo("alive");
        assertThat(cluster.at("/members/0/tags/service").stringValue()).isEqualTo("inventory");
        assertThat(cluster.at("/members/0/tags/zone").stringValue()).isEqualTo("z1");
        assertThat(cluster.at("/members/0/incarnation").isIntegralNumber()).isTrue();
        assertThat(json("/gossip/a")).isEqualTo(cluster.at("/members/0"));
    }

    @Test
    void noEndpointShowsTheKeyEvenIfValuesAreShown() {
        assertThat(json("/gossip").at("/self/encrypted").booleanValue()).isTrue();
        assertThat(get("/env/gossip.zone").getBody()).contains("z1");
        assertThat(get("/configprops").getBody()).contains("z1", "\"key\":\"******\"");
        for (String endpoint : List.of(
                "/gossip",
                "/env",
                "/env/gossip.encryption.key",
                "/env/cluster.key",
                "/configprops",
                "/configprops/gossip",
                "/health",
                "/beans",
                "/conditions")) {
            assertThat(get(endpoint).getBody()).as(endpoint).doesNotContain(KEY.substring(0, 8));
        }
    }

    @Test
    void theEndpointDoesNotKnowWhoIsNotThere() {
        assertThat(get("/gossip/nobody").getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
    }

    @Test
    void theEndpointCanOnlyBeRead() {
        assertThat(actuator.post().uri("/gossip").retrieve().toBodilessEntity().getStatusCode())
                .isEqualTo(HttpStatus.METHOD_NOT_ALLOWED);
    }

    @Test
    void healthShowsTheNodeAndDiscovery() {
        JsonNode components = json("/health").get("components");

        assertThat(components.at("/gossip/status").stringValue()).isEqualTo("UP");
        assertThat(components.at("/gossip/details/alive").intValue()).isEqualTo(1);
        assertThat(components.at("/discoveryComposite/status").stringValue()).isEqualTo("UP");
    }

    @Test
    void theMetersOfTheNodeHaveValues() {
        assertThat(json("/metrics").get("names").toString()).contains("gossip.packets.sent", "gossip.health.score");
        assertThat(json("/metrics/gossip.nodes?tag=state:alive")
                        .at("/measurements/0/value")
                        .doubleValue())
                .isEqualTo(1);
        assertThat(json("/metrics/gossip.members?tag=status:alive")
                        .at("/measurements/0/value")
                        .doubleValue())
                .isEqualTo(1);
        assertThat(json("/metrics/gossip.messages.accepted?tag=type:alive")
                        .at("/measurements/0/value")
                        .doubleValue())
                .isPositive();
    }

    @Test
    void theServiceCanBeTakenOutAndPutBack() {
        ServiceCatalog catalog = application.getBean(ServiceCatalog.class);
        await().until(() -> catalog.instances("inventory").size() == 1);

        setStatus("OUT_OF_SERVICE");
        await().until(() -> catalog.instances("inventory").isEmpty());
        assertThat(get("/serviceregistry").getBody()).contains("OUT_OF_SERVICE");

        setStatus("UP");
        await().until(() -> catalog.instances("inventory").size() == 1);
        assertThat(get("/serviceregistry").getBody()).contains("UP");
    }

    private static void setStatus(String status) {
        actuator.post()
                .uri("/serviceregistry")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"status\":\"" + status + "\"}")
                .retrieve()
                .toBodilessEntity();
    }

    private static JsonNode json(String path) {
        return JsonMapper.shared().readTree(get(path).getBody());
    }

    private static ResponseEntity<String> get(String path) {
        return actuator.get().uri(path).retrieve().toEntity(String.class);
    }
}
