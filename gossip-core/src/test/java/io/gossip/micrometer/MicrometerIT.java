package io.gossip.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gossip.Gossip;
import io.gossip.GossipBuilder;
import io.gossip.GossipNode;
import io.gossip.Profile;
import io.gossip.transport.BindFailedException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Meters of nodes on real sockets, used as {@code docs/metrics.md} says. */
class MicrometerIT {

    private static final Tags TAGS = Tags.of("node", "n2");

    private final MeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void showTheLifeOfANode() {
        try (GossipNode first = local("n1").start()) {
            try (GossipNode second = local("n2")
                            .seeds(List.of(first.advertisedAddress().toString()))
                            .metrics(new MicrometerMetrics(registry, TAGS))
                            .memberlist(settings -> settings.queueCheckInterval(Duration.ofMillis(100)))
                            .start();
                    MemberGauges gauges = new MemberGauges(second.serf(), registry, TAGS)) {
                await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                    assertThat(gauge("gossip.members", "status", "alive")).isEqualTo(2);
                    assertThat(gauge("gossip.nodes", "state", "alive")).isEqualTo(2);
                    assertThat(registry.get("gossip.probes").timer().count()).isPositive();
                    assertThat(registry.get("gossip.rounds").timer().count()).isPositive();
                });
                assertThat(registry.get("gossip.packets.sent").summary().totalAmount())
                        .isPositive();
                assertThat(registry.get("gossip.packets.received").summary().totalAmount())
                        .isPositive();
                assertThat(registry.get("gossip.state.sent").summary().totalAmount())
                        .isPositive();
                assertThat(registry.get("gossip.pushpulls").timer().count()).isPositive();
                assertThat(registry.get("gossip.messages.accepted")
                                .tag("type", "alive")
                                .counter()
                                .count())
                        .isGreaterThanOrEqualTo(2);
                assertThat(gauges).isNotNull();
            }
            assertThat(registry.getMeters()).as("after the end").isEmpty();
        }
    }

    @Test
    void ofANodeThatNeverCameToBeCanBeRemoved() {
        try (GossipNode first = local("n1").start()) {
            MicrometerMetrics metrics = new MicrometerMetrics(registry, TAGS);
            GossipBuilder second = local("n2")
                    .bind("127.0.0.1", first.localAddress().getPort())
                    .metrics(metrics);
            assertThatThrownBy(second::start).isInstanceOf(BindFailedException.class);
            metrics.closed();
            assertThat(registry.getMeters()).isEmpty();
        }
    }

    private static GossipBuilder local(String name) {
        return Gossip.builder().name(name).bind("127.0.0.1", 0).profile(Profile.LOCAL);
    }

    private double gauge(String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }
}
