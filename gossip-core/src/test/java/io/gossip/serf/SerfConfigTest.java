package io.gossip.serf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gossip.memberlist.DelegateVersions;
import io.gossip.memberlist.MemberlistConfig;
import io.gossip.runtime.ConfigurationException;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SerfConfigTest {

    private final MemberlistConfig memberlist = MemberlistConfig.lan("n").build();

    @Test
    void theDefaultsAreThoseOfGo() {
        SerfConfig config = SerfConfig.builder(memberlist).build();
        assertThat(config.broadcastTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.leavePropagateDelay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.reapInterval()).isEqualTo(Duration.ofSeconds(15));
        assertThat(config.reconnectTimeout()).isEqualTo(Duration.ofHours(24));
        assertThat(config.tombstoneTimeout()).isEqualTo(Duration.ofHours(24));
        assertThat(config.recentIntentTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.queueCheckInterval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.queueDepthWarning()).isEqualTo(128);
        assertThat(config.maxQueueDepth()).isEqualTo(4096);
        assertThat(config.minQueueDepth()).isZero();
        assertThat(config.eventBuffer()).isEqualTo(512);
        assertThat(config.queryBuffer()).isEqualTo(512);
        assertThat(config.tags()).isEmpty();
    }

    @Test
    void announcesTheSerfProtocolWhateverTheMembershipLayerWasTold() {
        MemberlistConfig other = memberlist.toBuilder()
                .delegateVersions(new DelegateVersions(0, 9, 9))
                .build();
        assertThat(SerfConfig.builder(other).build().memberlist().versions()).isEqualTo(LifecycleRig.VERSIONS);
    }

    @Test
    void toBuilderKeepsEverything() {
        SerfConfig config = SerfConfig.builder(memberlist)
                .tags(Map.of("a", "b"))
                .broadcastTimeout(Duration.ofSeconds(11))
                .leavePropagateDelay(Duration.ofSeconds(12))
                .reapInterval(Duration.ofSeconds(13))
                .reconnectTimeout(Duration.ofSeconds(15))
                .tombstoneTimeout(Duration.ofSeconds(16))
                .recentIntentTimeout(Duration.ofSeconds(17))
                .queueCheckInterval(Duration.ofSeconds(20))
                .queueDepthWarning(21)
                .maxQueueDepth(22)
                .minQueueDepth(23)
                .eventBuffer(24)
                .queryBuffer(25)
                .build();
        assertThat(config.toBuilder().build())
                .usingRecursiveComparison()
                .ignoringFields("memberlist")
                .isEqualTo(config);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                refused("broadcastTimeout", config -> config.broadcastTimeout(Duration.ZERO)),
                refused("leavePropagateDelay", config -> config.leavePropagateDelay(Duration.ofNanos(-1))),
                refused("reapInterval", config -> config.reapInterval(Duration.ZERO)),
                refused("reconnectTimeout", config -> config.reconnectTimeout(Duration.ofDays(40_000))),
                refused("tombstoneTimeout", config -> config.tombstoneTimeout(Duration.ofSeconds(-1))),
                refused("recentIntentTimeout", config -> config.recentIntentTimeout(Duration.ZERO)),
                refused("queueCheckInterval", config -> config.queueCheckInterval(Duration.ZERO)),
                refused("queueDepthWarning", config -> config.queueDepthWarning(0)),
                refused("maxQueueDepth", config -> config.maxQueueDepth(0)),
                refused("minQueueDepth", config -> config.minQueueDepth(-1)),
                refused("eventBuffer", config -> config.eventBuffer(0)),
                refused("queryBuffer", config -> config.queryBuffer(1 << 21)));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatCannotWorkAndNamesIt(String property, UnaryOperator<SerfConfig.Builder> change) {
        assertThatThrownBy(() -> change.apply(SerfConfig.builder(memberlist)).build())
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        refused -> assertThat(refused.property()).isEqualTo(property));
    }

    @Test
    void refusesTagsThatAreTooLarge() {
        assertThatThrownBy(() -> SerfConfig.builder(memberlist)
                        .tags(Map.of("k", "x".repeat(600)))
                        .build())
                .isInstanceOf(TagsTooLargeException.class);
    }

    private static Arguments refused(String property, UnaryOperator<SerfConfig.Builder> change) {
        return Arguments.of(property, change);
    }
}
