package io.gossip.memberlist;

import static io.gossip.memberlist.Settings.between;

import io.gossip.runtime.ConfigurationException;

/**
 * How much work others can give a node (protocol reference, section 18.4). What one message may be is bounded by
 * {@link io.gossip.wire.WireLimits}.
 *
 * @param packetsPerSecondPerSource how many packets a second are read from one IP address in the long run, 100 to 1,000,000; a
 *     burst may have those of five seconds, and a new stream counts as ten packets. Zero switches the limit off
 * @param maxIndirectPings how many nodes are pinged for others at the same time, 1 to 100,000; requests beyond it are dropped
 */
public record InputConfig(int packetsPerSecondPerSource, int maxIndirectPings) {

    /**
     * Checks the values.
     *
     * @param packetsPerSecondPerSource how many packets a second are read from one IP address in the long run
     * @param maxIndirectPings how many nodes are pinged for others at the same time
     * @throws ConfigurationException naming the first that cannot work, its value and what is allowed
     */
    public InputConfig {
        if (packetsPerSecondPerSource != 0
                && (packetsPerSecondPerSource < 100 || packetsPerSecondPerSource > 1_000_000)) {
            throw new ConfigurationException(
                    "packetsPerSecondPerSource", packetsPerSecondPerSource, "0 for no limit, or 100 to 1000000");
        }
        between("maxIndirectPings", maxIndirectPings, 1, 100_000);
    }
}
