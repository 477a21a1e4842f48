package io.gossip.memberlist;

import io.gossip.wire.Address;
import io.gossip.wire.FramingConfig;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Collects the settings of a {@link MemberlistConfig}; {@link #build()} checks them. Begins with the LAN profile. */
public final class MemberlistConfigBuilder {

    private String name;
    private @Nullable Address advertisedAddress;
    private int protocolVersion = 2;
    private DelegateVersions delegateVersions = DelegateVersions.NONE;
    private FramingConfig framing = FramingConfig.plain();
    private Duration probeInterval = Duration.ofSeconds(1);
    private Duration probeTimeout = Duration.ofMillis(500);
    private int indirectChecks = 3;
    private boolean tcpFallback = true;
    private Predicate<String> tcpFallbackFor = name -> true;
    private int awarenessMaxMultiplier = 8;
    private boolean buddySystem = true;
    private int suspicionMultiplier = 4;
    private int suspicionMaxTimeoutMultiplier = 6;
    private @Nullable Integer suspicionConfirmations;
    private Duration gossipInterval = Duration.ofMillis(200);
    private int gossipNodes = 3;
    private Duration gossipToTheDead = Duration.ofSeconds(30);
    private int retransmitMultiplier = 4;
    private int packetSize = 1400;
    private Duration queueCheckInterval = Duration.ofSeconds(30);
    private Duration pushPullInterval = Duration.ofSeconds(30);
    private int maxPushPulls = 127;
    private Duration streamTimeout = Duration.ofSeconds(10);
    private List<Cidr> allowedNetworks = List.of();
    private Duration deadNodeReclaim = Duration.ZERO;
    private boolean requireNodeNames = false;
    private int maxMembers = 100_000;
    private int handoffQueueDepth = 1024;
    private int handoffQueueBytes = 64 << 20;
    private int packetsPerSecondPerSource = 10_000;
    private int maxIndirectPings = 1024;
    private int maxInboundStreams = 1024;
    private int maxInboundStreamsPerSource = 256;
    private List<String> seeds = List.of();
    private Duration rejoinInitialBackoff = Duration.ofMillis(250);
    private Duration rejoinMaxBackoff = Duration.ofSeconds(30);
    private Duration rejoinInterval = Duration.ofSeconds(30);
    private Duration rejoinMemory = Duration.ofDays(3);

    MemberlistConfigBuilder(String name) {
        this.name = name;
    }

    MemberlistConfigBuilder(MemberlistConfig config) {
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
        this.suspicionMultiplier = config.suspicion().multiplier();
        this.suspicionMaxTimeoutMultiplier = config.suspicion().maxTimeoutMultiplier();
        int confirmations = config.suspicion().confirmations();
        // The default goes on following the multiplier.
        this.suspicionConfirmations = confirmations == defaultConfirmations() ? null : confirmations;
        this.gossipInterval = config.gossip().interval();
        this.gossipNodes = config.gossip().nodes();
        this.gossipToTheDead = config.gossip().toTheDead();
        this.retransmitMultiplier = config.gossip().retransmitMultiplier();
        this.packetSize = config.gossip().packetSize();
        this.queueCheckInterval = config.gossip().queueCheckInterval();
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

    /**
     * Sets unique name of this node in the cluster; 1 to 255 bytes of UTF-8.
     *
     * @param name the new value
     * @return this builder
     */
    public MemberlistConfigBuilder name(String name) {
        this.name = name;
        return this;
    }

    /**
     * Sets where other nodes reach this one; null means the address the transport is bound to.
     *
     * @param advertisedAddress the new value
     * @return this builder
     */
    public MemberlistConfigBuilder advertisedAddress(@Nullable Address advertisedAddress) {
        this.advertisedAddress = advertisedAddress;
        return this;
    }

    /**
     * Sets memberlist protocol to speak, 1 to 5.
     *
     * @param protocolVersion the new value
     * @return this builder
     */
    public MemberlistConfigBuilder protocolVersion(int protocolVersion) {
        this.protocolVersion = protocolVersion;
        return this;
    }

    /**
     * Sets versions of the application protocol, checked on every push/pull.
     *
     * @param delegateVersions the new value
     * @return this builder
     */
    public MemberlistConfigBuilder delegateVersions(DelegateVersions delegateVersions) {
        this.delegateVersions = delegateVersions;
        return this;
    }

    /**
     * Sets label, compression, encryption and input limits.
     *
     * @param framing the new value
     * @return this builder
     */
    public MemberlistConfigBuilder framing(FramingConfig framing) {
        this.framing = framing;
        return this;
    }

    /**
     * Sets time between two probes; zero switches failure detection off.
     *
     * @param probeInterval the new value
     * @return this builder
     */
    public MemberlistConfigBuilder probeInterval(Duration probeInterval) {
        this.probeInterval = probeInterval;
        return this;
    }

    /**
     * Sets how long to wait for a direct answer before helpers are asked; at most the probe interval.
     *
     * @param probeTimeout the new value
     * @return this builder
     */
    public MemberlistConfigBuilder probeTimeout(Duration probeTimeout) {
        this.probeTimeout = probeTimeout;
        return this;
    }

    /**
     * Sets how many helpers are asked to ping a node that did not answer, 0 or more.
     *
     * @param indirectChecks the new value
     * @return this builder
     */
    public MemberlistConfigBuilder indirectChecks(int indirectChecks) {
        this.indirectChecks = indirectChecks;
        return this;
    }

    /**
     * Sets whether a node that does not answer over UDP is pinged over TCP before it is suspected.
     *
     * @param tcpFallback the new value
     * @return this builder
     */
    public MemberlistConfigBuilder tcpFallback(boolean tcpFallback) {
        this.tcpFallback = tcpFallback;
        return this;
    }

    /**
     * Sets which nodes, by name, may be pinged over TCP, unless it is switched off altogether; runs on the event loop and must be quick.
     *
     * @param tcpFallbackFor the new value
     * @return this builder
     */
    public MemberlistConfigBuilder tcpFallbackFor(Predicate<String> tcpFallbackFor) {
        this.tcpFallbackFor = tcpFallbackFor;
        return this;
    }

    /**
     * Sets upper bound of the factor by which a node that finds itself slow stretches its probe interval, 1 to 1000; 1 switches that off.
     *
     * @param awarenessMaxMultiplier the new value
     * @return this builder
     */
    public MemberlistConfigBuilder awarenessMaxMultiplier(int awarenessMaxMultiplier) {
        this.awarenessMaxMultiplier = awarenessMaxMultiplier;
        return this;
    }

    /**
     * Sets whether the ping to a suspect carries the suspicion, so that it can refute at once.
     *
     * @param buddySystem the new value
     * @return this builder
     */
    public MemberlistConfigBuilder buddySystem(boolean buddySystem) {
        this.buddySystem = buddySystem;
        return this;
    }

    /**
     * Sets factor of the shortest time a suspect has to refute: multiplier x log10(nodes) x probe interval, 1 to 1000.
     *
     * @param suspicionMultiplier the new value
     * @return this builder
     */
    public MemberlistConfigBuilder suspicionMultiplier(int suspicionMultiplier) {
        this.suspicionMultiplier = suspicionMultiplier;
        return this;
    }

    /**
     * Sets factor between the shortest time, reached when enough others agree, and the longest, 1 to 1000.
     *
     * @param suspicionMaxTimeoutMultiplier the new value
     * @return this builder
     */
    public MemberlistConfigBuilder suspicionMaxTimeoutMultiplier(int suspicionMaxTimeoutMultiplier) {
        this.suspicionMaxTimeoutMultiplier = suspicionMaxTimeoutMultiplier;
        return this;
    }

    /**
     * Sets how many others must agree until the shortest time is reached, 0 to 1000; if never set, two less than the suspicion multiplier.
     *
     * @param suspicionConfirmations the new value
     * @return this builder
     */
    public MemberlistConfigBuilder suspicionConfirmations(int suspicionConfirmations) {
        this.suspicionConfirmations = suspicionConfirmations;
        return this;
    }

    /**
     * Sets time between two rounds of gossip; zero leaves only what rides on pings and acks.
     *
     * @param gossipInterval the new value
     * @return this builder
     */
    public MemberlistConfigBuilder gossipInterval(Duration gossipInterval) {
        this.gossipInterval = gossipInterval;
        return this;
    }

    /**
     * Sets how many nodes are told in one round, 0 or more.
     *
     * @param gossipNodes the new value
     * @return this builder
     */
    public MemberlistConfigBuilder gossipNodes(int gossipNodes) {
        this.gossipNodes = gossipNodes;
        return this;
    }

    /**
     * Sets how long after its death a node is still told the news, and kept in the table.
     *
     * @param gossipToTheDead the new value
     * @return this builder
     */
    public MemberlistConfigBuilder gossipToTheDead(Duration gossipToTheDead) {
        this.gossipToTheDead = gossipToTheDead;
        return this;
    }

    /**
     * Sets factor of how often one piece of news is sent: multiplier x log10(nodes + 1), 1 to 1000.
     *
     * @param retransmitMultiplier the new value
     * @return this builder
     */
    public MemberlistConfigBuilder retransmitMultiplier(int retransmitMultiplier) {
        this.retransmitMultiplier = retransmitMultiplier;
        return this;
    }

    /**
     * Sets size in bytes a UDP packet should not exceed, 512 to 65,000.
     *
     * @param packetSize the new value
     * @return this builder
     */
    public MemberlistConfigBuilder packetSize(int packetSize) {
        this.packetSize = packetSize;
        return this;
    }

    /**
     * Sets how often the length of the queues is reported to the metrics.
     *
     * @param queueCheckInterval the new value
     * @return this builder
     */
    public MemberlistConfigBuilder queueCheckInterval(Duration queueCheckInterval) {
        this.queueCheckInterval = queueCheckInterval;
        return this;
    }

    /**
     * Sets time between two full exchanges of state over TCP; zero switches them off.
     *
     * @param pushPullInterval the new value
     * @return this builder
     */
    public MemberlistConfigBuilder pushPullInterval(Duration pushPullInterval) {
        this.pushPullInterval = pushPullInterval;
        return this;
    }

    /**
     * Sets how many such exchanges this node answers at the same time, 1 to 10,000.
     *
     * @param maxPushPulls the new value
     * @return this builder
     */
    public MemberlistConfigBuilder maxPushPulls(int maxPushPulls) {
        this.maxPushPulls = maxPushPulls;
        return this;
    }

    /**
     * Sets how long one TCP exchange may take, connecting included.
     *
     * @param streamTimeout the new value
     * @return this builder
     */
    public MemberlistConfigBuilder streamTimeout(Duration streamTimeout) {
        this.streamTimeout = streamTimeout;
        return this;
    }

    /**
     * Sets the networks members may be in, for instance {@code Cidr.parse("10.0.0.0/8")}; empty means everywhere.
     *
     * @param allowedNetworks the new value
     * @return this builder
     */
    public MemberlistConfigBuilder allowedNetworks(List<Cidr> allowedNetworks) {
        this.allowedNetworks = allowedNetworks;
        return this;
    }

    /**
     * Sets how long a node must have been dead before its name may come back from another address; zero means until it is forgotten.
     *
     * @param deadNodeReclaim the new value
     * @return this builder
     */
    public MemberlistConfigBuilder deadNodeReclaim(Duration deadNodeReclaim) {
        this.deadNodeReclaim = deadNodeReclaim;
        return this;
    }

    /**
     * Sets whether to talk only to addresses whose node's name is known; seeds then need the form {@code name/host:port}.
     *
     * @param requireNodeNames the new value
     * @return this builder
     */
    public MemberlistConfigBuilder requireNodeNames(boolean requireNodeNames) {
        this.requireNodeNames = requireNodeNames;
        return this;
    }

    /**
     * Sets most nodes the table takes in, 1 or more; announcements beyond it are dropped.
     *
     * @param maxMembers the new value
     * @return this builder
     */
    public MemberlistConfigBuilder maxMembers(int maxMembers) {
        this.maxMembers = maxMembers;
        return this;
    }

    /**
     * Sets how many messages and questions may wait for the delegates of a {@link Memberlist}, 1 or more; more are dropped and
     * counted.
     *
     * @param handoffQueueDepth the new value
     * @return this builder
     */
    public MemberlistConfigBuilder handoffQueueDepth(int handoffQueueDepth) {
        this.handoffQueueDepth = handoffQueueDepth;
        return this;
    }

    /**
     * Sets how many bytes from the network those messages and questions may hold while they wait, 1 or more; what would hold more
     * is dropped and counted, unless nothing else is held.
     *
     * @param handoffQueueBytes the new value
     * @return this builder
     */
    public MemberlistConfigBuilder handoffQueueBytes(int handoffQueueBytes) {
        this.handoffQueueBytes = handoffQueueBytes;
        return this;
    }

    /**
     * Sets nodes to join at the start, each {@code host}, {@code host:port} or {@code name/host:port}; those that are not members are tried again and again, looked up anew each time. This node's own address may be among them.
     *
     * @param seeds the new value
     * @return this builder
     */
    public MemberlistConfigBuilder seeds(List<String> seeds) {
        this.seeds = List.copyOf(seeds);
        return this;
    }

    /**
     * Sets how many packets a second are read from one IP address in the long run, 100 to 1,000,000; zero switches the limit
     * off. See {@link InputConfig}.
     *
     * @param packetsPerSecondPerSource the new value
     * @return this builder
     */
    public MemberlistConfigBuilder packetsPerSecondPerSource(int packetsPerSecondPerSource) {
        this.packetsPerSecondPerSource = packetsPerSecondPerSource;
        return this;
    }

    /**
     * Sets how long to wait at first until the seeds are tried again; doubles with every attempt.
     *
     * @param rejoinInitialBackoff the new value
     * @return this builder
     */
    public MemberlistConfigBuilder rejoinInitialBackoff(Duration rejoinInitialBackoff) {
        this.rejoinInitialBackoff = rejoinInitialBackoff;
        return this;
    }

    /**
     * Sets how many nodes are pinged for others at the same time, 1 to 100,000; requests beyond it are dropped.
     *
     * @param maxIndirectPings the new value
     * @return this builder
     */
    public MemberlistConfigBuilder maxIndirectPings(int maxIndirectPings) {
        this.maxIndirectPings = maxIndirectPings;
        return this;
    }

    /**
     * Sets how many streams that others have opened may be open at once, 1 to 100,000; one on top is closed at once. See
     * {@link InputConfig}.
     *
     * @param maxInboundStreams the new value
     * @return this builder
     */
    public MemberlistConfigBuilder maxInboundStreams(int maxInboundStreams) {
        this.maxInboundStreams = maxInboundStreams;
        return this;
    }

    /**
     * Sets how many streams from one IP address may be open at once, 1 to 100,000; one on top is closed at once. See
     * {@link InputConfig}.
     *
     * @param maxInboundStreamsPerSource the new value
     * @return this builder
     */
    public MemberlistConfigBuilder maxInboundStreamsPerSource(int maxInboundStreamsPerSource) {
        this.maxInboundStreamsPerSource = maxInboundStreamsPerSource;
        return this;
    }

    /**
     * Sets longest wait between two attempts of a node that is alone; at least the initial one.
     *
     * @param rejoinMaxBackoff the new value
     * @return this builder
     */
    public MemberlistConfigBuilder rejoinMaxBackoff(Duration rejoinMaxBackoff) {
        this.rejoinMaxBackoff = rejoinMaxBackoff;
        return this;
    }

    /**
     * Sets longest wait between two attempts of a node that is not alone; zero means that it makes none.
     *
     * @param rejoinInterval the new value
     * @return this builder
     */
    public MemberlistConfigBuilder rejoinInterval(Duration rejoinInterval) {
        this.rejoinInterval = rejoinInterval;
        return this;
    }

    /**
     * Sets how long a member that died without a word is looked for; zero means not at all.
     *
     * @param rejoinMemory the new value
     * @return this builder
     */
    public MemberlistConfigBuilder rejoinMemory(Duration rejoinMemory) {
        this.rejoinMemory = rejoinMemory;
        return this;
    }

    /**
     * Checks the settings and freezes them.
     *
     * @return the configuration
     * @throws io.gossip.runtime.ConfigurationException naming the first setting that cannot work, its value and what is
     *     allowed
     */
    public MemberlistConfig build() {
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
                        buddySystem),
                new SuspicionConfig(suspicionMultiplier, suspicionMaxTimeoutMultiplier, confirmations),
                new GossipConfig(
                        gossipInterval,
                        gossipNodes,
                        gossipToTheDead,
                        retransmitMultiplier,
                        packetSize,
                        queueCheckInterval),
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
