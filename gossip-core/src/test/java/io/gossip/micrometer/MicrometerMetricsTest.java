package io.gossip.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.testing.Allocation;
import io.gossip.wire.NodeState;
import io.gossip.wire.WireException.Reason;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MicrometerMetricsTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final MicrometerMetrics metrics = new MicrometerMetrics(registry, Tags.of("cluster", "blue"));

    @Test
    void summarizesSizes() {
        metrics.packetSent(100);
        metrics.packetSent(200);
        metrics.packetReceived(300);
        metrics.streamSent(4000);
        metrics.streamReceived(5000);
        metrics.encryptedFrameReceived(4995);
        metrics.localStateSent(6000);
        assertSummary("gossip.packets.sent", 2, 300);
        assertSummary("gossip.packets.received", 1, 300);
        assertSummary("gossip.streams.sent", 1, 4000);
        assertSummary("gossip.streams.received", 1, 5000);
        assertSummary("gossip.streams.encrypted", 1, 4995);
        assertSummary("gossip.state.sent", 1, 6000);
    }

    @Test
    void countsWhatHappens() {
        metrics.streamAccepted();
        metrics.streamConnected();
        metrics.streamConnected();
        metrics.probeDegraded();
        metrics.suspicionDegraded();
        metrics.eventFolded();
        assertThat(count("gossip.streams.accepted")).isEqualTo(1);
        assertThat(count("gossip.streams.connected")).isEqualTo(2);
        assertThat(count("gossip.probes.degraded")).isEqualTo(1);
        assertThat(count("gossip.suspicions.degraded")).isEqualTo(1);
        assertThat(count("gossip.events.folded")).isEqualTo(1);
    }

    @Test
    void countsRejectedInputByReason() {
        metrics.inputRejected(Reason.TOO_LARGE);
        metrics.inputRejected(Reason.TOO_LARGE);
        assertThat(count("gossip.input.rejected", "reason", "too-large")).isEqualTo(2);
        assertThat(count("gossip.input.rejected", "reason", "checksum"))
                .as("there from the start")
                .isZero();
    }

    @Test
    void countsNewsByType() {
        metrics.aliveAccepted();
        metrics.aliveAccepted();
        metrics.aliveAccepted();
        metrics.suspected();
        metrics.suspected();
        metrics.died();
        assertThat(count("gossip.messages.accepted", "type", "alive")).isEqualTo(3);
        assertThat(count("gossip.messages.accepted", "type", "suspect")).isEqualTo(2);
        assertThat(count("gossip.messages.accepted", "type", "dead")).isEqualTo(1);
    }

    @Test
    void showsTheNewestState() {
        metrics.nodesCounted(NodeState.ALIVE, 2);
        metrics.nodesCounted(NodeState.ALIVE, 3);
        metrics.nodesCounted(NodeState.LEFT, 1);
        metrics.healthScore(4);
        metrics.broadcastsQueued(5);
        assertThat(gauge("gossip.nodes", "state", "alive")).isEqualTo(3);
        assertThat(gauge("gossip.nodes", "state", "suspect")).isZero();
        assertThat(gauge("gossip.nodes", "state", "left")).isEqualTo(1);
        assertThat(gauge("gossip.health.score")).isEqualTo(4);
        assertThat(gauge("gossip.queue.broadcasts")).isEqualTo(5);
    }

    @Test
    void timesWhatTakesTime() {
        metrics.probeEnded(1_000_000);
        metrics.gossipEnded(2_000_000);
        metrics.pushPullEnded(3_000_000);
        metrics.pushPullEnded(4_000_000);
        assertTimer("gossip.probes", 1, 1);
        assertTimer("gossip.rounds", 1, 2);
        assertTimer("gossip.pushpulls", 2, 7);
    }

    @Test
    void everyMeterCarriesTheTagsAndADescription() {
        assertThat(registry.getMeters()).isNotEmpty().allSatisfy(meter -> {
            assertThat(meter.getId().getTag("cluster")).isEqualTo("blue");
            assertThat(meter.getId().getDescription()).isNotBlank();
        });
    }

    @Test
    void twoNodesOfDifferentTagsDoNotMix() {
        MicrometerMetrics red = new MicrometerMetrics(registry, Tags.of("cluster", "red"));
        red.healthScore(3);
        metrics.healthScore(1);
        assertThat(gauge("gossip.health.score", "cluster", "red")).isEqualTo(3);
        red.closed();
        assertThat(gauge("gossip.health.score", "cluster", "blue")).isEqualTo(1);
        assertThat(registry.getMeters())
                .allMatch(meter -> "blue".equals(meter.getId().getTag("cluster")));
    }

    @Test
    void aNodeThatIsClosedLeavesNothingBehindAndItsSuccessorStartsAnew() {
        metrics.aliveAccepted();
        metrics.closed();
        assertThat(registry.getMeters()).isEmpty();
        metrics.closed();
        metrics.packetSent(1); // what comes late goes nowhere
        MicrometerMetrics successor = new MicrometerMetrics(registry, Tags.of("cluster", "blue"));
        assertThat(count("gossip.messages.accepted", "type", "alive")).isZero();
        successor.healthScore(2);
        assertThat(gauge("gossip.health.score")).isEqualTo(2);
    }

    @Test
    void removesItsMetersWhateverTheRegistryMadeOfThem() {
        SimpleMeterRegistry inner = new SimpleMeterRegistry();
        inner.config().commonTags("region", "eu");
        CompositeMeterRegistry composite = new CompositeMeterRegistry();
        composite.add(inner);
        composite.config().meterFilter(MeterFilter.denyNameStartsWith("gossip.packets"));
        MicrometerMetrics filtered = new MicrometerMetrics(composite, List.of());
        filtered.packetSent(1);
        filtered.aliveAccepted();
        assertThat(inner.find("gossip.packets.sent").meter()).isNull();
        assertThat(inner.get("gossip.messages.accepted")
                        .tag("region", "eu")
                        .tag("type", "alive")
                        .counter()
                        .count())
                .isEqualTo(1);
        filtered.closed();
        assertThat(composite.getMeters()).isEmpty();
        assertThat(inner.getMeters()).isEmpty();
        composite.close();
        filtered.closed();
    }

    @Test
    void aPacketCostsNoMemory() {
        long allocated = Allocation.of(() -> {
            for (int i = 0; i < 10_000; i++) {
                metrics.packetSent(1400);
                metrics.packetReceived(1400);
            }
        });
        assertThat(allocated).as("for 20,000 packets").isLessThan(1000);
    }

    private void assertSummary(String name, int count, int bytes) {
        DistributionSummary summary = registry.get(name).summary();
        assertThat(summary.count()).as(name).isEqualTo(count);
        assertThat(summary.totalAmount()).as(name).isEqualTo(bytes);
        assertThat(summary.getId().getBaseUnit()).isEqualTo("bytes");
    }

    private void assertTimer(String name, int count, int millis) {
        Timer timer = registry.get(name).timer();
        assertThat(timer.count()).as(name).isEqualTo(count);
        assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).as(name).isEqualTo(millis);
    }

    private double count(String name, String... tags) {
        return registry.get(name).tags(tags).counter().count();
    }

    private double gauge(String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }
}
