package io.gossip.micrometer;

import io.gossip.memberlist.MemberlistMetrics;
import io.gossip.wire.NodeState;
import io.gossip.wire.WireException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes Micrometer meters of what a node reports.
 *
 * <pre>{@code
 * Gossip.builder().metrics(new MicrometerMetrics(registry, Tags.of("cluster", "blue"))).start();
 * }</pre>
 *
 * <p>The meters are registered at once, all of them, and removed when the node is closed. They know nothing of the node, so a
 * registry keeps none in memory.
 */
public final class MicrometerMetrics implements MemberlistMetrics {

    private final MeterSet meters;
    private final DistributionSummary packetsSent;
    private final DistributionSummary packetsReceived;
    private final Counter streamsAccepted;
    private final Counter streamsConnected;
    private final DistributionSummary streamsSent;
    private final DistributionSummary streamsReceived;
    private final DistributionSummary encryptedFrames;
    private final DistributionSummary localStates;
    private final Map<WireException.Reason, Counter> rejected = new EnumMap<>(WireException.Reason.class);
    private final Counter alive;
    private final Counter suspected;
    private final Counter died;
    private final Map<NodeState, AtomicInteger> nodes = new EnumMap<>(NodeState.class);
    private final Timer probes;
    private final Counter degradedProbes;
    private final Counter degradedSuspicions;
    private final Counter foldedEvents;
    private final AtomicInteger healthScore;
    private final Timer gossip;
    private final Timer pushPulls;
    private final AtomicInteger queuedBroadcasts;

    /**
     * Registers the meters of one node.
     *
     * @param registry where
     * @param tags what every meter is to carry besides its own tags ({@code MetricLabels} in Go), none of them {@code reason},
     *     {@code state} or {@code type}. If several nodes use one registry, each needs a tag of its own value
     */
    public MicrometerMetrics(MeterRegistry registry, Iterable<Tag> tags) {
        meters = new MeterSet(registry, tags);
        packetsSent = meters.bytes("gossip.packets.sent", "Packets sent, with all layers");
        packetsReceived = meters.bytes("gossip.packets.received", "Packets received, with all layers");
        streamsAccepted = meters.counter("gossip.streams.accepted", Tags.empty(), "Streams that others opened");
        streamsConnected =
                meters.counter("gossip.streams.connected", Tags.empty(), "Streams asked for to push and pull state");
        streamsSent = meters.bytes("gossip.streams.sent", "Stream messages sent, with all layers");
        streamsReceived = meters.bytes("gossip.streams.received", "Stream messages received, with all layers");
        encryptedFrames = meters.bytes("gossip.streams.encrypted", "Encrypted frames received on streams");
        localStates = meters.bytes("gossip.state.sent", "State sent, before compression and encryption");
        for (WireException.Reason reason : WireException.Reason.values()) {
            rejected.put(
                    reason,
                    meters.counter(
                            "gossip.input.rejected",
                            MeterSet.tag("reason", reason),
                            "Input dropped because it is not what it should be"));
        }
        alive = news("alive");
        suspected = news("suspect");
        died = news("dead");
        for (NodeState state : NodeState.values()) {
            nodes.put(state, meters.gauge("gossip.nodes", MeterSet.tag("state", state), "Nodes in the table"));
        }
        probes = meters.timer("gossip.probes", "Probes, from the ping to the verdict");
        degradedProbes =
                meters.counter("gossip.probes.degraded", Tags.empty(), "Probes started with a stretched interval");
        degradedSuspicions = meters.counter(
                "gossip.suspicions.degraded", Tags.empty(), "Suspicions expired with too few confirmations");
        foldedEvents = meters.counter(
                "gossip.events.folded", Tags.empty(), "Events told as one with the one before, to a slow application");
        healthScore = meters.gauge("gossip.health.score", Tags.empty(), "Local health; 0 is healthy");
        gossip = meters.timer("gossip.rounds", "Rounds of gossip");
        pushPulls = meters.timer("gossip.pushpulls", "Push/pulls this node began, joins included");
        queuedBroadcasts = meters.gauge("gossip.queue.broadcasts", Tags.empty(), "Broadcasts about members that wait");
    }

    private Counter news(String type) {
        return meters.counter(
                "gossip.messages.accepted", Tags.of("type", type), "Statements about nodes that were accepted");
    }

    @Override
    public void packetSent(int bytes) {
        packetsSent.record(bytes);
    }

    @Override
    public void packetReceived(int bytes) {
        packetsReceived.record(bytes);
    }

    @Override
    public void streamAccepted() {
        streamsAccepted.increment();
    }

    @Override
    public void streamConnected() {
        streamsConnected.increment();
    }

    @Override
    public void streamSent(int bytes) {
        streamsSent.record(bytes);
    }

    @Override
    public void streamReceived(int bytes) {
        streamsReceived.record(bytes);
    }

    @Override
    public void encryptedFrameReceived(int bytes) {
        encryptedFrames.record(bytes);
    }

    @Override
    public void localStateSent(int bytes) {
        localStates.record(bytes);
    }

    @Override
    public void inputRejected(WireException.Reason reason) {
        Objects.requireNonNull(rejected.get(reason)).increment();
    }

    @Override
    public void aliveAccepted() {
        alive.increment();
    }

    @Override
    public void suspected() {
        suspected.increment();
    }

    @Override
    public void died() {
        died.increment();
    }

    @Override
    public void nodesCounted(NodeState state, int count) {
        Objects.requireNonNull(nodes.get(state)).set(count);
    }

    @Override
    public void probeEnded(long nanos) {
        probes.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void probeDegraded() {
        degradedProbes.increment();
    }

    @Override
    public void eventFolded() {
        foldedEvents.increment();
    }

    @Override
    public void suspicionDegraded() {
        degradedSuspicions.increment();
    }

    @Override
    public void healthScore(int score) {
        healthScore.set(score);
    }

    @Override
    public void gossipEnded(long nanos) {
        gossip.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void pushPullEnded(long nanos) {
        pushPulls.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void broadcastsQueued(int broadcasts) {
        queuedBroadcasts.set(broadcasts);
    }

    /**
     * Removes the meters from the registry. The node calls this; somebody else only needs to if the node never came to be,
     * because its port was taken for instance. Harmless when repeated.
     */
    @Override
    public void closed() {
        meters.removeAll();
    }
}
