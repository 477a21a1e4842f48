package io.gossip.memberlist;

import io.gossip.wire.Address;
import io.gossip.wire.FramingConfig;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Collects the settings of a {@link MemberlistConfig}; {@link #build()} checks them. The defaults told here are those of the LAN
 * profile; {@link MemberlistConfig} has a table of what is different in the others. No time may be longer than 3,650 days.
 */
public final class MemberlistConfigBuilder {

    private final MemberlistDraft draft;

    MemberlistConfigBuilder(String name) {
        this.draft = new MemberlistDraft(name);
    }

    MemberlistConfigBuilder(MemberlistConfig config) {
        this.draft = new MemberlistDraft(config);
    }

    /**
     * Sets the unique name of this node in the cluster: 1 to 255 bytes of UTF-8.
     *
     * @param name the name
     * @return this builder
     */
    public MemberlistConfigBuilder name(String name) {
        draft.name = name;
        return this;
    }

    /**
     * Sets where other nodes reach this one; null, the default, means the address the transport is bound to.
     *
     * @param advertisedAddress an address, or null
     * @return this builder
     */
    public MemberlistConfigBuilder advertisedAddress(@Nullable Address advertisedAddress) {
        draft.advertisedAddress = advertisedAddress;
        return this;
    }

    /**
     * Sets the memberlist protocol to speak: 1 to 5, 2 by default.
     *
     * @param protocolVersion the version
     * @return this builder
     */
    public MemberlistConfigBuilder protocolVersion(int protocolVersion) {
        draft.protocolVersion = protocolVersion;
        return this;
    }

    /**
     * Sets the versions of the application's protocol, checked on every push/pull; all 0 by default.
     *
     * @param delegateVersions the versions
     * @return this builder
     */
    public MemberlistConfigBuilder delegateVersions(DelegateVersions delegateVersions) {
        draft.delegateVersions = delegateVersions;
        return this;
    }

    /**
     * Sets label, compression, encryption and the limits on what is read; {@link FramingConfig#plain()} by default.
     *
     * @param framing how messages are wrapped
     * @return this builder
     */
    public MemberlistConfigBuilder framing(FramingConfig framing) {
        draft.framing = framing;
        return this;
    }

    /**
     * Sets the time between two probes: 1 s by default; zero switches failure detection off.
     *
     * @param probeInterval zero or longer
     * @return this builder
     */
    public MemberlistConfigBuilder probeInterval(Duration probeInterval) {
        draft.probeInterval = probeInterval;
        return this;
    }

    /**
     * Sets how long to wait for a direct answer before helpers are asked: 500 ms by default.
     *
     * @param probeTimeout longer than zero, at most the probe interval unless that is zero
     * @return this builder
     */
    public MemberlistConfigBuilder probeTimeout(Duration probeTimeout) {
        draft.probeTimeout = probeTimeout;
        return this;
    }

    /**
     * Sets how many helpers are asked to ping a node that did not answer: 3 by default.
     *
     * @param indirectChecks 0 or more
     * @return this builder
     */
    public MemberlistConfigBuilder indirectChecks(int indirectChecks) {
        draft.indirectChecks = indirectChecks;
        return this;
    }

    /**
     * Sets whether a node that does not answer over UDP is pinged over TCP before it is suspected; true by default.
     *
     * @param tcpFallback true to ping it
     * @return this builder
     */
    public MemberlistConfigBuilder tcpFallback(boolean tcpFallback) {
        draft.tcpFallback = tcpFallback;
        return this;
    }

    /**
     * Sets which nodes, by name, may be pinged over TCP, unless that is switched off altogether; all by default. Runs
     * on the event loop and must be quick; if it throws, that counts as yes.
     *
     * @param tcpFallbackFor true for a node that may be
     * @return this builder
     */
    public MemberlistConfigBuilder tcpFallbackFor(Predicate<String> tcpFallbackFor) {
        draft.tcpFallbackFor = tcpFallbackFor;
        return this;
    }

    /**
     * Sets the upper bound of the factor by which a node that finds itself slow stretches its probe interval
     * (Lifeguard): 8 by default.
     *
     * @param awarenessMaxMultiplier 1 to 1000; 1 switches that off
     * @return this builder
     */
    public MemberlistConfigBuilder awarenessMaxMultiplier(int awarenessMaxMultiplier) {
        draft.awarenessMaxMultiplier = awarenessMaxMultiplier;
        return this;
    }

    /**
     * Sets whether the ping to a suspect carries the suspicion, so that it can refute at once (Lifeguard); true by
     * default.
     *
     * @param buddySystem true to tell it
     * @return this builder
     */
    public MemberlistConfigBuilder buddySystem(boolean buddySystem) {
        draft.buddySystem = buddySystem;
        return this;
    }

    /**
     * Sets whether the time for an answer runs only while the ping and the requests to helpers are really sent; true by default. If
     * not, it begins when they were to be sent, as in Go, which is meant for comparisons.
     *
     * @param clockWaitsForSending true to wait
     * @return this builder
     */
    public MemberlistConfigBuilder clockWaitsForSending(boolean clockWaitsForSending) {
        draft.clockWaitsForSending = clockWaitsForSending;
        return this;
    }

    /**
     * Sets the factor of the shortest time a suspect has to refute: multiplier x log10(nodes) x probe interval; 4 by
     * default.
     *
     * @param suspicionMultiplier 1 to 1000
     * @return this builder
     */
    public MemberlistConfigBuilder suspicionMultiplier(int suspicionMultiplier) {
        draft.suspicionMultiplier = suspicionMultiplier;
        return this;
    }

    /**
     * Sets the factor between the shortest time, reached when enough others agree, and the longest: 6 by default.
     *
     * @param suspicionMaxTimeoutMultiplier 1 to 1000; 1 makes all suspicions equally long
     * @return this builder
     */
    public MemberlistConfigBuilder suspicionMaxTimeoutMultiplier(int suspicionMaxTimeoutMultiplier) {
        draft.suspicionMaxTimeoutMultiplier = suspicionMaxTimeoutMultiplier;
        return this;
    }

    /**
     * Sets how many others must agree until the shortest time is reached (Lifeguard's K); if never set, two less than
     * the suspicion multiplier, but not less than 0.
     *
     * @param suspicionConfirmations 0 to 1000; with 0 it is always the shortest
     * @return this builder
     */
    public MemberlistConfigBuilder suspicionConfirmations(int suspicionConfirmations) {
        draft.suspicionConfirmations = suspicionConfirmations;
        return this;
    }

    /**
     * Sets whether another member is asked before a suspect is declared dead, so that who missed the refutation hears of it; true by
     * default. Go asks nobody; false is meant for comparisons.
     *
     * @param secondOpinion true to ask
     * @return this builder
     */
    public MemberlistConfigBuilder secondOpinion(boolean secondOpinion) {
        draft.secondOpinion = secondOpinion;
        return this;
    }

    /**
     * Sets the time between two rounds of gossip: 200 ms by default; zero leaves only what rides on pings and acks.
     *
     * @param gossipInterval zero or longer
     * @return this builder
     */
    public MemberlistConfigBuilder gossipInterval(Duration gossipInterval) {
        draft.gossipInterval = gossipInterval;
        return this;
    }

    /**
     * Sets how many nodes are told in one round: 3 by default.
     *
     * @param gossipNodes 0 or more; with 0 none is told
     * @return this builder
     */
    public MemberlistConfigBuilder gossipNodes(int gossipNodes) {
        draft.gossipNodes = gossipNodes;
        return this;
    }

    /**
     * Sets how long after its death a node is still told the news, and kept in the table: 30 s by default.
     *
     * @param gossipToTheDead zero or longer
     * @return this builder
     */
    public MemberlistConfigBuilder gossipToTheDead(Duration gossipToTheDead) {
        draft.gossipToTheDead = gossipToTheDead;
        return this;
    }

    /**
     * Sets the factor of how often one piece of news is sent: multiplier x log10(2 x nodes + 1), rounded up; 4 by default.
     *
     * @param retransmitMultiplier 1 to 1000
     * @return this builder
     */
    public MemberlistConfigBuilder retransmitMultiplier(int retransmitMultiplier) {
        draft.retransmitMultiplier = retransmitMultiplier;
        return this;
    }

    /**
     * Sets the size in bytes that a UDP packet should not exceed, all layers included: 1,400 by default. A node whose name and meta
     * together are longer than gossip can carry in such a packet does not start; at 1,400 bytes all fit.
     *
     * @param packetSize 512 to 65,000
     * @return this builder
     */
    public MemberlistConfigBuilder packetSize(int packetSize) {
        draft.packetSize = packetSize;
        return this;
    }

    /**
     * Sets how often the length of the queue is reported to the metrics: every 30 s by default.
     *
     * @param queueCheckInterval longer than zero
     * @return this builder
     */
    public MemberlistConfigBuilder queueCheckInterval(Duration queueCheckInterval) {
        draft.queueCheckInterval = queueCheckInterval;
        return this;
    }

    /**
     * Sets whether news goes out at once, and who has learned of many members asks again soon; true by default. If not, both wait for
     * the regular tick, as in Go, which is meant for comparisons.
     *
     * @param eagerGossip true to be quick
     * @return this builder
     */
    public MemberlistConfigBuilder eagerGossip(boolean eagerGossip) {
        draft.eagerGossip = eagerGossip;
        return this;
    }

    /**
     * Sets the time between two full exchanges of state over TCP: 30 s by default, more in large clusters; zero
     * switches them off.
     *
     * @param pushPullInterval zero or longer
     * @return this builder
     */
    public MemberlistConfigBuilder pushPullInterval(Duration pushPullInterval) {
        draft.pushPullInterval = pushPullInterval;
        return this;
    }

    /**
     * Sets how many such exchanges this node answers at the same time: 127 by default; who comes later is sent away.
     *
     * @param maxPushPulls 1 to 10,000
     * @return this builder
     */
    public MemberlistConfigBuilder maxPushPulls(int maxPushPulls) {
        draft.maxPushPulls = maxPushPulls;
        return this;
    }

    /**
     * Sets how long one TCP exchange may take, connecting included: 10 s by default.
     *
     * @param streamTimeout longer than zero
     * @return this builder
     */
    public MemberlistConfigBuilder streamTimeout(Duration streamTimeout) {
        draft.streamTimeout = streamTimeout;
        return this;
    }

    /**
     * Sets the networks members may be in, for instance {@code Cidr.parse("10.0.0.0/8")}; empty, the default, means
     * everywhere.
     *
     * @param allowedNetworks the networks
     * @return this builder
     */
    public MemberlistConfigBuilder allowedNetworks(List<Cidr> allowedNetworks) {
        draft.allowedNetworks = allowedNetworks;
        return this;
    }

    /**
     * Sets how long a node must have been dead before its name may come back from another address; zero, the default,
     * means until it is forgotten.
     *
     * @param deadNodeReclaim zero or longer
     * @return this builder
     */
    public MemberlistConfigBuilder deadNodeReclaim(Duration deadNodeReclaim) {
        draft.deadNodeReclaim = deadNodeReclaim;
        return this;
    }

    /**
     * Sets whether to talk only to addresses whose node's name is known; false by default. Seeds then need the form
     * {@code name/host:port}.
     *
     * @param requireNodeNames true to talk to no others
     * @return this builder
     */
    public MemberlistConfigBuilder requireNodeNames(boolean requireNodeNames) {
        draft.requireNodeNames = requireNodeNames;
        return this;
    }

    /**
     * Sets the most nodes the table takes in: 100,000 by default; news of more is dropped and counted.
     *
     * @param maxMembers 1 or more
     * @return this builder
     */
    public MemberlistConfigBuilder maxMembers(int maxMembers) {
        draft.maxMembers = maxMembers;
        return this;
    }

    /**
     * Sets how many packets a second are read from one IP address in the long run: 10,000 by default. See {@link
     * InputConfig}.
     *
     * @param packetsPerSecondPerSource 100 to 1,000,000, or zero for no limit
     * @return this builder
     */
    public MemberlistConfigBuilder packetsPerSecondPerSource(int packetsPerSecondPerSource) {
        draft.packetsPerSecondPerSource = packetsPerSecondPerSource;
        return this;
    }

    /**
     * Sets how many nodes are pinged for others at the same time: 1,024 by default; requests beyond it are dropped.
     *
     * @param maxIndirectPings 1 to 100,000
     * @return this builder
     */
    public MemberlistConfigBuilder maxIndirectPings(int maxIndirectPings) {
        draft.maxIndirectPings = maxIndirectPings;
        return this;
    }

    /**
     * Sets how many messages and questions may wait for the delegates of a {@link Memberlist}: 1,024 by default; more are
     * dropped and counted. Of events so many wait for themselves, of a {@link Memberlist} and of serf's listeners; further ones of one
     * member are told as one, and counted.
     *
     * @param handoffQueueDepth 1 or more
     * @return this builder
     */
    public MemberlistConfigBuilder handoffQueueDepth(int handoffQueueDepth) {
        draft.handoffQueueDepth = handoffQueueDepth;
        return this;
    }

    /**
     * Sets how many bytes from the network those messages and questions may hold while they wait: 64 MiB by default.
     * What would hold more is dropped and counted, unless nothing else is held.
     *
     * @param handoffQueueBytes 1 or more
     * @return this builder
     */
    public MemberlistConfigBuilder handoffQueueBytes(int handoffQueueBytes) {
        draft.handoffQueueBytes = handoffQueueBytes;
        return this;
    }

    /**
     * Sets how many streams that others have opened may be open at once: 1,024 by default; one on top is closed at
     * once. See {@link InputConfig}.
     *
     * @param maxInboundStreams 1 to 100,000
     * @return this builder
     */
    public MemberlistConfigBuilder maxInboundStreams(int maxInboundStreams) {
        draft.maxInboundStreams = maxInboundStreams;
        return this;
    }

    /**
     * Sets the same for those from one IP address: 256 by default.
     *
     * @param maxInboundStreamsPerSource 1 to 100,000
     * @return this builder
     */
    public MemberlistConfigBuilder maxInboundStreamsPerSource(int maxInboundStreamsPerSource) {
        draft.maxInboundStreamsPerSource = maxInboundStreamsPerSource;
        return this;
    }

    /**
     * Sets nodes to join at the start, none by default; those that are not members are tried again and again, looked up
     * anew each time. This node's own address may be among them.
     *
     * @param seeds each {@code host}, {@code host:port} or {@code name/host:port}
     * @return this builder
     */
    public MemberlistConfigBuilder seeds(List<String> seeds) {
        draft.seeds = List.copyOf(seeds);
        return this;
    }

    /**
     * Sets how long to wait at first until the seeds are tried again: 250 ms by default; doubles with every attempt.
     *
     * @param rejoinInitialBackoff longer than zero
     * @return this builder
     */
    public MemberlistConfigBuilder rejoinInitialBackoff(Duration rejoinInitialBackoff) {
        draft.rejoinInitialBackoff = rejoinInitialBackoff;
        return this;
    }

    /**
     * Sets the longest wait between two attempts of a node that is alone: 30 s by default.
     *
     * @param rejoinMaxBackoff at least the initial one
     * @return this builder
     */
    public MemberlistConfigBuilder rejoinMaxBackoff(Duration rejoinMaxBackoff) {
        draft.rejoinMaxBackoff = rejoinMaxBackoff;
        return this;
    }

    /**
     * Sets the longest wait between two attempts of a node that is not alone: 30 s by default; zero means that it makes
     * none.
     *
     * @param rejoinInterval zero or longer
     * @return this builder
     */
    public MemberlistConfigBuilder rejoinInterval(Duration rejoinInterval) {
        draft.rejoinInterval = rejoinInterval;
        return this;
    }

    /**
     * Sets how long a member that died without a word is looked for: three days by default; zero means not at all.
     *
     * @param rejoinMemory zero or longer
     * @return this builder
     */
    public MemberlistConfigBuilder rejoinMemory(Duration rejoinMemory) {
        draft.rejoinMemory = rejoinMemory;
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
        return draft.freeze();
    }
}
