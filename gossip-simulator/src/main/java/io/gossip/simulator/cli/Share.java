package io.gossip.simulator.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/**
 * A share: {@code 5%} or {@code 0.05}.
 *
 * @param fraction from 0 to less than 1
 */
record Share(double fraction) {

    private static final Pattern SHARE = Pattern.compile("(\\d+(?:\\.\\d+)?)(%?)");

    static Share parse(String text) {
        Matcher matcher = SHARE.matcher(text.strip());
        if (matcher.matches()) {
            double number = Double.parseDouble(matcher.group(1));
            double fraction = matcher.group(2).isEmpty() ? number : number / 100;
            if (fraction < 1) {
                return new Share(fraction);
            }
        }
        throw new TypeConversionException("'" + text + "' is no share such as 5% or 0.05, less than 100%");
    }
}
