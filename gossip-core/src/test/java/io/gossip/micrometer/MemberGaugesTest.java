package io.gossip.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.memberlist.MemberlistMetrics;
import io.gossip.serf.Serf;
import io.gossip.virtual.VirtualNetwork;
import io.gossip.virtual.VirtualTime;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MemberGaugesTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void countTheMembersByStatus() {
        VirtualTime time = new VirtualTime();
        VirtualNetwork net = new VirtualNetwork(time, new SplittableRandom(1));
        Serf n1 = VirtualNode.start(time, net, 1, MemberlistMetrics.NONE);
        Serf n2 = VirtualNode.start(time, net, 2, MemberlistMetrics.NONE);
        VirtualNode.start(time, net, 3, MemberlistMetrics.NONE);
        MemberGauges gauges = new MemberGauges(n1, registry, Tags.of("cluster", "blue"));
        time.advance(Duration.ofSeconds(5));
        assertThat(members("alive")).isEqualTo(3);
        n2.leave();
        net.kill(VirtualNetwork.address("10.0.0.3", 7946));
        time.advance(Duration.ofSeconds(30));
        assertThat(members("alive")).isEqualTo(1);
        assertThat(members("leaving")).isZero();
        assertThat(members("left")).isEqualTo(1);
        assertThat(members("failed")).isEqualTo(1);
        gauges.close();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void doNotKeepANodeInMemory() {
        WeakReference<Serf> node = nodeWithGauges();
        for (int i = 0; i < 50 && node.get() != null; i++) {
            System.gc();
        }
        assertThat(node.get()).isNull();
        assertThat(members("alive")).isNaN();
    }

    private WeakReference<Serf> nodeWithGauges() {
        VirtualTime time = new VirtualTime();
        Serf serf =
                VirtualNode.start(time, new VirtualNetwork(time, new SplittableRandom(1)), 1, MemberlistMetrics.NONE);
        new MemberGauges(serf, registry, Tags.of("cluster", "blue"));
        assertThat(members("alive")).isEqualTo(1);
        return new WeakReference<>(serf);
    }

    private double members(String status) {
        return registry.get("gossip.members")
                .tags("status", status, "cluster", "blue")
                .gauge()
                .value();
    }
}
