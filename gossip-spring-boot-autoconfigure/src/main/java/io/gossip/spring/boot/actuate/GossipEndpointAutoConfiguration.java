package io.gossip.spring.boot.actuate;

import io.gossip.GossipNode;
import io.gossip.serf.Serf;
import io.gossip.spring.boot.GossipAutoConfiguration;
import java.util.regex.Pattern;
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

    /** For those who let the endpoints show values; whether the key is written as a property or as a variable. */
    @Bean
    SanitizingFunction gossipKeySanitizingFunction() {
        return SanitizingFunction.sanitizeValue()
                .ifKeyMatches((String key) ->
                        PUNCTUATION.matcher(key).replaceAll("").equalsIgnoreCase("gossipencryptionkey"));
    }
}
