package io.gossip.simulator.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** How durations are written: {@code 500ms}, {@code 1.5s}, {@code 2m}, {@code 1h}, or as ISO 8601 has it, {@code PT9M}. */
final class Values {

    private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)(us|ms|s|m|min|h)");
    private static final Map<String, Long> UNIT_NANOS = Map.of(
            "us", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "min", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private Values() {}

    static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text.strip());
        if (text.startsWith("PT")) {
            return iso(text);
        }
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + text + "' is no duration such as 500ms, 30s, 2m or 1h");
        }
        BigDecimal unit = BigDecimal.valueOf(UNIT_NANOS.getOrDefault(matcher.group(2), 0L));
        try {
            return Duration.ofNanos(new BigDecimal(matcher.group(1))
                    .multiply(unit)
                    .toBigInteger()
                    .longValueExact());
        } catch (ArithmeticException e) {
            throw new TypeConversionException("'" + text + "' is longer than a run can be");
        }
    }

    private static Duration iso(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("'" + text + "' is no duration such as PT9M");
        }
    }
}
