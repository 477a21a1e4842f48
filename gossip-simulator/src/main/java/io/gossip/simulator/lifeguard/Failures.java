package io.gossip.simulator.lifeguard;

import io.gossip.memberlist.Node;
import io.gossip.simulator.Life;
import io.gossip.simulator.SimulationListener;
import io.gossip.virtual.VirtualNetwork.Packet;
import io.gossip.wire.NodeState;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Counts what the paper counts (section V-C): failure events, at which agent and about whom, and packets. */
final class Failures implements SimulationListener {

    /** What is known of the failure of one anomalous member. */
    static final class Detection {
        private final Set<String> healthyWhoKnow = new HashSet<>();
        private final Duration first;
        private Duration last = Duration.ZERO;

        private Detection(Duration first) {
            this.first = first;
        }
    }

    private final Set<String> anomalous;
    private final int healthy;
    private final Supplier<Duration> clock;
    private final Map<String, Detection> detections = new HashMap<>();
    private long falsePositives;
    private long atHealthy;
    private long packets;
    private long bytes;

    Failures(Set<String> anomalous, int healthy, Supplier<Duration> clock) {
        this.anomalous = anomalous;
        this.healthy = healthy;
        this.clock = clock;
    }

    @Override
    public void event(Life observer, Kind kind, Node node) {
        if (kind != Kind.LEFT || node.state() != NodeState.DEAD) {
            return;
        }
        boolean observerIsHealthy = !anomalous.contains(observer.name());
        if (!anomalous.contains(node.name())) {
            falsePositives++;
            atHealthy += observerIsHealthy ? 1 : 0;
        } else if (!node.name().equals(observer.name())) {
            Duration now = clock.get();
            Detection detection = detections.computeIfAbsent(node.name(), name -> new Detection(now));
            if (observerIsHealthy && detection.healthyWhoKnow.add(observer.name())) {
                detection.last = now;
            }
        }
    }

    @Override
    public void packetSent(Packet packet) {
        packets++;
        bytes += packet.bytes().length;
    }

    /** Failure events about members outside the anomalous set: FP. */
    long falsePositives() {
        return falsePositives;
    }

    /** Those of them that were raised at members outside the anomalous set: FP−. */
    long falsePositivesAtHealthy() {
        return atHealthy;
    }

    long packets() {
        return packets;
    }

    long bytes() {
        return bytes;
    }

    /** From a time to the first failure event about each anomalous member that has one. */
    long[] firstDetections(Duration from) {
        return detections.values().stream()
                .mapToLong(detection -> detection.first.minus(from).toNanos())
                .sorted()
                .toArray();
    }

    /** From a time until the last healthy agent had the event, for each anomalous member of which all learned it. */
    long[] fullDisseminations(Duration from) {
        return detections.values().stream()
                .filter(detection -> detection.healthyWhoKnow.size() == healthy)
                .mapToLong(detection -> detection.last.minus(from).toNanos())
                .sorted()
                .toArray();
    }
}
