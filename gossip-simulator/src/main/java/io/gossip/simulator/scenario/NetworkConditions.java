package io.gossip.simulator.scenario;

import io.gossip.runtime.ConfigurationException;
import io.gossip.virtual.VirtualNetwork;
import java.time.Duration;

/**
 * What the network is like all the time, faults apart.
 *
 * @param loss how many packets get lost, each on its own, from 0 to less than 1; streams lose nothing
 * @param latency how long everything takes at least, one way
 * @param jitter how much longer it may take, evenly distributed; more than a little of it reorders packets
 * @param duplication how many packets arrive twice, from 0 to less than 1
 */
public record NetworkConditions(double loss, Duration latency, Duration jitter, double duplication) {

    /** Nothing gets lost, and everything takes 1 ms each way. */
    public static final NetworkConditions PERFECT = new NetworkConditions(0, Duration.ofMillis(1), Duration.ZERO, 0);

    /**
     * Checks the values.
     *
     * @param loss from 0 to less than 1
     * @param latency zero or more
     * @param jitter zero or more
     * @param duplication from 0 to less than 1
     * @throws ConfigurationException naming the value and what is allowed
     */
    public NetworkConditions {
        share("loss", loss);
        share("duplication", duplication);
        notNegative("latency", latency);
        notNegative("jitter", jitter);
    }

    /**
     * These conditions with another loss.
     *
     * @param newLoss from 0 to less than 1
     * @return new conditions
     */
    public NetworkConditions withLoss(double newLoss) {
        return new NetworkConditions(newLoss, latency, jitter, duplication);
    }

    /**
     * These conditions with another latency.
     *
     * @param shortest how long everything takes at least, one way
     * @param longest how long it takes at most
     * @return new conditions
     */
    public NetworkConditions withLatency(Duration shortest, Duration longest) {
        return new NetworkConditions(loss, shortest, longest.minus(shortest), duplication);
    }

    void apply(VirtualNetwork network) {
        network.setLoss(loss);
        network.setLatency(latency);
        network.setJitter(jitter);
        network.setDuplication(duplication);
    }

    private static void share(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new ConfigurationException(name, value, "from 0 to less than 1");
        }
    }

    private static void notNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new ConfigurationException(name, value, "zero or longer");
        }
    }
}
