package io.gossip.memberlist;

import static io.gossip.memberlist.Settings.atLeast;
import static io.gossip.memberlist.Settings.between;
import static io.gossip.memberlist.Settings.notNegative;
import static io.gossip.memberlist.Settings.positive;

import io.gossip.runtime.ConfigurationException;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * How members are probed (protocol reference, section 8).
 *
 * @param interval time between two probes, zero or longer; zero switches failure detection off. Neither the longest suspicion
 *     that follows from it nor the stretched interval may exceed 3,650 days, which is 15 days with the profiles' multipliers or
 *     more
 * @param timeout how long to wait for a direct answer before helpers are asked, longer than zero and at most the
 *     interval
 * @param indirectChecks how many helpers are asked to ping a node that did not answer, 0 or more
 * @param tcpFallback whether a node that does not answer over UDP is pinged over TCP before it is suspected
 * @param tcpFallbackFor the same question for one node, by its name; asked only if {@code tcpFallback} is true. Runs on the
 *     event loop and must be quick; if it throws, that counts as yes
 * @param awarenessMaxMultiplier upper bound of the factor by which a node that finds itself slow stretches its interval
 *     (Lifeguard's local health), 1 to 1000; 1 switches that off
 * @param buddySystem whether the ping to a suspect carries the suspicion (Lifeguard's buddy system), so that it can refute at
 *     once
 * @param clockWaitsForSending whether the time for an answer begins when the ping, or the request to a helper, was really sent; if
 *     not, it begins when it was to be sent, as in Go, and who could not send for long blames the other
 */
public record ProbeConfig(
        Duration interval,
        Duration timeout,
        int indirectChecks,
        boolean tcpFallback,
        Predicate<String> tcpFallbackFor,
        int awarenessMaxMultiplier,
        boolean buddySystem,
        boolean clockWaitsForSending) {

    /**
     * Checks the values.
     *
     * @param interval time between two probes
     * @param timeout how long to wait for a direct answer before helpers are asked
     * @param indirectChecks how many helpers are asked to ping a node that did not answer
     * @param tcpFallback whether a node that does not answer over UDP is pinged over TCP before it is suspected
     * @param tcpFallbackFor the same question for one node
     * @param awarenessMaxMultiplier upper bound of the factor by which a node that finds itself slow stretches its interval
     * @param buddySystem whether the ping to a suspect carries the suspicion
     * @param clockWaitsForSending whether the time for an answer begins when the ping was really sent
     * @throws ConfigurationException naming the first that cannot work, its value and what is allowed
     */
    public ProbeConfig {
        notNegative("probeInterval", interval);
        positive("probeTimeout", timeout);
        if (!interval.isZero() && timeout.compareTo(interval) > 0) {
            throw new ConfigurationException("probeTimeout", timeout, "at most the probe interval, " + interval);
        }
        atLeast("indirectChecks", indirectChecks, 0);
        between("awarenessMaxMultiplier", awarenessMaxMultiplier, 1, 1000);
    }
}
