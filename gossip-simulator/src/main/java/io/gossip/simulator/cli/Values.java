package io.gossip.simulator.cli;

import io.gossip.Profile;
import io.gossip.simulator.faults.Notation;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** How the values of options are written; shares and durations as in faults. */
final class Values {

    private Values() {}

    static void register(CommandLine line) {
        line.registerConverter(int.class, Values::number);
        line.registerConverter(Integer.class, Values::number);
        line.registerConverter(Profile.class, Values::profile);
        line.registerConverter(Duration.class, Values::duration);
        line.registerConverter(Share.class, Share::parse);
        line.registerConverter(Latency.class, Latency::parse);
    }

    static int number(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is no whole number");
        }
    }

    static Profile profile(String text) {
        return Arrays.stream(Profile.values())
                .filter(profile -> name(profile).equals(text.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is none of "
                        + Arrays.stream(Profile.values()).map(Values::name).collect(Collectors.joining(", "))));
    }

    /** As in faults, or as ISO 8601 has it: {@code PT9M}. */
    static Duration duration(String text) {
        String stripped = text.strip();
        try {
            return stripped.startsWith("PT") ? Duration.parse(stripped) : Notation.duration(stripped);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("'" + text + "' is no time such as PT9M");
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    private static String name(Profile profile) {
        return profile.name().toLowerCase(Locale.ROOT);
    }
}
