package io.gossip.spring.boot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gossip.Gossip;
import io.gossip.GossipNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The order of a shutdown, as the others and those who call see it. */
class ShutdownOrderIT {

    @Test
    void leavesThenDrainsThenStopsToTakeRequests() throws Exception {
        int gossipPort = FreePorts.first();
        List<String> arguments = TestApplication.arguments(
                "inventory", gossipPort, "--gossip.registration.drain-delay=1500ms", "--management.server.port=0");
        ConfigurableApplicationContext application = TestApplication.start(WebApplication.class, arguments);
        Queue<String> events = application.getBean(Recorder.class).events;
        HttpClient http = HttpClient.newHttpClient();
        try (GossipNode observer = Gossip.builder()
                .bind("127.0.0.1", 0)
                .seeds("127.0.0.1:" + gossipPort)
                .start()) {
            await().until(() -> observer.catalog().instances("inventory").size() == 1);
            assertThat(observer.catalog().instances("inventory").get(0).metadata())
                    .containsEntry(
                            "management.port", application.getEnvironment().getProperty("local.management.port"));
            Pages pages = application.getBean(Pages.class);
            URI base = URI.create(
                    "http://127.0.0.1:" + application.getEnvironment().getProperty("local.server.port"));
            CompletableFuture<HttpResponse<String>> slow =
                    http.sendAsync(HttpRequest.newBuilder(base.resolve("/slow")).build(), BodyHandlers.ofString());
            assertThat(pages.slowRequestArrived.await(5, TimeUnit.SECONDS)).isTrue();

            CompletableFuture<Void> closed = new CompletableFuture<>();
            new Thread(() -> {
                        application.close();
                        events.add("closed");
                        closed.complete(null);
                    })
                    .start();

            await().pollInterval(Duration.ofMillis(5))
                    .until(() -> observer.catalog().instances("inventory").isEmpty());
            events.add("others see the leave");
            var answer =
                    http.send(HttpRequest.newBuilder(base.resolve("/quick")).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            events.add("a new request is answered");
            await().until(() -> events.contains("graceful shutdown begins"));
            pages.slowRequestMayEnd.countDown();
            assertThat(slow.get(5, TimeUnit.SECONDS).body()).isEqualTo("slow");
            closed.get(10, TimeUnit.SECONDS);
        } finally {
            application.close();
        }

        assertThat(events)
                .containsExactly(
                        "others see the leave", "a new request is answered", "graceful shutdown begins", "closed");
    }

    @RestController
    static class Pages {
        final CountDownLatch slowRequestArrived = new CountDownLatch(1);
        final CountDownLatch slowRequestMayEnd = new CountDownLatch(1);

        @GetMapping("/slow")
        String slow() throws InterruptedException {
            slowRequestArrived.countDown();
            slowRequestMayEnd.await(20, TimeUnit.SECONDS);
            return "slow";
        }

        @GetMapping("/quick")
        String quick() {
            return "quick";
        }
    }

    /** Stops just before the web server's graceful shutdown does. */
    static class Recorder implements SmartLifecycle {
        final Queue<String> events = new ConcurrentLinkedQueue<>();
        private volatile boolean running;

        @Override
        public void start() {
            running = true;
        }

        @Override
        public void stop() {
            events.add("graceful shutdown begins");
            running = false;
        }

        @Override
        public boolean isRunning() {
            return running;
        }

        @Override
        public int getPhase() {
            return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE + 1;
        }
    }

    static class WebApplication extends TestApplication {
        @Bean
        Pages pages() {
            return new Pages();
        }

        @Bean
        Recorder recorder() {
            return new Recorder();
        }
    }
}
