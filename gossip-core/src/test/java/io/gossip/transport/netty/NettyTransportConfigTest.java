package io.gossip.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gossip.runtime.ConfigurationException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NettyTransportConfigTest {

    private final NettyTransportConfig defaults = NettyTransportConfig.defaults();

    @Test
    void copiesChangeWhatTheyNameOnly() {
        NettyTransportConfig changed = defaults.withInboundConnections(2, 1)
                .withDeadlines(Duration.ofSeconds(3), Duration.ofSeconds(4))
                .withBuffers(70_000, 80_000);
        assertThat(changed)
                .isEqualTo(
                        new NettyTransportConfig(2, 1, Duration.ofSeconds(3), Duration.ofSeconds(4), 70_000, 80_000));
        assertThat(changed.withInboundConnections(1_024, 256)
                        .withDeadlines(Duration.ofSeconds(20), Duration.ofSeconds(10))
                        .withBuffers(64 << 20, 2 << 20))
                .isEqualTo(defaults);
    }

    @Test
    void refusesWhatCannotWork() {
        assertThatThrownBy(() -> defaults.withInboundConnections(0, 1))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("maxInboundConnections is 0, but must be at least 1");
        assertThatThrownBy(() -> defaults.withInboundConnections(1, 0)).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> defaults.withDeadlines(Duration.ZERO, Duration.ofSeconds(1)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("inboundDeadline is PT0S, but must be longer than zero");
        assertThatThrownBy(() -> defaults.withDeadlines(Duration.ofSeconds(1), Duration.ofSeconds(-1)))
                .isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> defaults.withBuffers(10, 1 << 20)).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> defaults.withBuffers(1 << 20, 10)).isInstanceOf(ConfigurationException.class);
    }
}
