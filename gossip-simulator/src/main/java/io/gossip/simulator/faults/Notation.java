package io.gossip.simulator.faults;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How shares and times are written in texts of faults: {@code 5%}, {@code 1m30s}. What is written is read back exactly. */
public final class Notation {

    private static final Pattern PART = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)(ns|us|ms|s|m|h)");

    /** Ten years: in nanoseconds it can be added up without an overflow. */
    private static final BigDecimal LONGEST_NANOS =
            BigDecimal.valueOf(Duration.ofDays(3650).toNanos());

    private static final String[] UNITS = {"h", "m", "s", "ms", "us", "ns"};

    private Notation() {}

    /**
     * Writes a share.
     *
     * @param fraction 1 is all
     * @return for instance {@code 12.5%}
     */
    public static String percent(double fraction) {
        return new BigDecimal(Double.toString(fraction))
                        .movePointRight(2)
                        .stripTrailingZeros()
                        .toPlainString() + "%";
    }

    /**
     * Reads a share.
     *
     * @param text for instance {@code 12.5%}
     * @return 0 to 1
     * @throws IllegalArgumentException if it is none
     */
    public static double percent(String text) {
        if (!text.matches("\\d{1,3}(\\.\\d{1,20})?%")) {
            throw new IllegalArgumentException("'" + text + "' is no share such as 5%");
        }
        double fraction = new BigDecimal(text.substring(0, text.length() - 1))
                .movePointLeft(2)
                .doubleValue();
        if (fraction > 1) {
            throw new IllegalArgumentException("'" + text + "' is more than 100%");
        }
        return fraction;
    }

    /**
     * Writes a time.
     *
     * @param duration zero or more
     * @return for instance {@code 1m30s} or {@code 500ms}
     */
    public static String duration(Duration duration) {
        StringBuilder text = new StringBuilder();
        long rest = duration.toNanos();
        for (String unit : UNITS) {
            long size = nanos(unit);
            if (rest >= size) {
                text.append(rest / size).append(unit);
                rest %= size;
            }
        }
        return text.isEmpty() ? "0s" : text.toString();
    }

    /**
     * Reads a time.
     *
     * @param text one or more numbers, each with its unit: ns, us, ms, s, m, h; for instance {@code 1m30s} or {@code 0.5s}
     * @return zero or more, ten years at most
     * @throws IllegalArgumentException if it is none
     */
    public static Duration duration(String text) {
        BigDecimal nanos = BigDecimal.ZERO;
        Matcher part = PART.matcher(text);
        int end = 0;
        while (part.find() && part.start() == end) {
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(nanos(part.group(2)))));
            end = part.end();
        }
        if (end == 0 || end < text.length()) {
            throw new IllegalArgumentException("'" + text + "' is no time such as 500ms, 30s or 1m30s");
        }
        if (nanos.compareTo(LONGEST_NANOS) > 0) {
            throw new IllegalArgumentException("'" + text + "' is more than 87600h");
        }
        return Duration.ofNanos(nanos.longValue());
    }

    private static long nanos(String unit) {
        return switch (unit) {
            case "h" -> 3_600_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "s" -> 1_000_000_000L;
            case "ms" -> 1_000_000L;
            case "us" -> 1_000L;
            default -> 1L;
        };
    }
}
