package io.gossip.memberlist;

import static io.gossip.memberlist.Settings.atLeast;
import static io.gossip.memberlist.Settings.between;

import io.gossip.runtime.ConfigurationException;

/**
 * How much work others can give a node (protocol reference, section 18.4). What one message may be is bounded by
 * {@link io.gossip.wire.WireLimits}.
 *
 * @param packetsPerSecondPerSource how many packets a second are read from one IP address in the long run, 100 to 1,000,000; a
 *     burst may have those of five seconds, and a new stream counts as ten packets. Zero switches the limit off
 * @param maxIndirectPings how many nodes are pinged for others at the same time, 1 to 100,000; requests beyond it are dropped
 * @param handoffQueueDepth how many messages and questions may wait for the delegates of a {@link Memberlist}, 1 or more; those
 *     beyond it are dropped. Of events, which are not, so many wait for themselves; further ones of one member are told as one
 * @param handoffQueueBytes how many bytes from the network they may hold while they wait, 1 or more; what would hold more is
 *     dropped, unless nothing else is held
 * @param maxInboundStreams how many streams that others have opened may be open at once, 1 to 100,000; one on top is closed at
 *     once. A push/pull takes milliseconds, so even large clusters rarely have more than a few. Kept by the transport:
 *     {@code Gossip.builder()} tells its own, another one has to be told by whoever makes it
 * @param maxInboundStreamsPerSource the same for those from one IP address, 1 to 100,000. Nodes behind one address, of a NAT
 *     gateway or on one machine, share it
 */
public record InputConfig(
        int packetsPerSecondPerSource,
        int maxIndirectPings,
        int handoffQueueDepth,
        int handoffQueueBytes,
        int maxInboundStreams,
        int maxInboundStreamsPerSource) {

    /**
     * Checks the values.
     *
     * @param packetsPerSecondPerSource how many packets a second are read from one IP address in the long run
     * @param maxIndirectPings how many nodes are pinged for others at the same time
     * @param handoffQueueDepth how many messages and questions may wait for the delegates
     * @param handoffQueueBytes how many bytes they may hold while they wait
     * @param maxInboundStreams how many streams that others have opened may be open at once
     * @param maxInboundStreamsPerSource the same for those from one IP address
     * @throws ConfigurationException naming the first that cannot work, its value and what is allowed
     */
    public InputConfig {
        if (packetsPerSecondPerSource != 0
                && (packetsPerSecondPerSource < 100 || packetsPerSecondPerSource > 1_000_000)) {
            throw new ConfigurationException(
                    "packetsPerSecondPerSource", packetsPerSecondPerSource, "0 for no limit, or 100 to 1000000");
        }
        between("maxIndirectPings", maxIndirectPings, 1, 100_000);
        atLeast("handoffQueueDepth", handoffQueueDepth, 1);
        atLeast("handoffQueueBytes", handoffQueueBytes, 1);
        between("maxInboundStreams", maxInboundStreams, 1, 100_000);
        between("maxInboundStreamsPerSource", maxInboundStreamsPerSource, 1, 100_000);
    }
}
