package io.gossip.simulator.cli;

import io.gossip.Profile;
import io.gossip.simulator.config.ApplicationSettings;
import io.gossip.simulator.scenario.NodeSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that all commands have that run a cluster: a picocli mixin. */
public final class ClusterOptions {

    /** Seeds that are drawn are short enough to be typed. */
    private static final int DRAWN_SEEDS = 1_000_000;

    @Option(
            names = {"-n", "--nodes"},
            paramLabel = "COUNT",
            description = "How many nodes there are; ${DEFAULT-VALUE} if nothing is said.",
            defaultValue = "100")
    private int nodes;

    @Option(
            names = {"-s", "--seed"},
            paramLabel = "NUMBER",
            description = "What makes the run repeatable. Drawn, and printed, if it is not given.")
    private @Nullable Long seed;

    @Option(
            names = {"-p", "--profile"},
            paramLabel = "PROFILE",
            description = "What the times of the nodes are made for: lan, wan or local; lan if nothing is said.")
    private @Nullable Profile profile;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "An application.yml: what is under 'gossip' in it sets the nodes.")
    private @Nullable Path config;

    /** Made by picocli. */
    public ClusterOptions() {}

    /**
     * How many nodes there are.
     *
     * @return what was asked for, unchecked
     */
    public int nodes() {
        return nodes;
    }

    /**
     * The seed that was asked for, or one that was drawn at the first call.
     *
     * @return the same at every call
     */
    public long seed() {
        Long known = seed;
        if (known == null) {
            known = (long) new SecureRandom().nextInt(DRAWN_SEEDS);
            seed = known;
        }
        return known;
    }

    /**
     * How the nodes are set: as the file has it, with the profile of the command line before the file's.
     *
     * @param notes gets a line for each thing that is not used
     * @return the settings
     */
    public NodeSettings settings(PrintWriter notes) {
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
