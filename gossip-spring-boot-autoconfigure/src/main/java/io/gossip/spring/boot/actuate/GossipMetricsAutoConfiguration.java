package io.gossip.spring.boot.actuate;

import io.gossip.memberlist.MemberlistMetrics;
import io.gossip.micrometer.MemberGauges;
import io.gossip.micrometer.MicrometerMetrics;
import io.gossip.serf.Serf;
import io.gossip.spring.boot.GossipAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * The node's meters in the application's registry. {@code management.metrics.enable.gossip=false} switches them off, as all
 * meters are switched off.
 */
@AutoConfiguration(
        after = {
            GossipAutoConfiguration.class,
            MetricsAutoConfiguration.class,
            CompositeMeterRegistryAutoConfiguration.class
        })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({Serf.class, MeterRegistry.class})
public final class GossipMetricsAutoConfiguration {

    // Lazy, because a node that the application makes itself may have no use for it, and its meters would stay at 0.
    @Bean
    @Lazy
    @ConditionalOnMissingBean
    MemberlistMetrics gossipMetrics(MeterRegistry registry) {
        return new MicrometerMetrics(registry, Tags.empty());
    }

    @Bean
    @ConditionalOnMissingBean
    MemberGauges gossipMemberGauges(Serf serf, MeterRegistry registry) {
        return new MemberGauges(serf, registry, Tags.empty());
    }
}
