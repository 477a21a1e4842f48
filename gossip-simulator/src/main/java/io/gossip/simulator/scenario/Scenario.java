package io.gossip.simulator.scenario;

import io.gossip.runtime.ConfigurationException;
import io.gossip.simulator.faults.FaultScript;
import java.time.Duration;

/**
 * A cluster, what it is set to, the network it runs on, what goes wrong, for how long, and the seed of all chance.
 *
 * <pre>{@code
 * Result result = Scenario.of(100)
 *         .on(NetworkConditions.PERFECT.withLoss(0.03))
 *         .with(script)
 *         .lasting(Duration.ofMinutes(2))
 *         .run();
 * assertThat(result.statistics().wrong().deaths()).isZero();
 * }</pre>
 *
 * @param nodes how many, 1 to 60,000
 * @param settings how they are set
 * @param network what the network is like all the time
 * @param script what goes wrong, from when the cluster has formed
 * @param length how long it runs after it has formed
 * @param seed what makes it repeatable
 * @param byReference whether the nodes pass messages by reference, see {@link io.gossip.simulator.Simulation#fast}
 */
public record Scenario(
        int nodes,
        NodeSettings settings,
        NetworkConditions network,
        FaultScript script,
        Duration length,
        long seed,
        boolean byReference) {

    /** As many as there are addresses for. */
    public static final int MAX_NODES = 60_000;

    /**
     * Checks the values.
     *
     * @param nodes how many, 1 to 60,000
     * @param settings how they are set
     * @param network what the network is like all the time
     * @param script what goes wrong
     * @param length longer than zero
     * @param seed any
     * @param byReference whether the nodes pass messages by reference
     * @throws ConfigurationException naming the value and what is allowed
     */
    public Scenario {
        if (nodes < 1 || nodes > MAX_NODES) {
            throw new ConfigurationException("nodes", nodes, "1 to " + MAX_NODES);
        }
        if (length.isNegative() || length.isZero()) {
            throw new ConfigurationException("length", length, "longer than zero");
        }
    }

    /**
     * Nodes with the settings for one data centre on a perfect network, on which nothing goes wrong for a minute.
     *
     * @param nodes how many
     * @return a scenario to be changed
     */
    public static Scenario of(int nodes) {
        return new Scenario(
                nodes, NodeSettings.LAN, NetworkConditions.PERFECT, FaultScript.EMPTY, Duration.ofMinutes(1), 1, false);
    }

    /**
     * With other settings.
     *
     * @param newSettings how the nodes are set
     * @return a new scenario
     */
    public Scenario with(NodeSettings newSettings) {
        return new Scenario(nodes, newSettings, network, script, length, seed, byReference);
    }

    /**
     * With other faults.
     *
     * @param newScript what goes wrong
     * @return a new scenario
     */
    public Scenario with(FaultScript newScript) {
        return new Scenario(nodes, settings, network, newScript, length, seed, byReference);
    }

    /**
     * On another network.
     *
     * @param newNetwork what the network is like all the time
     * @return a new scenario
     */
    public Scenario on(NetworkConditions newNetwork) {
        return new Scenario(nodes, settings, newNetwork, script, length, seed, byReference);
    }

    /**
     * Of another length.
     *
     * @param newLength how long it runs after the cluster has formed
     * @return a new scenario
     */
    public Scenario lasting(Duration newLength) {
        return new Scenario(nodes, settings, network, script, newLength, seed, byReference);
    }

    /**
     * With another seed.
     *
     * @param newSeed what makes it repeatable
     * @return a new scenario
     */
    public Scenario seeded(long newSeed) {
        return new Scenario(nodes, settings, network, script, length, newSeed, byReference);
    }

    /**
     * Several times as fast, with the same course of things: the nodes pass messages by reference. Packets are as long as without
     * compression, and what garbles packets has other effects than in reality.
     *
     * @return a new scenario
     */
    public Scenario fast() {
        return new Scenario(nodes, settings, network, script, length, seed, true);
    }

    /**
     * Runs it on the calling thread, which may take minutes if there are thousands of nodes.
     *
     * @return what came of it
     * @throws ConfigurationException if a fault of the script cannot hit what it names: more hosts than there are, a host that
     *     there is not, or a time when the run is over; naming the fault, the value and what is allowed
     */
    public Result run() {
        return new ScenarioRun(this).run(Progress.NONE);
    }

    /**
     * Runs it and tells how far it is.
     *
     * @param progress told on the calling thread
     * @return what came of it
     * @throws ConfigurationException as {@link #run()} does
     */
    public Result run(Progress progress) {
        return new ScenarioRun(this).run(progress);
    }
}
