package io.gossip.memberlist;

import static io.gossip.memberlist.Settings.atLeast;
import static io.gossip.memberlist.Settings.between;
import static io.gossip.memberlist.Settings.notNegative;
import static io.gossip.memberlist.Settings.positive;

import java.time.Duration;

/**
 * How news is spread (protocol reference, sections 10.2, 10.4 and 11).
 *
 * @param interval time between two rounds of gossip, zero or longer; zero leaves only what rides on pings and acks
 * @param nodes how many nodes are told in one round, 0 or more
 * @param toTheDead how long after its death a node is still told the news, and kept in the table, zero or longer; who left
 *     is kept for two push/pulls at least
 * @param retransmitMultiplier factor of how often one piece of news is sent: multiplier x log10(2 x nodes + 1), 1 to 1000
 * @param packetSize size in bytes a UDP packet should not exceed, 512 to 65,000; the name and meta of this node must fit into one
 * @param queueCheckInterval how often the length of the queue is reported to the metrics, longer than zero
 * @param eager whether news goes out at once, and who has learned of many members asks again soon; if not, both wait for the
 *     regular tick, as in Go
 */
public record GossipConfig(
        Duration interval,
        int nodes,
        Duration toTheDead,
        int retransmitMultiplier,
        int packetSize,
        Duration queueCheckInterval,
        boolean eager) {

    /**
     * Checks the values.
     *
     * @param interval time between two rounds of gossip
     * @param nodes how many nodes are told in one round
     * @param toTheDead how long after its death a node is still told the news
     * @param retransmitMultiplier factor of how often one piece of news is sent
     * @param packetSize size in bytes a UDP packet should not exceed
     * @param queueCheckInterval how often the length of the queues is reported to the metrics
     * @param eager whether news goes out at once
     * @throws io.gossip.runtime.ConfigurationException naming the first that cannot work, its value and what is allowed
     */
    public GossipConfig {
        notNegative("gossipInterval", interval);
        atLeast("gossipNodes", nodes, 0);
        notNegative("gossipToTheDead", toTheDead);
        between("retransmitMultiplier", retransmitMultiplier, 1, 1000);
        between("packetSize", packetSize, 512, 65_000);
        positive("queueCheckInterval", queueCheckInterval);
    }
}
