package io.gossip.simulator.cli;

import io.gossip.simulator.scenario.NamedScenario;
import io.gossip.simulator.scenario.Scenario;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scenario}: one of the {@link NamedScenario}s. */
@Command(
        name = "scenario",
        description = "Runs one of the scenarios that many ask about; lists them if none is named.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ScenarioCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Which one.")
    private @Nullable String name;

    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private SeedOption seed;

    @Mixin
    private NetworkOptions network;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        if (name == null) {
            list(spec.commandLine().getOut());
            return 0;
        }
        NamedScenario named = NamedScenario.find(name)
                .orElseThrow(() -> new UserError("there is no scenario '" + name + "'; there are " + titles()));
        Scenario scenario = named.of(cluster.nodes());
        scenario = scenario.with(cluster.settings(spec.commandLine().getErr()))
                .on(network.conditions(scenario.network()))
                .seeded(seed.seed());
        return output.run(network.speed(scenario), "scenario " + named.title(), spec);
    }

    private static String titles() {
        return Arrays.stream(NamedScenario.values()).map(NamedScenario::title).collect(Collectors.joining(", "));
    }

    private static void list(PrintWriter out) {
        for (NamedScenario scenario : NamedScenario.values()) {
            out.printf("%-16s %s%n", scenario.title(), scenario.description());
        }
        out.flush();
    }
}
