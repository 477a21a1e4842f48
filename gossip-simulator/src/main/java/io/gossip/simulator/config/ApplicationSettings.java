package io.gossip.simulator.config;

import io.gossip.Profile;
import io.gossip.discovery.ServiceRegistration;
import io.gossip.discovery.ServiceTags;
import io.gossip.runtime.ConfigurationException;
import io.gossip.serf.Tags;
import io.gossip.serf.TagsTooLargeException;
import io.gossip.simulator.scenario.NodeSettings;
import io.gossip.wire.Bytes;
import io.gossip.wire.FramingConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a user's {@code application.yml} means for simulated nodes: the properties under {@code gossip}, with the names and the
 * freedom of spelling that Spring Boot gives them. Their service and their tags become the meta of each node, as they do in the
 * application, so that the packets are as full as there.
 */
public final class ApplicationSettings {

    private static final String DEFAULT_SERVICE = "application";
    private static final int DEFAULT_PORT = 8080;

    private final Map<String, String> values = new TreeMap<>();
    private final Map<String, Map<String, String>> maps = new TreeMap<>();
    private final Map<String, String> spring = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();

    private ApplicationSettings() {}

    /**
     * Reads a file.
     *
     * @param file the user's file
     * @param environment the variables that values may refer to; null for those that are not set
     * @return what it means
     * @throws IllegalArgumentException if it cannot be read, or has a name under {@code gossip} that does not exist, or a value
     *     that cannot work; the message names it
     */
    public static ApplicationSettings read(Path file, UnaryOperator<@Nullable String> environment) {
        YamlProperties yaml = YamlProperties.read(file);
        ApplicationSettings settings = new ApplicationSettings();
        yaml.values().forEach((name, value) -> settings.spring.put(GossipProperty.uniform(name), value));
        Placeholders placeholders =
                new Placeholders(name -> settings.spring.get(GossipProperty.uniform(name)), environment);
        settings.take(file, yaml, placeholders);
        return settings;
    }

    /**
     * What the user should know about what is not used of the file.
     *
     * @return lines, possibly none
     */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /**
     * The profile.
     *
     * @return as it is set, or {@link Profile#LAN}
     * @throws ConfigurationException if there is none of that name
     */
    public Profile profile() {
        String name = values.get("gossip.profile");
        if (name == null) {
            return Profile.LAN;
        }
        try {
            return Profile.valueOf(name.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("gossip.profile", "'" + name + "'", "lan, wan or local");
        }
    }

    /**
     * Applies everything but the profile.
     *
     * @param profile the settings to start with
     * @return these settings
     * @throws ConfigurationException naming the property that cannot work, its value and what is allowed
     */
    public NodeSettings apply(NodeSettings profile) {
        String label = values.getOrDefault("gossip.label", "");
        boolean compression = flag("gossip.compression", true);
        FramingConfig plain = FramingConfig.plain();
        Bytes meta = meta();
        String what = "meta of " + meta.length() + " bytes" + (label.isEmpty() ? "" : ", label '" + label + "'")
                + (compression ? "" : ", no compression");
        return profile.with(
                        builder -> builder.framing(new FramingConfig(
                                label,
                                plain.skipInboundLabelCheck(),
                                compression,
                                plain.keyring(),
                                plain.verifyIncoming(),
                                plain.verifyOutgoing(),
                                plain.encryptionVersion(),
                                plain.acceptEncryptionVersion0(),
                                plain.limits())),
                        what)
                .withMeta(meta);
    }

    private void take(Path file, YamlProperties yaml, Placeholders placeholders) {
        List<String> unknown = new ArrayList<>();
        List<String> ignored = new ArrayList<>();
        yaml.values().forEach((name, value) -> {
            if (!GossipProperty.uniform(name).startsWith("gossip.")) {
                return;
            }
            GossipProperty property = GossipProperty.find(name).orElse(null);
            if (property == null) {
                unknown.add(name);
            } else if (!property.isUsed()) {
                if (!ignored.contains(property.name())) {
                    ignored.add(property.name());
                }
            } else if (property.kind() != GossipProperty.Kind.MAP) {
                values.put(property.name(), placeholders.resolve(name, value));
            } else if (!value.isEmpty()) {
                maps.computeIfAbsent(property.name(), key -> new TreeMap<>())
                        .put(property.keyIn(name), placeholders.resolve(name, value));
            }
        });
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(file + ": there is no property " + String.join(", ", unknown)
                    + "; simulated nodes are set by " + GossipProperty.used()
                    + "; single times have no properties, gossip.profile chooses them all");
        }
        note(file, yaml, ignored);
        for (String name : List.of("spring.application.name", "server.port")) {
            String value = spring.get(GossipProperty.uniform(name));
            if (value != null) {
                values.put(name, placeholders.resolve(name, value));
            }
        }
    }

    private void note(Path file, YamlProperties yaml, List<String> ignored) {
        if (!yaml.leftOut().isEmpty()) {
            notes.add(file + ": not used, as it is for Spring profiles: " + String.join(", ", yaml.leftOut()));
        }
        if (!ignored.isEmpty()) {
            notes.add(file + ": ignored, as it means nothing in a simulation: " + String.join(", ", ignored));
        }
        if (ignored.isEmpty() && values.isEmpty() && maps.isEmpty()) {
            notes.add(file + ": there is nothing under 'gossip', so the defaults apply");
        }
    }

    private Bytes meta() {
        Map<String, String> shared = new TreeMap<>(maps.getOrDefault("gossip.tags", Map.of()));
        String zone = values.get("gossip.zone");
        if (zone != null) {
            shared.put("zone", zone);
        }
        List<ServiceRegistration> services = flag("gossip.registration.enabled", true) ? List.of(service()) : List.of();
        Map<String, String> tags = new TreeMap<>(ServiceTags.toTags(services, shared));
        String id = values.get("gossip.registration.instance-id");
        if (id != null && !services.isEmpty()) {
            tags.put(ServiceTags.ID, id);
        }
        try {
            return Tags.encode(tags);
        } catch (TagsTooLargeException e) {
            throw new IllegalArgumentException("gossip.tags and gossip.registration: " + e.getMessage(), e);
        }
    }

    private ServiceRegistration service() {
        return new ServiceRegistration(
                values.getOrDefault(
                        "gossip.registration.service-name",
                        values.getOrDefault("spring.application.name", DEFAULT_SERVICE)),
                port(),
                flag("gossip.registration.secure", false),
                values.get("gossip.registration.host"),
                maps.getOrDefault("gossip.registration.metadata", Map.of()));
    }

    /** The port of the web server, unless another one is offered; 0 and -1 are Spring's way to say that any will do. */
    private int port() {
        String set = values.get("gossip.registration.port");
        String text = set != null ? set : values.getOrDefault("server.port", Integer.toString(DEFAULT_PORT));
        try {
            int port = Integer.parseInt(text.strip());
            return set == null && port <= 0 ? DEFAULT_PORT : port;
        } catch (NumberFormatException e) {
            throw new ConfigurationException(
                    set != null ? "gossip.registration.port" : "server.port", "'" + text + "'", "1 to 65535");
        }
    }

    private boolean flag(String property, boolean otherwise) {
        String value = values.get(property);
        if (value == null) {
            return otherwise;
        }
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "true", "on", "yes", "1" -> true;
            case "false", "off", "no", "0" -> false;
            default -> throw new ConfigurationException(property, "'" + value + "'", "true or false");
        };
    }
}
