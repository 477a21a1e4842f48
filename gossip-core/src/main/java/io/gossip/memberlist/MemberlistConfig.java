package io.gossip.memberlist;

import static io.gossip.memberlist.Settings.atLeast;
import static io.gossip.memberlist.Settings.between;
import static io.gossip.memberlist.Settings.notNegative;
import static io.gossip.memberlist.Settings.positive;

import io.gossip.runtime.ConfigurationException;
import io.gossip.wire.Address;
import io.gossip.wire.FramingConfig;
import io.gossip.wire.Versions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Every setting of the membership layer (protocol reference, section 13); immutable, checked when built.
 *
 * <p>Start from {@link #lan}, {@link #wan} or {@link #local}, whose times are those of the Go library, and change what
 * must differ with {@link #toBuilder()}. Nodes of one cluster should agree on the profile.
 *
 * <table>
 * <caption>The three profiles</caption>
 * <tr><th>setting</th><th>lan</th><th>wan</th><th>local</th></tr>
 * <tr><td>probeInterval</td><td>1 s</td><td>5 s</td><td>1 s</td></tr>
 * <tr><td>probeTimeout</td><td>500 ms</td><td>3 s</td><td>200 ms</td></tr>
 * <tr><td>indirectChecks</td><td>3</td><td>3</td><td>1</td></tr>
 * <tr><td>suspicionMultiplier</td><td>4</td><td>6</td><td>3</td></tr>
 * <tr><td>gossipInterval</td><td>200 ms</td><td>500 ms</td><td>100 ms</td></tr>
 * <tr><td>gossipNodes</td><td>3</td><td>4</td><td>3</td></tr>
 * <tr><td>gossipToTheDead</td><td>30 s</td><td>60 s</td><td>15 s</td></tr>
 * <tr><td>retransmitMultiplier</td><td>4</td><td>4</td><td>2</td></tr>
 * <tr><td>pushPullInterval</td><td>30 s</td><td>60 s</td><td>15 s</td></tr>
 * <tr><td>streamTimeout</td><td>10 s</td><td>30 s</td><td>1 s</td></tr>
 * </table>
 */
public final class MemberlistConfig {

    /** Lowest memberlist protocol version understood. */
    public static final int PROTOCOL_MIN = 1;

    /** Highest memberlist protocol version understood. */
    public static final int PROTOCOL_MAX = 5;

    private final String name;
    private final @Nullable Address advertisedAddress;
    private final int protocolVersion;
    private final DelegateVersions delegateVersions;
    private final FramingConfig framing;
    private final Duration probeInterval;
    private final Duration probeTimeout;
    private final int indirectChecks;
    private final boolean tcpFallback;
    private final int awarenessMaxMultiplier;
    private final int suspicionMultiplier;
    private final int suspicionMaxTimeoutMultiplier;
    private final Duration gossipInterval;
    private final int gossipNodes;
    private final Duration gossipToTheDead;
    private final int retransmitMultiplier;
    private final int packetSize;
    private final Duration pushPullInterval;
    private final Duration streamTimeout;
    private final Duration deadNodeReclaim;
    private final int maxMembers;

    private MemberlistConfig(Builder builder) {
        this.name = builder.name;
        this.advertisedAddress = builder.advertisedAddress;
        this.protocolVersion = builder.protocolVersion;
        this.delegateVersions = builder.delegateVersions;
        this.framing = builder.framing;
        this.probeInterval = builder.probeInterval;
        this.probeTimeout = builder.probeTimeout;
        this.indirectChecks = builder.indirectChecks;
        this.tcpFallback = builder.tcpFallback;
        this.awarenessMaxMultiplier = builder.awarenessMaxMultiplier;
        this.suspicionMultiplier = builder.suspicionMultiplier;
        this.suspicionMaxTimeoutMultiplier = builder.suspicionMaxTimeoutMultiplier;
        this.gossipInterval = builder.gossipInterval;
        this.gossipNodes = builder.gossipNodes;
        this.gossipToTheDead = builder.gossipToTheDead;
        this.retransmitMultiplier = builder.retransmitMultiplier;
        this.packetSize = builder.packetSize;
        this.pushPullInterval = builder.pushPullInterval;
        this.streamTimeout = builder.streamTimeout;
        this.deadNodeReclaim = builder.deadNodeReclaim;
        this.maxMembers = builder.maxMembers;
    }

    /**
     * The profile for nodes in one data centre.
     *
     * @param name unique name of the node
     * @return a builder with the profile's values
     */
    public static Builder lan(String name) {
        Builder builder = new Builder(name);
        return builder;
    }

    /**
     * The profile for nodes with slow or lossy links between them.
     *
     * @param name unique name of the node
     * @return a builder with the profile's values
     */
    public static Builder wan(String name) {
        Builder builder = new Builder(name);
        builder.probeInterval = Duration.ofSeconds(5);
        builder.probeTimeout = Duration.ofSeconds(3);
        builder.suspicionMultiplier = 6;
        builder.gossipInterval = Duration.ofMillis(500);
        builder.gossipNodes = 4;
        builder.gossipToTheDead = Duration.ofSeconds(60);
        builder.pushPullInterval = Duration.ofSeconds(60);
        builder.streamTimeout = Duration.ofSeconds(30);
        return builder;
    }

    /**
     * The profile for nodes on one machine.
     *
     * @param name unique name of the node
     * @return a builder with the profile's values
     */
    public static Builder local(String name) {
        Builder builder = new Builder(name);
        builder.probeTimeout = Duration.ofMillis(200);
        builder.indirectChecks = 1;
        builder.suspicionMultiplier = 3;
        builder.gossipInterval = Duration.ofMillis(100);
        builder.gossipToTheDead = Duration.ofSeconds(15);
        builder.retransmitMultiplier = 2;
        builder.pushPullInterval = Duration.ofSeconds(15);
        builder.streamTimeout = Duration.ofSeconds(1);
        return builder;
    }

    /**
     * A builder that starts from these values.
     *
     * @return a new builder
     */
    public Builder toBuilder() {
        Builder builder = new Builder(name);
        builder.advertisedAddress = advertisedAddress;
        builder.protocolVersion = protocolVersion;
        builder.delegateVersions = delegateVersions;
        builder.framing = framing;
        builder.probeInterval = probeInterval;
        builder.probeTimeout = probeTimeout;
        builder.indirectChecks = indirectChecks;
        builder.tcpFallback = tcpFallback;
        builder.awarenessMaxMultiplier = awarenessMaxMultiplier;
        builder.suspicionMultiplier = suspicionMultiplier;
        builder.suspicionMaxTimeoutMultiplier = suspicionMaxTimeoutMultiplier;
        builder.gossipInterval = gossipInterval;
        builder.gossipNodes = gossipNodes;
        builder.gossipToTheDead = gossipToTheDead;
        builder.retransmitMultiplier = retransmitMultiplier;
        builder.packetSize = packetSize;
        builder.pushPullInterval = pushPullInterval;
        builder.streamTimeout = streamTimeout;
        builder.deadNodeReclaim = deadNodeReclaim;
        builder.maxMembers = maxMembers;
        return builder;
    }

    /**
     * The versions this node announces.
     *
     * @return protocol 1 to 5 and the delegate versions
     */
    public Versions versions() {
        return new Versions(
                PROTOCOL_MIN,
                PROTOCOL_MAX,
                protocolVersion,
                delegateVersions.min(),
                delegateVersions.max(),
                delegateVersions.current());
    }

    /**
     * See {@link Builder#name}.
     *
     * @return unique name of this node in the cluster
     */
    public String name() {
        return name;
    }

    /**
     * See {@link Builder#advertisedAddress}.
     *
     * @return where other nodes reach this one
     */
    public @Nullable Address advertisedAddress() {
        return advertisedAddress;
    }

    /**
     * See {@link Builder#protocolVersion}.
     *
     * @return memberlist protocol to speak
     */
    public int protocolVersion() {
        return protocolVersion;
    }

    /**
     * See {@link Builder#delegateVersions}.
     *
     * @return versions of the application protocol
     */
    public DelegateVersions delegateVersions() {
        return delegateVersions;
    }

    /**
     * See {@link Builder#framing}.
     *
     * @return label
     */
    public FramingConfig framing() {
        return framing;
    }

    /**
     * See {@link Builder#probeInterval}.
     *
     * @return time between two probes
     */
    public Duration probeInterval() {
        return probeInterval;
    }

    /**
     * See {@link Builder#probeTimeout}.
     *
     * @return how long to wait for a direct answer before helpers are asked
     */
    public Duration probeTimeout() {
        return probeTimeout;
    }

    /**
     * See {@link Builder#indirectChecks}.
     *
     * @return how many helpers are asked to ping a node that did not answer
     */
    public int indirectChecks() {
        return indirectChecks;
    }

    /**
     * See {@link Builder#tcpFallback}.
     *
     * @return whether a node that does not answer over UDP is pinged over TCP before it is suspected
     */
    public boolean tcpFallback() {
        return tcpFallback;
    }

    /**
     * See {@link Builder#awarenessMaxMultiplier}.
     *
     * @return upper bound of the factor by which a node that finds itself slow stretches its probe interval
     */
    public int awarenessMaxMultiplier() {
        return awarenessMaxMultiplier;
    }

    /**
     * See {@link Builder#suspicionMultiplier}.
     *
     * @return factor of the shortest time a suspect has to refute: multiplier x log10(nodes) x probe interval
     */
    public int suspicionMultiplier() {
        return suspicionMultiplier;
    }

    /**
     * See {@link Builder#suspicionMaxTimeoutMultiplier}.
     *
     * @return factor between the shortest and the longest time
     */
    public int suspicionMaxTimeoutMultiplier() {
        return suspicionMaxTimeoutMultiplier;
    }

    /**
     * See {@link Builder#gossipInterval}.
     *
     * @return time between two rounds of gossip
     */
    public Duration gossipInterval() {
        return gossipInterval;
    }

    /**
     * See {@link Builder#gossipNodes}.
     *
     * @return how many nodes are told in one round
     */
    public int gossipNodes() {
        return gossipNodes;
    }

    /**
     * See {@link Builder#gossipToTheDead}.
     *
     * @return how long after its death a node is still told the news
     */
    public Duration gossipToTheDead() {
        return gossipToTheDead;
    }

    /**
     * See {@link Builder#retransmitMultiplier}.
     *
     * @return factor of how often one piece of news is sent: multiplier x log10(nodes + 1)
     */
    public int retransmitMultiplier() {
        return retransmitMultiplier;
    }

    /**
     * See {@link Builder#packetSize}.
     *
     * @return size in bytes a UDP packet should not exceed
     */
    public int packetSize() {
        return packetSize;
    }

    /**
     * See {@link Builder#pushPullInterval}.
     *
     * @return time between two full exchanges of state over TCP
     */
    public Duration pushPullInterval() {
        return pushPullInterval;
    }

    /**
     * See {@link Builder#streamTimeout}.
     *
     * @return how long one TCP exchange may take
     */
    public Duration streamTimeout() {
        return streamTimeout;
    }

    /**
     * See {@link Builder#deadNodeReclaim}.
     *
     * @return how long a node must have been dead before its name may come back from another address
     */
    public Duration deadNodeReclaim() {
        return deadNodeReclaim;
    }

    /**
     * See {@link Builder#maxMembers}.
     *
     * @return most nodes the table takes in
     */
    public int maxMembers() {
        return maxMembers;
    }

    /** Collects settings; {@link #build()} checks them. */
    public static final class Builder {

        private String name;
        private @Nullable Address advertisedAddress = null;
        private int protocolVersion = 2;
        private DelegateVersions delegateVersions = DelegateVersions.NONE;
        private FramingConfig framing = FramingConfig.plain();
        private Duration probeInterval = Duration.ofSeconds(1);
        private Duration probeTimeout = Duration.ofMillis(500);
        private int indirectChecks = 3;
        private boolean tcpFallback = true;
        private int awarenessMaxMultiplier = 8;
        private int suspicionMultiplier = 4;
        private int suspicionMaxTimeoutMultiplier = 6;
        private Duration gossipInterval = Duration.ofMillis(200);
        private int gossipNodes = 3;
        private Duration gossipToTheDead = Duration.ofSeconds(30);
        private int retransmitMultiplier = 4;
        private int packetSize = 1400;
        private Duration pushPullInterval = Duration.ofSeconds(30);
        private Duration streamTimeout = Duration.ofSeconds(10);
        private Duration deadNodeReclaim = Duration.ZERO;
        private int maxMembers = 100_000;

        private Builder(String name) {
            this.name = name;
        }

        /**
         * Sets: unique name of this node in the cluster; 1 to 255 bytes of UTF-8.
         *
         * @param name the new value
         * @return this builder
         */
        public Builder name(String name) {
            this.name = name;
            return this;
        }

        /**
         * Sets: where other nodes reach this one; null means the address the transport is bound to.
         *
         * @param advertisedAddress the new value
         * @return this builder
         */
        public Builder advertisedAddress(@Nullable Address advertisedAddress) {
            this.advertisedAddress = advertisedAddress;
            return this;
        }

        /**
         * Sets: memberlist protocol to speak, 1 to 5.
         *
         * @param protocolVersion the new value
         * @return this builder
         */
        public Builder protocolVersion(int protocolVersion) {
            this.protocolVersion = protocolVersion;
            return this;
        }

        /**
         * Sets: versions of the application protocol, checked on every push/pull.
         *
         * @param delegateVersions the new value
         * @return this builder
         */
        public Builder delegateVersions(DelegateVersions delegateVersions) {
            this.delegateVersions = delegateVersions;
            return this;
        }

        /**
         * Sets: label, compression, encryption and input limits.
         *
         * @param framing the new value
         * @return this builder
         */
        public Builder framing(FramingConfig framing) {
            this.framing = framing;
            return this;
        }

        /**
         * Sets: time between two probes; zero switches failure detection off.
         *
         * @param probeInterval the new value
         * @return this builder
         */
        public Builder probeInterval(Duration probeInterval) {
            this.probeInterval = probeInterval;
            return this;
        }

        /**
         * Sets: how long to wait for a direct answer before helpers are asked; at most the probe interval.
         *
         * @param probeTimeout the new value
         * @return this builder
         */
        public Builder probeTimeout(Duration probeTimeout) {
            this.probeTimeout = probeTimeout;
            return this;
        }

        /**
         * Sets: how many helpers are asked to ping a node that did not answer, 0 or more.
         *
         * @param indirectChecks the new value
         * @return this builder
         */
        public Builder indirectChecks(int indirectChecks) {
            this.indirectChecks = indirectChecks;
            return this;
        }

        /**
         * Sets: whether a node that does not answer over UDP is pinged over TCP before it is suspected.
         *
         * @param tcpFallback the new value
         * @return this builder
         */
        public Builder tcpFallback(boolean tcpFallback) {
            this.tcpFallback = tcpFallback;
            return this;
        }

        /**
         * Sets: upper bound of the factor by which a node that finds itself slow stretches its probe interval, 1 or more.
         *
         * @param awarenessMaxMultiplier the new value
         * @return this builder
         */
        public Builder awarenessMaxMultiplier(int awarenessMaxMultiplier) {
            this.awarenessMaxMultiplier = awarenessMaxMultiplier;
            return this;
        }

        /**
         * Sets: factor of the shortest time a suspect has to refute: multiplier x log10(nodes) x probe interval, 1 or more.
         *
         * @param suspicionMultiplier the new value
         * @return this builder
         */
        public Builder suspicionMultiplier(int suspicionMultiplier) {
            this.suspicionMultiplier = suspicionMultiplier;
            return this;
        }

        /**
         * Sets: factor between the shortest time, reached when enough others agree, and the longest, 1 or more.
         *
         * @param suspicionMaxTimeoutMultiplier the new value
         * @return this builder
         */
        public Builder suspicionMaxTimeoutMultiplier(int suspicionMaxTimeoutMultiplier) {
            this.suspicionMaxTimeoutMultiplier = suspicionMaxTimeoutMultiplier;
            return this;
        }

        /**
         * Sets: time between two rounds of gossip; zero leaves only what rides on pings and acks.
         *
         * @param gossipInterval the new value
         * @return this builder
         */
        public Builder gossipInterval(Duration gossipInterval) {
            this.gossipInterval = gossipInterval;
            return this;
        }

        /**
         * Sets: how many nodes are told in one round, 0 or more.
         *
         * @param gossipNodes the new value
         * @return this builder
         */
        public Builder gossipNodes(int gossipNodes) {
            this.gossipNodes = gossipNodes;
            return this;
        }

        /**
         * Sets: how long after its death a node is still told the news, and kept in the table.
         *
         * @param gossipToTheDead the new value
         * @return this builder
         */
        public Builder gossipToTheDead(Duration gossipToTheDead) {
            this.gossipToTheDead = gossipToTheDead;
            return this;
        }

        /**
         * Sets: factor of how often one piece of news is sent: multiplier x log10(nodes + 1), 1 or more.
         *
         * @param retransmitMultiplier the new value
         * @return this builder
         */
        public Builder retransmitMultiplier(int retransmitMultiplier) {
            this.retransmitMultiplier = retransmitMultiplier;
            return this;
        }

        /**
         * Sets: size in bytes a UDP packet should not exceed, 512 to 65,000.
         *
         * @param packetSize the new value
         * @return this builder
         */
        public Builder packetSize(int packetSize) {
            this.packetSize = packetSize;
            return this;
        }

        /**
         * Sets: time between two full exchanges of state over TCP; zero switches them off.
         *
         * @param pushPullInterval the new value
         * @return this builder
         */
        public Builder pushPullInterval(Duration pushPullInterval) {
            this.pushPullInterval = pushPullInterval;
            return this;
        }

        /**
         * Sets: how long one TCP exchange may take, connecting included.
         *
         * @param streamTimeout the new value
         * @return this builder
         */
        public Builder streamTimeout(Duration streamTimeout) {
            this.streamTimeout = streamTimeout;
            return this;
        }

        /**
         * Sets: how long a node must have been dead before its name may come back from another address; zero means until it is forgotten.
         *
         * @param deadNodeReclaim the new value
         * @return this builder
         */
        public Builder deadNodeReclaim(Duration deadNodeReclaim) {
            this.deadNodeReclaim = deadNodeReclaim;
            return this;
        }

        /**
         * Sets: most nodes the table takes in, 1 or more; announcements beyond it are dropped.
         *
         * @param maxMembers the new value
         * @return this builder
         */
        public Builder maxMembers(int maxMembers) {
            this.maxMembers = maxMembers;
            return this;
        }

        /**
         * Checks the settings and freezes them.
         *
         * @return the configuration
         * @throws ConfigurationException naming the first setting that cannot work, its value and what is allowed
         */
        public MemberlistConfig build() {
            int nameBytes = name.getBytes(StandardCharsets.UTF_8).length;
            if (nameBytes < 1 || nameBytes > framing.limits().nameBytes()) {
                throw new ConfigurationException(
                        "name", "'" + name + "'", "1 to " + framing.limits().nameBytes() + " bytes of UTF-8");
            }
            between("protocolVersion", protocolVersion, PROTOCOL_MIN, PROTOCOL_MAX);
            notNegative("probeInterval", probeInterval);
            positive("probeTimeout", probeTimeout);
            if (!probeInterval.isZero() && probeTimeout.compareTo(probeInterval) > 0) {
                throw new ConfigurationException(
                        "probeTimeout", probeTimeout, "at most the probe interval, " + probeInterval);
            }
            atLeast("indirectChecks", indirectChecks, 0);
            between("awarenessMaxMultiplier", awarenessMaxMultiplier, 1, 1000);
            between("suspicionMultiplier", suspicionMultiplier, 1, 1000);
            between("suspicionMaxTimeoutMultiplier", suspicionMaxTimeoutMultiplier, 1, 1000);
            notNegative("gossipInterval", gossipInterval);
            atLeast("gossipNodes", gossipNodes, 0);
            notNegative("gossipToTheDead", gossipToTheDead);
            between("retransmitMultiplier", retransmitMultiplier, 1, 1000);
            between("packetSize", packetSize, 512, 65_000);
            notNegative("pushPullInterval", pushPullInterval);
            positive("streamTimeout", streamTimeout);
            notNegative("deadNodeReclaim", deadNodeReclaim);
            atLeast("maxMembers", maxMembers, 1);
            return new MemberlistConfig(this);
        }
    }
}
