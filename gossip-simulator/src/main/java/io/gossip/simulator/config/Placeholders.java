package io.gossip.simulator.config;

import io.gossip.runtime.ConfigurationException;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code ${NAME}} and {@code ${NAME:default}} in values, as Spring resolves them: from the file itself, then from the environment.
 */
final class Placeholders {

    private static final Pattern INNERMOST = Pattern.compile("\\$\\{([^${}:]+)(?::([^{}]*))?}");

    /** Enough for placeholders within placeholders, and an end to those that name themselves. */
    private static final int MOST_ROUNDS = 20;

    private final UnaryOperator<@Nullable String> file;
    private final UnaryOperator<@Nullable String> environment;

    Placeholders(UnaryOperator<@Nullable String> file, UnaryOperator<@Nullable String> environment) {
        this.file = file;
        this.environment = environment;
    }

    /** @throws ConfigurationException if a name means nothing and has no default */
    String resolve(String property, String text) {
        String resolved = text;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Matcher matcher = INNERMOST.matcher(resolved);
            if (!matcher.find()) {
                return resolved;
            }
            String name = matcher.group(1).strip();
            String value = lookUp(name);
            if (value == null) {
                value = matcher.group(2);
            }
            if (value == null) {
                break;
            }
            resolved = resolved.substring(0, matcher.start()) + value + resolved.substring(matcher.end());
        }
        throw new ConfigurationException(
                property, "'" + text + "'", "something that the file or the environment gives a value to");
    }

    private @Nullable String lookUp(String name) {
        String here = file.apply(name);
        if (here != null) {
            return here;
        }
        String exact = environment.apply(name);
        return exact != null
                ? exact
                : environment.apply(name.replace('.', '_').replace("-", "").toUpperCase(Locale.ROOT));
    }
}
