package io.gossip.simulator.faults;

import io.gossip.runtime.ConfigurationException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads faults as text, one grammar for the command line, scripts in files, and what is printed of a run that failed. The package's
 * documentation has the whole of it.
 */
public final class FaultParser {

    private static final Pattern SEMICOLON = Pattern.compile(";");

    private static final String LATENCIES =
            "fixed <time>, uniform <least> <most>, normal <mean> <deviation>, lognormal <median> <sigma> or regions <near> <far>";

    private FaultParser() {}

    /**
     * All that can be written.
     *
     * @return one form for each kind of fault
     */
    public static List<FaultForm> forms() {
        return FaultForm.readers().stream().map(FaultForm.Reader::form).toList();
    }

    /**
     * Reads a fault without a time.
     *
     * @param text for instance {@code partition 50% udp}
     * @return the fault, whose {@code toString} is read back to the same
     * @throws ConfigurationException saying what is wrong and what is allowed
     */
    public static Fault fault(String text) {
        return whole("fault", text, FaultParser::read);
    }

    /**
     * Reads a fault with its time.
     *
     * @param text for instance {@code partition 50% at 30s for 60s}; without {@code at} it begins at once, without {@code for} it
     *     lasts to the end
     * @return the fault
     * @throws ConfigurationException saying what is wrong and what is allowed
     */
    public static TimedFault timed(String text) {
        return whole("fault", text, words -> {
            Fault fault = read(words);
            Duration at = words.takeIf("at") ? words.time() : Duration.ZERO;
            Duration lasts = words.takeIf("for") ? words.time() : TimedFault.FOREVER;
            return new TimedFault(at, lasts, fault);
        });
    }

    /**
     * Reads a script.
     *
     * @param text faults with their times, each in a line or after a semicolon of its own; from {@code #} on a line is a comment
     * @return the script
     * @throws ConfigurationException saying what is wrong and what is allowed
     */
    public static FaultScript script(String text) {
        return new FaultScript(text.lines()
                .map(line -> line.replaceFirst("#.*", ""))
                .flatMap(SEMICOLON::splitAsStream)
                .filter(part -> !part.isBlank())
                .map(FaultParser::timed)
                .toList());
    }

    static Latency latency(String text) {
        return whole("latency", text, words -> {
            try {
                return Delay.readLatency(words);
            } catch (IllegalArgumentException e) {
                throw refused("latency", text, e, LATENCIES);
            }
        });
    }

    static Fault read(Words words) {
        String keyword = words.peek() == null ? "" : words.take("a fault");
        for (FaultForm.Reader reader : FaultForm.readers()) {
            if (reader.form().keyword().equals(keyword)) {
                try {
                    return reader.read().apply(words);
                } catch (ConfigurationException e) {
                    throw e; // of the fault within this one
                } catch (IllegalArgumentException e) {
                    throw refused("fault", words.toString(), e, explained(reader.form()));
                }
            }
        }
        String known =
                String.join(", ", forms().stream().map(FaultForm::keyword).toList());
        throw new ConfigurationException("fault", "'" + words + "'", "one of: " + known);
    }

    private static String explained(FaultForm form) {
        String parameters = form.parameters();
        return "'" + form + "'"
                + (parameters.contains("links") ? ", links being 'from <hosts>', 'to <hosts>' or both" : "")
                + (parameters.contains("hosts") || parameters.contains("links") ? ", hosts 50%, 3 or n1,n7" : "")
                + (parameters.contains("latency") ? ", latency " + LATENCIES : "");
    }

    private static <T> T whole(String property, String text, Function<Words, T> read) {
        Words words = new Words(text);
        T result;
        try {
            result = read.apply(words);
        } catch (ConfigurationException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw refused(property, text, e, "followed by 'at <time>', 'for <time>' or both, in this order");
        }
        String surplus = words.peek();
        if (surplus != null) {
            throw new ConfigurationException(
                    property, "'" + text.strip() + "'", "without '" + surplus + "', or with it in another place");
        }
        return result;
    }

    private static ConfigurationException refused(String property, String text, Exception why, String allowed) {
        return new ConfigurationException(property, "'" + text.strip() + "' (" + why.getMessage() + ")", allowed);
    }
}
