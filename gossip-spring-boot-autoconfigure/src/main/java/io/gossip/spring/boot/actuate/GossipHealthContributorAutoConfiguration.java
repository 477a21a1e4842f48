package io.gossip.spring.boot.actuate;

import io.gossip.GossipNode;
import io.gossip.spring.boot.GossipAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;

/** The health indicator {@code gossip}. */
@AutoConfiguration(after = GossipAutoConfiguration.class)
@ConditionalOnClass({HealthContributor.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(GossipNode.class)
@ConditionalOnEnabledHealthIndicator("gossip")
public final class GossipHealthContributorAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = {"gossipHealthIndicator", "gossipHealthContributor"})
    HealthContributor gossipHealthContributor(GossipNode node) {
        return new GossipHealthIndicator(node);
    }
}
