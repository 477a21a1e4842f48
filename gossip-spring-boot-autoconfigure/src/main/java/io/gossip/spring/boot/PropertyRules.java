package io.gossip.spring.boot;

import io.gossip.discovery.ServiceRegistration;
import io.gossip.discovery.ServiceTags;
import io.gossip.keyring.KeyText;
import io.gossip.runtime.ConfigurationException;
import io.gossip.serf.Seeds;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;

/** What the properties may be set to, as far as it shows without the network. */
final class PropertyRules {

    private static final int MAX_PORT = 65_535;
    private static final int MAX_FALLBACK = 1000;

    private static final String KEY = "gossip.encryption.key";
    private static final String KEYRING_FILE = "gossip.encryption.keyring-file";
    private static final String LEAVE_TIMEOUT = "gossip.leave-timeout";
    private static final String DRAIN_DELAY = "gossip.registration.drain-delay";
    private static final String PHASE_TIMEOUT = "spring.lifecycle.timeout-per-shutdown-phase";
    private static final Duration DEFAULT_PHASE_TIMEOUT = Duration.ofSeconds(30);

    private static final ServiceRegistration ANY_SERVICE = new ServiceRegistration("any", 1, false, null, Map.of());

    private PropertyRules() {}

    /**
     * Checks all properties.
     *
     * @throws ConfigurationException naming the property, its value and what is allowed
     */
    static void check(GossipProperties properties) {
        notBlank("gossip.node-name", properties.nodeName());
        notBlank("gossip.bind-address", properties.bindAddress());
        between("gossip.bind-port", properties.bindPort(), 0, MAX_PORT);
        between("gossip.port-fallback", properties.portFallback(), 0, MAX_FALLBACK);
        notBlank("gossip.advertise-address", properties.advertiseAddress());
        between("gossip.advertise-port", properties.advertisePort(), 0, MAX_PORT);
        if (properties.advertisePort() != 0 && properties.advertiseAddress() == null) {
            throw new ConfigurationException(
                    "gossip.advertise-port", properties.advertisePort(), "set together with gossip.advertise-address");
        }
        if (properties.seeds() != null) {
            wellFormed("gossip.seeds", properties.seeds());
        }
        notBlank("gossip.zone", properties.zone());
        notBlank("gossip.label", properties.label());
        checkEncryption(properties.encryption());
        notNegative(LEAVE_TIMEOUT, properties.leaveTimeout());

        GossipProperties.Registration registration = properties.registration();
        notBlank("gossip.registration.service-name", registration.serviceName());
        notBlank("gossip.registration.instance-id", registration.instanceId());
        notBlank("gossip.registration.host", registration.host());
        between("gossip.registration.port", registration.port(), 1, MAX_PORT);
        notNegative(DRAIN_DELAY, registration.drainDelay());
        if (registration.enabled()) {
            leavesTheSchemaAlone("gossip.tags.", properties.tags());
            leavesTheSchemaAlone("gossip.registration.metadata.", registration.metadata());
        }
    }

    private static void checkEncryption(GossipProperties.Encryption encryption) {
        if (encryption.key() != null) {
            try {
                KeyText.parse(encryption.key());
            } catch (IllegalArgumentException e) {
                throw new ConfigurationException(KEY, String.valueOf(e.getMessage()), KeyText.ALLOWED);
            }
        }
        // Not blank either: a variable that is not set must not mean "without encryption".
        notBlank(KEYRING_FILE, encryption.keyringFile());
        if (encryption.key() != null && encryption.keyringFile() != null) {
            throw new ConfigurationException(
                    KEYRING_FILE, "'" + encryption.keyringFile() + "'", "absent if " + KEY + " is set");
        }
        if (encryption.hasKeys() && encryption.verifyIncoming() && !encryption.verifyOutgoing()) {
            throw new ConfigurationException(
                    "gossip.encryption.verify-incoming",
                    true,
                    "false as long as gossip.encryption.verify-outgoing is, or nodes refuse each other");
        }
    }

    /**
     * Checks what is set for the shutdown: all of it happens in one phase, and Spring cuts short what takes longer than a phase
     * may. Only what is set: a default that is too long for a short phase is simply cut short.
     *
     * @throws ConfigurationException naming the property, its value and what is allowed
     */
    static void checkShutdown(Binder binder) {
        Duration phase = binder.bind(PHASE_TIMEOUT, Duration.class).orElse(DEFAULT_PHASE_TIMEOUT);
        for (String property : List.of(LEAVE_TIMEOUT, DRAIN_DELAY)) {
            binder.bind(property, Duration.class).ifBound(value -> {
                if (value.compareTo(phase) >= 0) {
                    throw new ConfigurationException(
                            property, value, "shorter than " + PHASE_TIMEOUT + ", which is " + phase);
                }
            });
        }
    }

    /** Names such as {@code port} are how a service is written into tags. Who registers none may write them by hand. */
    private static void leavesTheSchemaAlone(String prefix, Map<String, String> tags) {
        tags.forEach((key, value) -> {
            try {
                ServiceTags.toTags(List.of(ANY_SERVICE), Map.of(key, value));
            } catch (ConfigurationException reserved) {
                throw new ConfigurationException(prefix + key, "'" + value + "'", reserved.allowed());
            }
        });
    }

    private static void wellFormed(String property, List<String> seeds) {
        for (int i = 0; i < seeds.size(); i++) {
            try {
                Seeds.check(List.of(seeds.get(i)));
            } catch (ConfigurationException malformed) {
                throw new ConfigurationException(property + "[" + i + "]", malformed.value(), malformed.allowed());
            }
        }
    }

    private static void notBlank(String property, @Nullable String value) {
        if (value != null && value.isBlank()) {
            throw new ConfigurationException(property, "'" + value + "'", "not blank, or absent");
        }
    }

    private static void between(String property, @Nullable Integer value, int min, int max) {
        if (value != null && (value < min || value > max)) {
            throw new ConfigurationException(property, value, min + " to " + max);
        }
    }

    private static void notNegative(String property, Duration value) {
        if (value.isNegative()) {
            throw new ConfigurationException(property, value, "zero or longer");
        }
    }
}
