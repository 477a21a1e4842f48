package io.gossip.spring.boot.actuate;

import io.gossip.GossipNode;
import io.gossip.serf.Serf;
import io.gossip.spring.boot.GossipAutoConfiguration;
import io.gossip.spring.boot.GossipProperties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The actuator endpoint {@code gossip}; and whatever other endpoints show, it is not the key. */
@AutoConfiguration(after = GossipAutoConfiguration.class)
@ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnBean(GossipNode.class)
public final class GossipEndpointAutoConfiguration {

    private static final Pattern PUNCTUATION = Pattern.compile("[^A-Za-z]");

    @Bean
    @ConditionalOnAvailableEndpoint
    @ConditionalOnMissingBean
    GossipEndpoint gossipEndpoint(Serf serf) {
        return new GossipEndpoint(serf);
    }

    /**
     * For those who let the endpoints show values: neither what is named like the key, as a property or as a variable, nor what
     * the key is part of, such as the variable it was taken from, a command line or a JSON text.
     */
    @Bean
    SanitizingFunction gossipKeySanitizingFunction(GossipProperties properties) {
        String secret = properties.encryption().key();
        return data ->
                isNameOfTheKey(data.getKey()) || contains(data.getValue(), secret) ? data.withSanitizedValue() : data;
    }

    private static boolean isNameOfTheKey(String name) {
        return PUNCTUATION.matcher(name).replaceAll("").equalsIgnoreCase("gossipencryptionkey");
    }

    private static boolean contains(@Nullable Object value, @Nullable String secret) {
        return value != null
                && secret != null
                && !secret.isEmpty()
                && value.toString().contains(secret);
    }
}
