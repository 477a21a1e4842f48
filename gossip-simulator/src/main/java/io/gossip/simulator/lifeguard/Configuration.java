package io.gossip.simulator.lifeguard;

import io.gossip.memberlist.MemberlistConfig;
import io.gossip.memberlist.MemberlistConfigBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * One column of the paper: which parts of Lifeguard are on, and with which parameters.
 *
 * @param label how the paper calls it
 * @param profile the settings of a node of a given name
 */
record Configuration(String label, Function<String, MemberlistConfigBuilder> profile) {

    /** The label of the baseline. */
    static final String SWIM = "SWIM";

    /** The label of the paper's system with all its parts, α = 5 and β = 6. */
    static final String LIFEGUARD = "Lifeguard";

    /** The label of this engine as it comes. */
    static final String OWN = "own defaults";

    /** How many confirmations bring a suspicion down to its minimum, in all of the paper's runs. */
    private static final int K = 3;

    /** The health score goes from 0 to S = 8, so the factor goes to 9. */
    private static final int MAX_MULTIPLIER = 9;

    private static final int ALPHA = 5;
    private static final int BETA = 6;

    /**
     * The five configurations of Tables IV to VI.
     *
     * @return SWIM first, Lifeguard last
     */
    static List<Configuration> parts() {
        return List.of(
                new Configuration(SWIM, Configuration::swim),
                new Configuration("LHA-Probe", name -> swim(name).awarenessMaxMultiplier(MAX_MULTIPLIER)),
                new Configuration("LHA-Suspicion", name -> suspicion(swim(name), ALPHA, BETA)),
                new Configuration("Buddy System", name -> swim(name).buddySystem(true)),
                new Configuration(LIFEGUARD, name -> lifeguard(name, ALPHA, BETA)));
    }

    /**
     * Lifeguard with the parameters of Table VII, except for α = 5 and β = 6, which are among {@link #parts()}.
     *
     * @return in the order of the table
     */
    static List<Configuration> tuning() {
        List<Configuration> grid = new ArrayList<>();
        for (int alpha : new int[] {2, 4, 5}) {
            for (int beta : new int[] {2, 4, 6}) {
                if (alpha != ALPHA || beta != BETA) {
                    grid.add(new Configuration(tuningLabel(alpha, beta), name -> lifeguard(name, alpha, beta)));
                }
            }
        }
        return grid;
    }

    /**
     * This engine as it comes: the LAN profile.
     *
     * @return all its own rules on
     */
    static Configuration own() {
        return new Configuration(OWN, MemberlistConfig::lan);
    }

    /**
     * All that there are.
     *
     * @return the parts, the tuning, this engine
     */
    static List<Configuration> all() {
        List<Configuration> all = new ArrayList<>(parts());
        all.addAll(tuning());
        all.add(own());
        return all;
    }

    /**
     * The label as it is written on a command line.
     *
     * @return lower case letters, digits and hyphens, for instance {@code lha-probe} or {@code a4b6}
     */
    String id() {
        return label.toLowerCase(Locale.ROOT)
                .replace(' ', '-')
                .replace('α', 'a')
                .replace('β', 'b');
    }

    /**
     * The name of a pair of parameters.
     *
     * @param alpha factor of the shortest suspicion
     * @param beta factor between the shortest and the longest
     * @return the label of the configuration that has them
     */
    static String tuningLabel(int alpha, int beta) {
        return alpha == ALPHA && beta == BETA ? LIFEGUARD : "α" + alpha + "β" + beta;
    }

    private static MemberlistConfigBuilder lifeguard(String name, int alpha, int beta) {
        return suspicion(swim(name).awarenessMaxMultiplier(MAX_MULTIPLIER).buddySystem(true), alpha, beta);
    }

    private static MemberlistConfigBuilder suspicion(MemberlistConfigBuilder settings, int alpha, int beta) {
        return settings.suspicionMultiplier(alpha)
                .suspicionMaxTimeoutMultiplier(beta)
                .suspicionConfirmations(K);
    }

    /** memberlist without Lifeguard, and without what this engine does otherwise than memberlist. */
    private static MemberlistConfigBuilder swim(String name) {
        return MemberlistConfig.lan(name)
                .suspicionMultiplier(ALPHA)
                .suspicionMaxTimeoutMultiplier(1)
                .suspicionConfirmations(0)
                .awarenessMaxMultiplier(1)
                .buddySystem(false)
                .clockWaitsForSending(false)
                .secondOpinion(false)
                .eagerGossip(false);
    }

    @Override
    public String toString() {
        return label;
    }
}
