package io.gossip.sample.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The settings in {@code application-storefront.yml} against an inventory that hangs: it takes connections, and no more. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"gossip.bind-port=0", "gossip.seeds=", "server.address=127.0.0.1", "logging.level.io.gossip=off"})
@ActiveProfiles("storefront")
class FailoverIT {

    private static ServerSocket hanging;
    private static HttpServer healthy;

    @LocalServerPort
    private int port;

    @BeforeAll
    static void startInventories() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        hanging = new ServerSocket(0, 50, loopback);
        healthy = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
        byte[] stock = "{\"quantity\": 5, \"instance\": \"healthy\"}".getBytes(StandardCharsets.UTF_8);
        healthy.createContext("/stock/", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, stock.length);
            exchange.getResponseBody().write(stock);
            exchange.close();
        });
        healthy.start();
    }

    @AfterAll
    static void stopInventories() throws IOException {
        hanging.close();
        healthy.stop(0);
    }

    @DynamicPropertySource
    static void instances(DynamicPropertyRegistry properties) {
        String instances = "spring.cloud.discovery.client.simple.instances.inventory";
        properties.add(instances + "[0].uri", () -> "http://127.0.0.1:" + hanging.getLocalPort());
        properties.add(instances + "[0].instance-id", () -> "hanging");
        properties.add(
                instances + "[1].uri",
                () -> "http://127.0.0.1:" + healthy.getAddress().getPort());
        properties.add(instances + "[1].instance-id", () -> "healthy");
    }

    @Test
    void anotherInstanceAnswersForOneThatHangs() throws Exception {
        // Whichever is the first to be asked, one of two calls in a row begins with the one that hangs.
        List<JsonNode> offers = List.of(offer(), offer());

        assertThat(offers).allSatisfy(offer -> {
            assertThat(offer.path("answeredBy").asString()).isEqualTo("healthy");
            assertThat(offer.path("quantity").asInt()).isEqualTo(5);
        });
        assertThat(offers.stream().flatMap(offer -> offer.path("attempts").valueStream()))
                .anySatisfy(attempt -> {
                    assertThat(attempt.path("instance").asString()).isEqualTo("hanging");
                    assertThat(attempt.path("failure").asString()).isEqualTo("timed out");
                });
    }

    private JsonNode offer() throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + port + "/api/products/milk-jug");
        HttpClient client = HttpClient.newHttpClient();
        String body = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
        return JsonMapper.shared().readTree(body);
    }
}
