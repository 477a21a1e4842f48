package io.gossip.memberlist;

import io.gossip.wire.Address;
import io.gossip.wire.FramingConfig;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The values that a {@link MemberlistConfigBuilder} has so far, not checked yet; those of the LAN profile to begin with. */
final class MemberlistDraft {

    String name;

    @Nullable
    Address advertisedAddress;

    int protocolVersion = 2;
    DelegateVersions delegateVersions = DelegateVersions.NONE;
    FramingConfig framing = FramingConfig.plain();
    Duration probeInterval = Duration.ofSeconds(1);
    Duration probeTimeout = Duration.ofMillis(500);
    int indirectChecks = 3;
    boolean tcpFallback = true;
    Predicate<String> tcpFallbackFor = name -> true;
    int awarenessMaxMultiplier = 8;
    boolean buddySystem = true;
    boolean clockWaitsForSending = true;
    int suspicionMultiplier = 4;
    int suspicionMaxTimeoutMultiplier = 6;

    @Nullable
    Integer suspicionConfirmations;

    boolean secondOpinion = true;

    Duration gossipInterval = Duration.ofMillis(200);
    int gossipNodes = 3;
    Duration gossipToTheDead = Duration.ofSeconds(30);
    int retransmitMultiplier = 4;
    int packetSize = 1400;
    Duration queueCheckInterval = Duration.ofSeconds(30);
    boolean eagerGossip = true;
    Duration pushPullInterval = Duration.ofSeconds(30);
    int maxPushPulls = 127;
    Duration streamTimeout = Duration.ofSeconds(10);
    List<Cidr> allowedNetworks = List.of();
    Duration deadNodeReclaim = Duration.ZERO;
    boolean requireNodeNames = false;
    int maxMembers = 100_000;
    int handoffQueueDepth = 1024;
    int handoffQueueBytes = 64 << 20;
    int packetsPerSecondPerSource = 10_000;
    int maxIndirectPings = 1024;
    int maxInboundStreams = 1024;
    int maxInboundStreamsPerSource = 256;
    List<String> seeds = List.of();
    Duration rejoinInitialBackoff = Duration.ofMillis(250);
    Duration rejoinMaxBackoff = Duration.ofSeconds(30);
    Duration rejoinInterval = Duration.ofSeconds(30);
    Duration rejoinMemory = Duration.ofDays(3);

    MemberlistDraft(String name) {
        this.name = name;
    }

    MemberlistDraft(MemberlistConfig config) {
        this.name = config.name();
        this.advertisedAddress = config.advertisedAddress();
        this.protocolVersion = config.protocolVersion();
        this.delegateVersions = config.delegateVersions();
        this.framing = config.framing();
        this.probeInterval = config.probing().interval();
        this.probeTimeout = config.probing().timeout();
        this.indirectChecks = config.probing().indirectChecks();
        this.tcpFallback = config.probing().tcpFallback();
        this.tcpFallbackFor = config.probing().tcpFallbackFor();
        this.awarenessMaxMultiplier = config.probing().awarenessMaxMultiplier();
        this.buddySystem = config.probing().buddySystem();
        this.clockWaitsForSending = config.probing().clockWaitsForSending();
        this.suspicionMultiplier = config.suspicion().multiplier();
        this.suspicionMaxTimeoutMultiplier = config.suspicion().maxTimeoutMultiplier();
        this.secondOpinion = config.suspicion().secondOpinion();
        int confirmations = config.suspicion().confirmations();
        // The default goes on following the multiplier.
        this.suspicionConfirmations = confirmations == defaultConfirmations() ? null : confirmations;
        this.gossipInterval = config.gossip().interval();
        this.gossipNodes = config.gossip().nodes();
        this.gossipToTheDead = config.gossip().toTheDead();
        this.retransmitMultiplier = config.gossip().retransmitMultiplier();
        this.packetSize = config.gossip().packetSize();
        this.queueCheckInterval = config.gossip().queueCheckInterval();
        this.eagerGossip = config.gossip().eager();
        this.pushPullInterval = config.streams().pushPullInterval();
        this.maxPushPulls = config.streams().maxPushPulls();
        this.streamTimeout = config.streams().timeout();
        this.allowedNetworks = config.admission().allowedNetworks();
        this.deadNodeReclaim = config.admission().deadNodeReclaim();
        this.requireNodeNames = config.admission().requireNodeNames();
        this.maxMembers = config.admission().maxMembers();
        this.handoffQueueDepth = config.input().handoffQueueDepth();
        this.handoffQueueBytes = config.input().handoffQueueBytes();
        this.packetsPerSecondPerSource = config.input().packetsPerSecondPerSource();
        this.maxIndirectPings = config.input().maxIndirectPings();
        this.maxInboundStreams = config.input().maxInboundStreams();
        this.maxInboundStreamsPerSource = config.input().maxInboundStreamsPerSource();
        this.seeds = config.rejoin().seeds();
        this.rejoinInitialBackoff = config.rejoin().initialBackoff();
        this.rejoinMaxBackoff = config.rejoin().maxBackoff();
        this.rejoinInterval = config.rejoin().interval();
        this.rejoinMemory = config.rejoin().memory();
    }

    /** Puts them into their groups, which check them. */
    MemberlistConfig freeze() {
        int confirmations = suspicionConfirmations == null ? defaultConfirmations() : suspicionConfirmations;
        return new MemberlistConfig(
                name,
                advertisedAddress,
                protocolVersion,
                delegateVersions,
                framing,
                new ProbeConfig(
                        probeInterval,
                        probeTimeout,
                        indirectChecks,
                        tcpFallback,
                        tcpFallbackFor,
                        awarenessMaxMultiplier,
                        buddySystem,
                        clockWaitsForSending),
                new SuspicionConfig(suspicionMultiplier, suspicionMaxTimeoutMultiplier, confirmations, secondOpinion),
                new GossipConfig(
                        gossipInterval,
                        gossipNodes,
                        gossipToTheDead,
                        retransmitMultiplier,
                        packetSize,
                        queueCheckInterval,
                        eagerGossip),
                new StreamConfig(pushPullInterval, maxPushPulls, streamTimeout),
                new AdmissionConfig(allowedNetworks, deadNodeReclaim, requireNodeNames, maxMembers),
                new InputConfig(
                        packetsPerSecondPerSource,
                        maxIndirectPings,
                        handoffQueueDepth,
                        handoffQueueBytes,
                        maxInboundStreams,
                        maxInboundStreamsPerSource),
                new RejoinConfig(seeds, rejoinInitialBackoff, rejoinMaxBackoff, rejoinInterval, rejoinMemory));
    }

    private int defaultConfirmations() {
        return Math.max(0, suspicionMultiplier - 2);
    }
}
