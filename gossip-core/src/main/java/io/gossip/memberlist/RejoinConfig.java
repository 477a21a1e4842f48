package io.gossip.memberlist;

import static io.gossip.memberlist.Settings.notNegative;
import static io.gossip.memberlist.Settings.positive;

import io.gossip.runtime.ConfigurationException;
import java.time.Duration;
import java.util.List;

/**
 * How a node finds the others, at the start and when it has lost some or all of them.
 *
 * @param seeds nodes to join at the start, each {@code host}, {@code host:port} or {@code name/host:port}; those that are
 *     not members are tried again and again. This node's own address may be among them
 * @param initialBackoff how long to wait at first until the seeds are tried again, longer than zero; doubles with every
 *     attempt
 * @param maxBackoff longest wait between two attempts of a node that is alone; at least the initial one
 * @param interval longest wait between two attempts of a node that is not alone, zero or longer; zero means that
 *     it makes none
 * @param memory how long a member that died without a word is looked for, zero or longer; zero means not at all
 */
public record RejoinConfig(
        List<String> seeds, Duration initialBackoff, Duration maxBackoff, Duration interval, Duration memory) {

    private static final int ANY_PORT = 7946;

    /**
     * Checks the values.
     *
     * @param seeds nodes to join
     * @param initialBackoff how long to wait at first until the seeds are tried again
     * @param maxBackoff longest wait between two attempts of a node that is alone
     * @param interval longest wait between two attempts of a node that is not alone
     * @param memory how long a member that died without a word is looked for
     * @throws ConfigurationException naming the first that cannot work, its value and what is allowed
     */
    public RejoinConfig {
        seeds = List.copyOf(seeds);
        seeds.forEach(seed -> SeedAddress.parse(seed, ANY_PORT));
        positive("rejoinInitialBackoff", initialBackoff);
        if (maxBackoff.compareTo(initialBackoff) < 0) {
            throw new ConfigurationException("rejoinMaxBackoff", maxBackoff, "at least " + initialBackoff);
        }
        notNegative("rejoinInterval", interval);
        notNegative("rejoinMemory", memory);
    }
}
