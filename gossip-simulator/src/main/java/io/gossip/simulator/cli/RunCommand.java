package io.gossip.simulator.cli;

import io.gossip.simulator.faults.FaultScript;
import io.gossip.simulator.scenario.NetworkConditions;
import io.gossip.simulator.scenario.NodeSettings;
import io.gossip.simulator.scenario.Scenario;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code run}: a cluster on a network, with faults. */
@Command(
        name = "run",
        description = "Runs a cluster, lets faults happen, and says what came of it.",
        footer = {
            "",
            "Times of faults count from when all nodes know each other. For example:",
            "  run --nodes 100 --loss 5%% --fault \"partition 50%% at 30s for 60s\""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class RunCommand implements Callable<Integer> {

    /** After the last fault, so that one sees how the cluster comes to rest. */
    private static final Duration CALM = Duration.ofSeconds(60);

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private SeedOption seed;

    @Mixin
    private NetworkOptions network;

    @Mixin
    private FaultOptions faults;

    @Option(
            names = {"-d", "--duration"},
            paramLabel = "TIME",
            description =
                    "How long the run is, from when all nodes know each other; until a minute after the last fault if"
                            + " nothing is said.")
    private @Nullable Duration duration;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        FaultScript script = faults.script();
        NodeSettings settings = cluster.settings(spec.commandLine().getErr());
        Scenario scenario = Scenario.of(cluster.nodes())
                .with(settings)
                .on(network.conditions(NetworkConditions.PERFECT))
                .with(script)
                .lasting(duration == null ? script.length().plus(CALM) : duration)
                .seeded(seed.seed());
        return output.run(network.speed(scenario), "run", spec);
    }
}
