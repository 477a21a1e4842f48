package io.gossip.simulator.cli;

import io.gossip.simulator.scenario.NetworkConditions;
import io.gossip.simulator.scenario.Scenario;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the network is like all the time, and how exactly it is simulated: a picocli mixin. */
final class NetworkOptions {

    @Option(
            names = "--loss",
            paramLabel = "SHARE",
            description = "How many packets get lost, for instance 3%%; none if nothing is said.")
    private @Nullable Share loss;

    @Option(
            names = "--duplication",
            paramLabel = "SHARE",
            description = "How many packets arrive twice; none if nothing is said.")
    private @Nullable Share duplication;

    @Option(
            names = "--latency",
            paramLabel = "TIME",
            description = "How long everything takes one way: 5ms, or 1ms-20ms; 1ms if nothing is said.")
    private @Nullable Latency latency;

    @Option(
            names = "--fast",
            description =
                    "Passes messages between the nodes by reference: the course of things is the same, several times as fast;"
                            + " bytes are those without compression.")
    private boolean fast;

    /** Some conditions, with what was asked for in place of theirs. */
    NetworkConditions conditions(NetworkConditions otherwise) {
        return new NetworkConditions(
                loss == null ? otherwise.loss() : loss.fraction(),
                latency == null ? otherwise.latency() : latency.shortest(),
                latency == null ? otherwise.jitter() : latency.longest().minus(latency.shortest()),
                duplication == null ? otherwise.duplication() : duplication.fraction());
    }

    /** A scenario, by reference if that was asked for. */
    Scenario speed(Scenario scenario) {
        return fast ? scenario.fast() : scenario;
    }
}
