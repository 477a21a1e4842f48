package io.gossip.memberlist;

import static io.gossip.memberlist.Settings.between;
import static io.gossip.memberlist.Settings.notNegative;
import static io.gossip.memberlist.Settings.positive;

import java.time.Duration;

/**
 * How nodes talk over TCP, above all to exchange their whole state (protocol reference, sections 6 and 10.3).
 *
 * @param pushPullInterval time between two full exchanges of state, zero or longer; zero switches them off
 * @param maxPushPulls how many exchanges this node answers at the same time, 1 to 10,000; who comes later is sent away
 * @param timeout how long one exchange may take, connecting included; longer than zero
 */
public record StreamConfig(Duration pushPullInterval, int maxPushPulls, Duration timeout) {

    /**
     * Checks the values.
     *
     * @param pushPullInterval time between two full exchanges of state
     * @param maxPushPulls how many exchanges this node answers at the same time
     * @param timeout how long one exchange may take
     * @throws io.gossip.runtime.ConfigurationException naming the first that cannot work, its value and what is allowed
     */
    public StreamConfig {
        notNegative("pushPullInterval", pushPullInterval);
        between("maxPushPulls", maxPushPulls, 1, 10_000);
        positive("streamTimeout", timeout);
    }
}
