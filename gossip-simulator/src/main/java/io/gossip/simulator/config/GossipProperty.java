package io.gossip.simulator.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The properties of {@code docs/configuration.md}, and which of them mean something in a simulation.
 *
 * @param name as it is documented
 * @param kind what it holds
 * @param isUsed whether simulated nodes are set by it
 */
record GossipProperty(String name, Kind kind, boolean isUsed) {

    enum Kind {
        VALUE,
        LIST,
        MAP
    }

    /** Names of them all; a map stands for all names below it. */
    static final List<GossipProperty> ALL = List.of(
            used("gossip.profile", Kind.VALUE),
            used("gossip.label", Kind.VALUE),
            used("gossip.compression", Kind.VALUE),
            used("gossip.zone", Kind.VALUE),
            used("gossip.tags", Kind.MAP),
            used("gossip.registration.enabled", Kind.VALUE),
            used("gossip.registration.service-name", Kind.VALUE),
            used("gossip.registration.instance-id", Kind.VALUE),
            used("gossip.registration.host", Kind.VALUE),
            used("gossip.registration.port", Kind.VALUE),
            used("gossip.registration.secure", Kind.VALUE),
            used("gossip.registration.metadata", Kind.MAP),
            ignored("gossip.enabled", Kind.VALUE),
            ignored("gossip.node-name", Kind.VALUE),
            ignored("gossip.bind-address", Kind.VALUE),
            ignored("gossip.bind-port", Kind.VALUE),
            ignored("gossip.port-fallback", Kind.VALUE),
            ignored("gossip.advertise-address", Kind.VALUE),
            ignored("gossip.advertise-port", Kind.VALUE),
            ignored("gossip.seeds", Kind.LIST),
            ignored("gossip.leave-timeout", Kind.VALUE),
            ignored("gossip.registration.drain-delay", Kind.VALUE),
            ignored("gossip.encryption.key", Kind.VALUE),
            ignored("gossip.encryption.keyring-file", Kind.VALUE),
            ignored("gossip.encryption.verify-incoming", Kind.VALUE),
            ignored("gossip.encryption.verify-outgoing", Kind.VALUE));

    /** The names of those that mean something in a simulation, for a message. */
    static String used() {
        return ALL.stream()
                .filter(GossipProperty::isUsed)
                .map(GossipProperty::name)
                .collect(Collectors.joining(", "));
    }

    /** The property of a name as users write it: {@code gossip.bind-port}, {@code gossip.bindPort}, {@code gossip.BIND_PORT}. */
    static Optional<GossipProperty> find(String written) {
        return ALL.stream().filter(property -> property.isWritten(written)).findFirst();
    }

    /** The key of a map in a name as users write it: {@code team} of {@code gossip.tags.team} and of {@code gossip.tags[team]}. */
    String keyIn(String written) {
        int parts = name.split("\\.").length;
        String rest = written.replace(".[", ".").replace("[", ".").replace("]", "");
        return rest.split("\\.", parts + 1)[parts];
    }

    /** Spring's uniform form of a name: case, dashes and underscores do not matter. */
    static String uniform(String written) {
        return written.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }

    private boolean isWritten(String written) {
        String one = uniform(written);
        String other = uniform(name);
        return switch (kind) {
            case VALUE -> one.equals(other);
            case LIST -> one.equals(other) || one.matches(Pattern.quote(other) + "\\[\\d+]");
            case MAP -> one.startsWith(other + ".") || one.startsWith(other + "[") || one.equals(other);
        };
    }

    private static GossipProperty used(String name, Kind kind) {
        return new GossipProperty(name, kind, true);
    }

    private static GossipProperty ignored(String name, Kind kind) {
        return new GossipProperty(name, kind, false);
    }
}
