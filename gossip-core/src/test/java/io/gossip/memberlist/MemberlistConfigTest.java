package io.gossip.memberlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gossip.runtime.ConfigurationException;
import io.gossip.wire.FramingConfig;
import io.gossip.wire.Versions;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MemberlistConfigTest {

    @Test
    void theLanProfileIsThatOfTheProtocolReference() {
        MemberlistConfig lan = MemberlistConfig.lan("n").build();
        assertTimes(lan, 1000, 500, 200, 30_000, 30_000, 10_000);
        assertThat(lan.indirectChecks()).isEqualTo(3);
        assertThat(lan.suspicionMultiplier()).isEqualTo(4);
        assertThat(lan.gossipNodes()).isEqualTo(3);
        assertThat(lan.retransmitMultiplier()).isEqualTo(4);
        assertCommon(lan);
    }

    @Test
    void theWanProfileIsThatOfTheProtocolReference() {
        MemberlistConfig wan = MemberlistConfig.wan("n").build();
        assertTimes(wan, 5000, 3000, 500, 60_000, 60_000, 30_000);
        assertThat(wan.indirectChecks()).isEqualTo(3);
        assertThat(wan.suspicionMultiplier()).isEqualTo(6);
        assertThat(wan.gossipNodes()).isEqualTo(4);
        assertThat(wan.retransmitMultiplier()).isEqualTo(4);
        assertCommon(wan);
    }

    @Test
    void theLocalProfileIsThatOfTheProtocolReference() {
        MemberlistConfig local = MemberlistConfig.local("n").build();
        assertTimes(local, 1000, 200, 100, 15_000, 15_000, 1000);
        assertThat(local.indirectChecks()).isEqualTo(1);
        assertThat(local.suspicionMultiplier()).isEqualTo(3);
        assertThat(local.gossipNodes()).isEqualTo(3);
        assertThat(local.retransmitMultiplier()).isEqualTo(2);
        assertCommon(local);
    }

    private static void assertTimes(
            MemberlistConfig config,
            long probeInterval,
            long probeTimeout,
            long gossipInterval,
            long gossipToTheDead,
            long pushPullInterval,
            long streamTimeout) {
        assertThat(config.probeInterval()).hasMillis(probeInterval);
        assertThat(config.probeTimeout()).hasMillis(probeTimeout);
        assertThat(config.gossipInterval()).hasMillis(gossipInterval);
        assertThat(config.gossipToTheDead()).hasMillis(gossipToTheDead);
        assertThat(config.pushPullInterval()).hasMillis(pushPullInterval);
        assertThat(config.streamTimeout()).hasMillis(streamTimeout);
    }

    private static void assertCommon(MemberlistConfig config) {
        assertThat(config.name()).isEqualTo("n");
        assertThat(config.protocolVersion()).isEqualTo(2);
        assertThat(config.versions()).isEqualTo(new Versions(1, 5, 2, 0, 0, 0));
        assertThat(config.suspicionMaxTimeoutMultiplier()).isEqualTo(6);
        assertThat(config.awarenessMaxMultiplier()).isEqualTo(8);
        assertThat(config.tcpFallback()).isTrue();
        assertThat(config.packetSize()).isEqualTo(1400);
        assertThat(config.deadNodeReclaim()).isZero();
        assertThat(config.advertisedAddress()).isNull();
        assertThat(config.framing().compression()).isTrue();
        assertThat(config.framing().label()).isEmpty();
        assertThat(config.framing().verifyIncoming()).isTrue();
        assertThat(config.framing().verifyOutgoing()).isTrue();
    }

    @Test
    void announcesTheVersionsItSpeaks() {
        MemberlistConfig config = MemberlistConfig.lan("n")
                .protocolVersion(3)
                .delegateVersions(new DelegateVersions(2, 5, 4))
                .build();
        assertThat(config.versions()).isEqualTo(new Versions(1, 5, 3, 2, 5, 4));
    }

    @Test
    void aBuilderMadeFromAConfigurationKeepsEveryValue() {
        MemberlistConfig odd = MemberlistConfig.wan("odd")
                .advertisedAddress(Say.address("10.1.2.3", 4))
                .protocolVersion(5)
                .delegateVersions(new DelegateVersions(1, 3, 2))
                .framing(FramingConfig.plain())
                .probeInterval(Duration.ofMillis(11))
                .probeTimeout(Duration.ofMillis(7))
                .indirectChecks(9)
                .tcpFallback(false)
                .awarenessMaxMultiplier(13)
                .suspicionMultiplier(17)
                .suspicionMaxTimeoutMultiplier(19)
                .gossipInterval(Duration.ofMillis(23))
                .gossipNodes(29)
                .gossipToTheDead(Duration.ofMillis(31))
                .retransmitMultiplier(37)
                .packetSize(4100)
                .pushPullInterval(Duration.ofMillis(43))
                .streamTimeout(Duration.ofMillis(47))
                .deadNodeReclaim(Duration.ofMillis(53))
                .maxMembers(59)
                .build();
        assertThat(odd.toBuilder().build()).usingRecursiveComparison().isEqualTo(odd);
        assertThat(odd.toBuilder().name("other").build().name()).isEqualTo("other");
        assertThat(odd.probeInterval()).hasMillis(11);
        assertThat(odd.maxMembers()).isEqualTo(59);
    }

    @ParameterizedTest(name = "{0} may not be {2}")
    @MethodSource("refusals")
    void namesTheSettingItsValueAndWhatIsAllowed(
            String property, UnaryOperator<MemberlistConfig.Builder> setting, Object value, String allowed) {
        ConfigurationException refusal = catchThrowableOfType(
                ConfigurationException.class,
                () -> setting.apply(MemberlistConfig.lan("n")).build());
        assertThat(refusal).isNotNull();
        assertThat(refusal.property()).isEqualTo(property);
        assertThat(refusal.value()).isEqualTo(value.toString());
        assertThat(refusal.allowed()).isEqualTo(allowed);
        assertThat(refusal).hasMessageContainingAll(property, value.toString(), allowed);
    }

    static List<Arguments> refusals() {
        Duration minus = Duration.ofMillis(-1);
        return List.of(
                refusal("name", b -> b.name(""), "''", "1 to 255 bytes of UTF-8"),
                refusal("name", b -> b.name("é".repeat(128)), "'" + "é".repeat(128) + "'", "1 to 255 bytes of UTF-8"),
                refusal("protocolVersion", b -> b.protocolVersion(0), 0, "1 to 5"),
                refusal("protocolVersion", b -> b.protocolVersion(6), 6, "1 to 5"),
                refusal("probeInterval", b -> b.probeInterval(minus), minus, "zero or longer"),
                refusal("probeTimeout", b -> b.probeTimeout(Duration.ZERO), Duration.ZERO, "longer than zero"),
                refusal("probeTimeout", b -> b.probeTimeout(minus), minus, "longer than zero"),
                refusal(
                        "probeTimeout",
                        b -> b.probeTimeout(Duration.ofMillis(1001)),
                        Duration.ofMillis(1001),
                        "at most the probe interval, PT1S"),
                refusal("indirectChecks", b -> b.indirectChecks(-1), -1, "0 or more"),
                refusal("awarenessMaxMultiplier", b -> b.awarenessMaxMultiplier(0), 0, "1 to 1000"),
                refusal("awarenessMaxMultiplier", b -> b.awarenessMaxMultiplier(1001), 1001, "1 to 1000"),
                refusal("suspicionMultiplier", b -> b.suspicionMultiplier(0), 0, "1 to 1000"),
                refusal("suspicionMultiplier", b -> b.suspicionMultiplier(1001), 1001, "1 to 1000"),
                refusal("suspicionMaxTimeoutMultiplier", b -> b.suspicionMaxTimeoutMultiplier(0), 0, "1 to 1000"),
                refusal("suspicionMaxTimeoutMultiplier", b -> b.suspicionMaxTimeoutMultiplier(1001), 1001, "1 to 1000"),
                refusal("gossipInterval", b -> b.gossipInterval(minus), minus, "zero or longer"),
                refusal("gossipNodes", b -> b.gossipNodes(-1), -1, "0 or more"),
                refusal("gossipToTheDead", b -> b.gossipToTheDead(minus), minus, "zero or longer"),
                refusal("retransmitMultiplier", b -> b.retransmitMultiplier(0), 0, "1 to 1000"),
                refusal("retransmitMultiplier", b -> b.retransmitMultiplier(1001), 1001, "1 to 1000"),
                refusal("packetSize", b -> b.packetSize(511), 511, "512 to 65000"),
                refusal("packetSize", b -> b.packetSize(65_001), 65_001, "512 to 65000"),
                refusal("pushPullInterval", b -> b.pushPullInterval(minus), minus, "zero or longer"),
                refusal("streamTimeout", b -> b.streamTimeout(Duration.ZERO), Duration.ZERO, "longer than zero"),
                refusal("streamTimeout", b -> b.streamTimeout(minus), minus, "longer than zero"),
                refusal("deadNodeReclaim", b -> b.deadNodeReclaim(minus), minus, "zero or longer"),
                refusal("maxMembers", b -> b.maxMembers(0), 0, "1 or more"));
    }

    private static Arguments refusal(
            String property, UnaryOperator<MemberlistConfig.Builder> setting, Object value, String allowed) {
        return Arguments.of(property, setting, value, allowed);
    }

    @ParameterizedTest
    @MethodSource("extremes")
    void allowsTheExtremes(UnaryOperator<MemberlistConfig.Builder> setting) {
        assertThat(setting.apply(MemberlistConfig.lan("n")).build()).isNotNull();
    }

    static Stream<UnaryOperator<MemberlistConfig.Builder>> extremes() {
        return Stream.of(
                b -> b.name("x".repeat(255)),
                b -> b.name("é"),
                b -> b.protocolVersion(1),
                b -> b.protocolVersion(5),
                b -> b.probeInterval(Duration.ZERO),
                b -> b.probeInterval(Duration.ZERO).probeTimeout(Duration.ofHours(1)),
                b -> b.probeTimeout(Duration.ofSeconds(1)),
                b -> b.probeTimeout(Duration.ofNanos(1)),
                b -> b.indirectChecks(0),
                b -> b.awarenessMaxMultiplier(1),
                b -> b.suspicionMultiplier(1),
                b -> b.suspicionMaxTimeoutMultiplier(1),
                b -> b.gossipInterval(Duration.ZERO),
                b -> b.gossipNodes(0),
                b -> b.gossipToTheDead(Duration.ZERO),
                b -> b.retransmitMultiplier(1000),
                b -> b.packetSize(512),
                b -> b.packetSize(65_000),
                b -> b.pushPullInterval(Duration.ZERO),
                b -> b.streamTimeout(Duration.ofNanos(1)),
                b -> b.deadNodeReclaim(Duration.ofDays(365)),
                b -> b.maxMembers(1));
    }

    @Test
    void refusesImpossibleApplicationVersions() {
        assertImpossible(() -> new DelegateVersions(-1, 0, 0));
        assertImpossible(() -> new DelegateVersions(2, 5, 1));
        assertImpossible(() -> new DelegateVersions(2, 5, 6));
        assertImpossible(() -> new DelegateVersions(0, 256, 0));
        assertThat(new DelegateVersions(0, 255, 255).current()).isEqualTo(255);
        assertThat(DelegateVersions.NONE).isEqualTo(new DelegateVersions(0, 0, 0));
    }

    private static void assertImpossible(Runnable constructor) {
        Consumer<Throwable> isNamed =
                e -> assertThat(((ConfigurationException) e).property()).isEqualTo("delegateVersions");
        assertThatThrownBy(constructor::run)
                .isInstanceOf(ConfigurationException.class)
                .satisfies(isNamed);
    }
}
