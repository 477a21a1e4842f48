package io.gossip.simulator.cli;

import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The seed: a picocli mixin. */
final class SeedOption {

    /** Seeds that are drawn are short enough to be typed. */
    private static final int DRAWN_SEEDS = 1_000_000;

    @Option(
            names = {"-s", "--seed"},
            paramLabel = "NUMBER",
            description = "What makes it repeatable. Drawn, and printed, if it is not given.")
    private @Nullable Long seed;

    /** The seed that was asked for, or one that was drawn at the first call; the same at every call. */
    long seed() {
        Long known = seed;
        if (known == null) {
            known = (long) new SecureRandom().nextInt(DRAWN_SEEDS);
            seed = known;
        }
        return known;
    }
}
