package io.gossip.spring.boot.diagnostics;

import io.gossip.runtime.ConfigurationException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.Environment;

/** A setting that cannot work: which property, its value, what is allowed, and where it was set. */
final class ConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<ConfigurationException> {

    /** The core does not know our properties; what it calls a setting, and what we do. */
    private static final Map<String, String> PROPERTIES = Map.of(
            "name", "gossip.node-name",
            "bind", "gossip.bind-address",
            "advertise", "gossip.advertise-address",
            "seeds", "gossip.seeds",
            "label", "gossip.label",
            "keyringFile", "gossip.encryption.keyring-file");

    private final Environment environment;

    ConfigurationFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ConfigurationException cause) {
        String property = PROPERTIES.getOrDefault(cause.property(), cause.property());
        if (!property.startsWith("gossip.")) {
            return new FailureAnalysis(
                    "The gossip node cannot be started: " + cause.getMessage() + ".",
                    "Correct '" + property + "' where it is set, for instance in a GossipBuilderCustomizer.",
                    cause);
        }
        return PropertyFailure.analysis(property, cause.value(), cause.allowed(), origin(property), cause);
    }

    private @Nullable Origin origin(String property) {
        if (!ConfigurationPropertyName.isValid(property)) {
            return null;
        }
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            ConfigurationProperty found = source.getConfigurationProperty(ConfigurationPropertyName.of(property));
            if (found == null && property.endsWith("]")) {
                String list = property.substring(0, property.lastIndexOf('['));
                found = source.getConfigurationProperty(ConfigurationPropertyName.of(list));
            }
            if (found != null) {
                return found.getOrigin();
            }
        }
        return null;
    }
}
