package io.gossip.memberlist;

import io.gossip.runtime.ConfigurationException;
import io.gossip.wire.Address;
import io.gossip.wire.FramingConfig;
import io.gossip.wire.Versions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Every setting of the membership layer (protocol reference, section 13), in groups; immutable and checked.
 *
 * <p>Start from {@link #lan}, {@link #wan} or {@link #local}, whose times are those of the Go library where it has them, and change what
 * must differ. Nodes of one cluster should agree on the profile.
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
 * <tr><td>rejoinInitialBackoff</td><td>250 ms</td><td>1 s</td><td>250 ms</td></tr>
 * <tr><td>rejoinMaxBackoff</td><td>30 s</td><td>60 s</td><td>10 s</td></tr>
 * <tr><td>rejoinInterval</td><td>30 s</td><td>30 s</td><td>10 s</td></tr>
 * </table>
 *
 * @param name unique name of this node in the cluster, 1 to 255 bytes of UTF-8
 * @param advertisedAddress where other nodes reach this one; null means the address the transport is bound to
 * @param protocolVersion memberlist protocol to speak, 1 to 5
 * @param delegateVersions versions of the application protocol, checked on every push/pull
 * @param framing label, compression, encryption and input limits
 * @param probing how members are probed
 * @param suspicion how long a suspect has to refute
 * @param gossip how news is spread
 * @param streams how nodes exchange their whole state
 * @param admission who is taken into the table
 * @param input how much work others can give this node
 * @param rejoin how the others are found, at the start and when they are lost
 */
public record MemberlistConfig(
        String name,
        @Nullable Address advertisedAddress,
        int protocolVersion,
        DelegateVersions delegateVersions,
        FramingConfig framing,
        ProbeConfig probing,
        SuspicionConfig suspicion,
        GossipConfig gossip,
        StreamConfig streams,
        AdmissionConfig admission,
        InputConfig input,
        RejoinConfig rejoin) {

    /** Lowest memberlist protocol version understood. */
    public static final int PROTOCOL_MIN = 1;

    /** Highest memberlist protocol version understood. */
    public static final int PROTOCOL_MAX = 5;

    /**
     * Checks what the groups do not check themselves.
     *
     * @param name unique name of this node in the cluster
     * @param advertisedAddress where other nodes reach this one
     * @param protocolVersion memberlist protocol to speak
     * @param delegateVersions versions of the application protocol
     * @param framing label
     * @param probing how members are probed
     * @param suspicion how long a suspect has to refute
     * @param gossip how news is spread
     * @param streams how nodes exchange their whole state
     * @param admission who is taken into the table
     * @param input how much work others can give this node
     * @param rejoin how the others are found
     * @throws ConfigurationException naming the first setting that cannot work, its value and what is allowed
     */
    public MemberlistConfig {
        int nameBytes = name.getBytes(StandardCharsets.UTF_8).length;
        int maxNameBytes = framing.limits().nameBytes();
        if (nameBytes < 1 || nameBytes > maxNameBytes) {
            throw new ConfigurationException("name", "'" + name + "'", "1 to " + maxNameBytes + " bytes of UTF-8");
        }
        Duration longestProbeInterval = longestProbeInterval(probing, suspicion);
        if (probing.interval().compareTo(longestProbeInterval) > 0) {
            throw new ConfigurationException(
                    "probeInterval",
                    probing.interval(),
                    "at most " + longestProbeInterval + " with these multipliers of suspicion and awareness");
        }
        Settings.between("protocolVersion", protocolVersion, PROTOCOL_MIN, PROTOCOL_MAX);
        for (String seed : rejoin.seeds()) {
            if (admission.requireNodeNames() && seed.indexOf('/') < 0) {
                throw new ConfigurationException(
                        "seeds", "'" + seed + "'", "name/host:port, as requireNodeNames is set");
            }
        }
    }

    /** The longest suspicion in the largest cluster, and the interval of the slowest node, must be countable as well. */
    private static Duration longestProbeInterval(ProbeConfig probing, SuspicionConfig suspicion) {
        int longestSuspicion = suspicion.multiplier() * suspicion.maxTimeoutMultiplier() * SuspicionTimes.LARGEST_SCALE;
        return Settings.LONGEST.dividedBy(Math.max(longestSuspicion, probing.awarenessMaxMultiplier()));
    }

    /**
     * The profile for nodes in one data centre.
     *
     * @param name unique name of the node
     * @return a builder with the profile's values
     */
    public static MemberlistConfigBuilder lan(String name) {
        return new MemberlistConfigBuilder(name);
    }

    /**
     * The profile for nodes with slow or lossy links between them.
     *
     * @param name unique name of the node
     * @return a builder with the profile's values
     */
    public static MemberlistConfigBuilder wan(String name) {
        return lan(name)
                .probeInterval(Duration.ofSeconds(5))
                .probeTimeout(Duration.ofSeconds(3))
                .suspicionMultiplier(6)
                .gossipInterval(Duration.ofMillis(500))
                .gossipNodes(4)
                .gossipToTheDead(Duration.ofSeconds(60))
                .pushPullInterval(Duration.ofSeconds(60))
                .streamTimeout(Duration.ofSeconds(30))
                .rejoinInitialBackoff(Duration.ofSeconds(1))
                .rejoinMaxBackoff(Duration.ofSeconds(60));
    }

    /**
     * The profile for nodes on one machine.
     *
     * @param name unique name of the node
     * @return a builder with the profile's values
     */
    public static MemberlistConfigBuilder local(String name) {
        return lan(name)
                .probeTimeout(Duration.ofMillis(200))
                .indirectChecks(1)
                .suspicionMultiplier(3)
                .gossipInterval(Duration.ofMillis(100))
                .gossipToTheDead(Duration.ofSeconds(15))
                .retransmitMultiplier(2)
                .pushPullInterval(Duration.ofSeconds(15))
                .streamTimeout(Duration.ofSeconds(1))
                .rejoinMaxBackoff(Duration.ofSeconds(10))
                .rejoinInterval(Duration.ofSeconds(10));
    }

    /**
     * A builder that starts from these values.
     *
     * @return a new builder
     */
    public MemberlistConfigBuilder toBuilder() {
        return new MemberlistConfigBuilder(this);
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
}
