package io.gossip.micrometer;

import io.gossip.serf.MemberStatus;
import io.gossip.serf.Serf;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;

/**
 * The gauges {@code gossip.members}: how many members a node sees in each {@link MemberStatus}, those included that left or
 * failed until they are forgotten. Read when they are asked for.
 *
 * <pre>{@code
 * try (GossipNode node = Gossip.builder().start();
 *         MemberGauges gauges = new MemberGauges(node.serf(), registry, Tags.empty())) {
 *     ...
 * }
 * }</pre>
 *
 * <p>They do not keep the node in memory, but stay in the registry until they are closed.
 */
public final class MemberGauges implements AutoCloseable {

    private final MeterSet meters;

    /**
     * Registers the gauges of one node.
     *
     * @param serf the node's members
     * @param registry where
     * @param tags what every gauge is to carry besides {@code status}; as for {@link MicrometerMetrics}
     */
    public MemberGauges(Serf serf, MeterRegistry registry, Iterable<Tag> tags) {
        meters = new MeterSet(registry, tags);
        for (MemberStatus status : MemberStatus.values()) {
            meters.gauge(
                    "gossip.members",
                    MeterSet.tag("status", status),
                    "Members by what this node believes of them",
                    serf,
                    node -> count(node, status));
        }
    }

    /** Removes the gauges from the registry. Harmless when repeated. */
    @Override
    public void close() {
        meters.removeAll();
    }

    private static double count(Serf serf, MemberStatus status) {
        return serf.members().stream()
                .filter(member -> member.status() == status)
                .count();
    }
}
