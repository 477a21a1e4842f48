package io.gossip.simulator.chaos;

import io.gossip.runtime.ConfigurationException;
import io.gossip.simulator.chaos.ChaosSettings.Profile;
import io.gossip.simulator.faults.FaultScript;
import io.gossip.simulator.faults.Notation;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A chaos run in one line, with all that is needed to repeat it exactly:
 *
 * <pre>seed 7, nodes 5, profile lan, encrypted, packet 1400, reclaim 5s, drills crash join: loss 5%; kill 1 at 3s</pre>
 *
 * What is left out of the settings is off.
 */
final class RunText {

    private static final String FORM = "seed <number>, nodes <number>, profile lan|local|wan|hasty [, encrypted]"
            + " [, label <text>] [, compressed], packet <bytes> [, reclaim <time>] [, streams <number>] [, at once] [, applications <number>] [, drills <drill> ...]: [<fault>; ...]";

    /** The first words of all parts. */
    static final List<String> PARTS = List.of(
            "seed",
            "nodes",
            "profile",
            "encrypted",
            "label",
            "compressed",
            "packet",
            "reclaim",
            "streams",
            "at",
            "applications",
            "drills");

    private final Map<String, String> parts = new LinkedHashMap<>();

    private RunText(String head) {
        for (String part : head.split(",", -1)) {
            String[] words = part.strip().split(" +", 2);
            if (parts.put(words[0], words.length > 1 ? words[1] : "") != null) {
                throw new IllegalArgumentException("'" + words[0] + "' is there twice");
            }
        }
    }

    static String write(ChaosRun run) {
        ChaosSettings settings = run.settings();
        return "seed " + run.seed() + ", nodes " + run.nodes()
                + ", profile " + name(settings.profile())
                + (settings.encrypted() ? ", encrypted" : "")
                + (settings.label().isEmpty() ? "" : ", label " + settings.label())
                + (settings.compressed() ? ", compressed" : "")
                + ", packet " + settings.packetSize()
                + (settings.reclaim().isZero() ? "" : ", reclaim " + Notation.duration(settings.reclaim()))
                + (settings.streams() == 0 ? "" : ", streams " + settings.streams())
                + (settings.atOnce() ? ", at once" : "")
                + (settings.applications() == 0 ? "" : ", applications " + settings.applications())
                + (settings.drills().isEmpty() ? "" : ", drills")
                + String.join(
                        "",
                        settings.drills().stream()
                                .map(drill -> " " + name(drill))
                                .toList())
                + ": " + run.script();
    }

    static ChaosRun read(String text) {
        int colon = text.indexOf(':');
        try {
            if (colon < 0) {
                throw new IllegalArgumentException("there is no ':' before the faults");
            }
            return new RunText(text.substring(0, colon)).run(FaultScript.parse(text.substring(colon + 1)));
        } catch (IllegalArgumentException wrong) {
            throw new ConfigurationException("run", "'" + text + "' (" + wrong.getMessage() + ")", FORM);
        }
    }

    private ChaosRun run(FaultScript script) {
        long seed = Long.parseLong(value("seed"));
        int nodes = Integer.parseInt(value("nodes"));
        if (nodes < 2) {
            throw new IllegalArgumentException(nodes + " nodes are too few");
        }
        ChaosSettings settings = new ChaosSettings(
                oneOf(Profile.values(), value("profile")),
                is("encrypted", ""),
                parts.getOrDefault("label", ""),
                is("compressed", ""),
                Integer.parseInt(value("packet")),
                parts.containsKey("reclaim") ? Notation.duration(value("reclaim")) : Duration.ZERO,
                Integer.parseInt(parts.getOrDefault("streams", "0")),
                is("at", "once"),
                Integer.parseInt(parts.getOrDefault("applications", "0")),
                drills(parts.getOrDefault("drills", "")));
        PARTS.forEach(parts::remove);
        if (!parts.isEmpty()) {
            throw new IllegalArgumentException("'" + parts.keySet().iterator().next() + "' is not known");
        }
        settings.of("any").build(); // it says what cannot work
        return new ChaosRun(seed, nodes, script, settings);
    }

    private String value(String word) {
        String value = parts.get(word);
        if (value == null) {
            throw new IllegalArgumentException("'" + word + "' is missing");
        }
        return value;
    }

    private boolean is(String word, String value) {
        String actual = parts.get(word);
        if (actual != null && !actual.equals(value)) {
            throw new IllegalArgumentException("'" + word + " " + actual + "' is not known");
        }
        return actual != null;
    }

    private static List<Drill> drills(String names) {
        return names.isBlank()
                ? List.of()
                : Arrays.stream(names.strip().split(" +"))
                        .map(name -> oneOf(Drill.values(), name))
                        .toList();
    }

    private static <E extends Enum<E>> E oneOf(E[] values, String name) {
        for (E value : values) {
            if (name(value).equals(name)) {
                return value;
            }
        }
        throw new IllegalArgumentException("'" + name + "' is none of "
                + String.join(", ", Arrays.stream(values).map(RunText::name).toList()));
    }

    static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
