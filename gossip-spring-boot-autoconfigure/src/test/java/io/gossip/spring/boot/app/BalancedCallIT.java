package io.gossip.spring.boot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.loadbalancer.LoadBalanced;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/** Calls by name through the load balancer, while an instance stops. */
class BalancedCallIT {

    @Test
    void noCallFailsWhileAnInstanceStopsAndTheOtherTakesOver() throws Exception {
        int gossipPort = FreePorts.first();
        ExecutorService closer = Executors.newSingleThreadExecutor();
        try (var first = start("inventory", gossipPort, "--answer=first");
                var second = start("inventory", gossipPort, "--answer=second");
                var storefront = start("storefront", gossipPort, "--answer=none")) {
            DiscoveryClient discovery = storefront.getBean(DiscoveryClient.class);
            assertThat(second.isActive()).isTrue();
            await().until(() -> discovery.getInstances("inventory").size() == 2);
            RestClient client = storefront
                    .getBean(RestClient.Builder.class)
                    .baseUrl("http://inventory")
                    .build();
            Set<String> answers = new HashSet<>();
            await().until(() -> {
                answers.add(call(client));
                return answers.size() == 2;
            });

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(first::close, closer);
            int calls = 0;
            while (!stopped.isDone()) {
                boolean gone = discovery.getInstances("inventory").size() == 1;
                String answer = call(client);
                if (gone) {
                    assertThat(answer).isEqualTo("second");
                }
                calls++;
            }

            stopped.join();
            assertThat(calls).isPositive();
            assertThat(call(client)).isEqualTo("second");
        } finally {
            closer.shutdown();
        }
    }

    private static String call(RestClient client) {
        String answer = client.get().uri("/answer").retrieve().body(String.class);
        return answer == null ? "" : answer;
    }

    private static ConfigurableApplicationContext start(String name, int gossipPort, String answer) {
        List<String> arguments = TestApplication.arguments(name, gossipPort, answer);
        return TestApplication.start(WebApplication.class, arguments);
    }

    @RestController
    static class Answer {
        private final String answer;

        Answer(@Value("${answer}") String answer) {
            this.answer = answer;
        }

        @GetMapping("/answer")
        String answer() {
            return answer;
        }
    }

    static class WebApplication extends TestApplication {
        @Bean
        Answer answer(@Value("${answer}") String answer) {
            return new Answer(answer);
        }

        @Bean
        @LoadBalanced
        RestClient.Builder balancedClient() {
            return RestClient.builder();
        }
    }
}
