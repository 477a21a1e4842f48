package io.gossip.simulator.cli;

import io.gossip.Profile;
import io.gossip.simulator.config.ApplicationSettings;
import io.gossip.simulator.scenario.NodeSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which nodes there are, and how they are set: a picocli mixin. */
final class ClusterOptions {

    @Option(
            names = {"-n", "--nodes"},
            paramLabel = "COUNT",
            description = "How many nodes there are; ${DEFAULT-VALUE} if nothing is said.",
            defaultValue = "100")
    private int nodes;

    @Option(
            names = {"-p", "--profile"},
            paramLabel = "PROFILE",
            description =
                    "What the times of the nodes are made for: lan, wan or local; that of --config, or lan, if nothing is said.")
    private @Nullable Profile profile;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "An application.yml: what is under 'gossip' in it sets the nodes.")
    private @Nullable Path config;

    /** How many nodes there are, unchecked. */
    int nodes() {
        return nodes;
    }

    /**
     * How the nodes are set: as the file has it, with the profile of the command line before the file's.
     *
     * @param notes gets a line for each thing that is not used
     */
    NodeSettings settings(PrintWriter notes) {
        if (config == null) {
            return settings(profile == null ? Profile.LAN : profile);
        }
        ApplicationSettings application = ApplicationSettings.read(config, System::getenv);
        application.notes().forEach(notes::println);
        Profile chosen = profile == null ? application.profile() : profile;
        return application.apply(settings(chosen));
    }

    private static NodeSettings settings(Profile profile) {
        return switch (profile) {
            case LAN -> NodeSettings.LAN;
            case WAN -> NodeSettings.WAN;
            case LOCAL -> NodeSettings.LOCAL;
        };
    }
}
