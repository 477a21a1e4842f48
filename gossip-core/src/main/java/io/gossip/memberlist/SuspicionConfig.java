package io.gossip.memberlist;

import static io.gossip.memberlist.Settings.between;

/**
 * How long a suspect has to refute (protocol reference, section 9.1).
 *
 * @param multiplier factor of the shortest time: multiplier x log10(nodes) x probe interval, 1 to 1000
 * @param maxTimeoutMultiplier factor between the shortest time and the longest, 1 to 1000; 1 makes all suspicions equally
 *     long
 * @param confirmations how many others must agree until the shortest time is reached (Lifeguard's K), 0 to 1000; with 0 it is
 *     always the shortest
 * @param secondOpinion whether another member is asked before a suspect is declared dead, so that who missed the refutation hears of it
 */
public record SuspicionConfig(int multiplier, int maxTimeoutMultiplier, int confirmations, boolean secondOpinion) {

    /**
     * Checks the values.
     *
     * @param multiplier factor of the shortest time
     * @param maxTimeoutMultiplier factor between the shortest time and the longest
     * @param confirmations how many others must agree until the shortest time is reached
     * @param secondOpinion whether another member is asked before a suspect is declared dead
     * @throws io.gossip.runtime.ConfigurationException naming the first that cannot work, its value and what is allowed
     */
    public SuspicionConfig {
        between("suspicionMultiplier", multiplier, 1, 1000);
        between("suspicionMaxTimeoutMultiplier", maxTimeoutMultiplier, 1, 1000);
        between("suspicionConfirmations", confirmations, 0, 1000);
    }
}
