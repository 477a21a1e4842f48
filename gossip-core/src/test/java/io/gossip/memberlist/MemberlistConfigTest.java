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
        assertThat(lan.probing().indirectChecks()).isEqualTo(3);
        assertThat(lan.suspicion().multiplier()).isEqualTo(4);
        assertThat(lan.gossip().nodes()).isEqualTo(3);
        assertThat(lan.gossip().retransmitMultiplier()).isEqualTo(4);
        assertCommon(lan);
        assertThat(lan.rejoin())
                .isEqualTo(new RejoinConfig(
                        List.of(),
                        Duration.ofMillis(250),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(30),
                        Duration.ofDays(3)));
    }

    @Test
    void theWanProfileIsThatOfTheProtocolReference() {
        MemberlistConfig wan = MemberlistConfig.wan("n").build();
        assertTimes(wan, 5000, 3000, 500, 60_000, 60_000, 30_000);
        assertThat(wan.probing().indirectChecks()).isEqualTo(3);
        assertThat(wan.suspicion().multiplier()).isEqualTo(6);
        assertThat(wan.gossip().nodes()).isEqualTo(4);
        assertThat(wan.gossip().retransmitMultiplier()).isEqualTo(4);
        assertCommon(wan);
    }

    @Test
    void theLocalProfileIsThatOfTheProtocolReference() {
        MemberlistConfig local = MemberlistConfig.local("n").build();
        assertTimes(local, 1000, 200, 100, 15_000, 15_000, 1000);
        assertThat(local.probing().indirectChecks()).isEqualTo(1);
        assertThat(local.suspicion().multiplier()).isEqualTo(3);
        assertThat(local.gossip().nodes()).isEqualTo(3);
        assertThat(local.gossip().retransmitMultiplier()).isEqualTo(2);
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
        assertThat(config.probing().interval()).hasMillis(probeInterval);
        assertThat(config.probing().timeout()).hasMillis(probeTimeout);
        assertThat(config.gossip().interval()).hasMillis(gossipInterval);
        assertThat(config.gossip().toTheDead()).hasMillis(gossipToTheDead);
        assertThat(config.streams().pushPullInterval()).hasMillis(pushPullInterval);
        assertThat(config.streams().timeout()).hasMillis(streamTimeout);
    }

    private static void assertCommon(MemberlistConfig config) {
        assertThat(config.name()).isEqualTo("n");
        assertThat(config.protocolVersion()).isEqualTo(2);
        assertThat(config.versions()).isEqualTo(new Versions(1, 5, 2, 0, 0, 0));
        assertThat(config.suspicion().maxTimeoutMultiplier()).isEqualTo(6);
        assertThat(config.probing().awarenessMaxMultiplier()).isEqualTo(8);
        assertThat(config.probing().tcpFallback()).isTrue();
        assertThat(config.gossip().packetSize()).isEqualTo(1400);
        assertThat(config.admission().deadNodeReclaim()).isZero();
        assertThat(config.admission().allowedNetworks()).isEmpty();
        assertThat(config.admission().requireNodeNames()).isFalse();
        assertThat(config.gossip().queueCheckInterval()).hasSeconds(30);
        assertThat(config.streams().maxPushPulls()).isEqualTo(127);
        assertThat(config.input()).isEqualTo(new InputConfig(10_000, 1024, 1024, 64 * 1024 * 1024, 1024, 256));
        assertThat(config.probing().buddySystem()).isTrue();
        assertThat(config.probing().tcpFallbackFor().test("anybody")).isTrue();
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
                .tcpFallbackFor("fast"::equals)
                .buddySystem(false)
                .clockWaitsForSending(false)
                .eagerGossip(false)
                .suspicionConfirmations(61)
                .queueCheckInterval(Duration.ofMillis(67))
                .maxPushPulls(71)
                .allowedNetworks(List.of(Cidr.parse("10.0.0.0/8")))
                .requireNodeNames(true)
                .packetsPerSecondPerSource(7300)
                .maxIndirectPings(79)
                .handoffQueueDepth(101)
                .handoffQueueBytes(103)
                .maxInboundStreams(107)
                .maxInboundStreamsPerSource(109)
                .seeds(List.of("other/host:73"))
                .rejoinInitialBackoff(Duration.ofMillis(79))
                .rejoinMaxBackoff(Duration.ofMillis(83))
                .rejoinInterval(Duration.ofMillis(89))
                .rejoinMemory(Duration.ofMillis(97))
                .build();
        assertThat(odd.toBuilder().build()).isEqualTo(odd);
        assertThat(odd.toBuilder().name("other").build().name()).isEqualTo("other");
        assertThat(odd.probing().interval()).hasMillis(11);
        assertThat(odd.admission().maxMembers()).isEqualTo(59);
        assertThat(odd.probing().clockWaitsForSending()).isFalse();
        assertThat(odd.gossip().eager()).isFalse();
        assertThat(odd.rejoin().memory()).hasMillis(97);
    }

    @Test
    void theConfirmationsFollowTheSuspicionMultiplierUnlessSet() {
        MemberlistConfig lan = MemberlistConfig.lan("n").build();
        assertThat(lan.suspicion().confirmations()).isEqualTo(2);
        MemberlistConfig patient = lan.toBuilder().suspicionMultiplier(7).build();
        assertThat(patient.suspicion().confirmations()).isEqualTo(5);
        assertThat(lan.toBuilder().suspicionMultiplier(1).build().suspicion().confirmations())
                .isZero();
        MemberlistConfig explicit = lan.toBuilder().suspicionConfirmations(1).build();
        assertThat(explicit.toBuilder()
                        .suspicionMultiplier(7)
                        .build()
                        .suspicion()
                        .confirmations())
                .isEqualTo(1);
    }

    @ParameterizedTest(name = "{0} may not be {2}")
    @MethodSource("refusals")
    void namesTheSettingItsValueAndWhatIsAllowed(
            String property, UnaryOperator<MemberlistConfigBuilder> setting, Object value, String allowed) {
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
                refusal(
                        "probeInterval",
                        b -> b.probeInterval(Duration.ofDays(3651)),
                        Duration.ofDays(3651),
                        "at most 3650 days"),
                refusal(
                        "probeInterval",
                        b -> b.probeInterval(Duration.ofDays(16)),
                        Duration.ofDays(16),
                        "at most PT365H with these multipliers of suspicion and awareness"),
                refusal(
                        "probeInterval",
                        b -> b.probeInterval(Duration.ofDays(4)).awarenessMaxMultiplier(1000),
                        Duration.ofDays(4),
                        "at most PT87H36M with these multipliers of suspicion and awareness"),
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
                refusal("suspicionConfirmations", b -> b.suspicionConfirmations(-1), -1, "0 to 1000"),
                refusal("suspicionConfirmations", b -> b.suspicionConfirmations(1001), 1001, "0 to 1000"),
                refusal(
                        "queueCheckInterval",
                        b -> b.queueCheckInterval(Duration.ZERO),
                        Duration.ZERO,
                        "longer than zero"),
                refusal("maxPushPulls", b -> b.maxPushPulls(0), 0, "1 to 10000"),
                refusal("maxMembers", b -> b.maxMembers(0), 0, "1 or more"),
                refusal(
                        "packetsPerSecondPerSource",
                        b -> b.packetsPerSecondPerSource(99),
                        99,
                        "0 for no limit, or 100 to 1000000"),
                refusal(
                        "packetsPerSecondPerSource",
                        b -> b.packetsPerSecondPerSource(1_000_001),
                        1_000_001,
                        "0 for no limit, or 100 to 1000000"),
                refusal("maxIndirectPings", b -> b.maxIndirectPings(0), 0, "1 to 100000"),
                refusal("handoffQueueDepth", b -> b.handoffQueueDepth(0), 0, "1 or more"),
                refusal("handoffQueueBytes", b -> b.handoffQueueBytes(0), 0, "1 or more"),
                refusal("maxIndirectPings", b -> b.maxIndirectPings(100_001), 100_001, "1 to 100000"),
                refusal("maxInboundStreams", b -> b.maxInboundStreams(0), 0, "1 to 100000"),
                refusal("maxInboundStreams", b -> b.maxInboundStreams(100_001), 100_001, "1 to 100000"),
                refusal("maxInboundStreamsPerSource", b -> b.maxInboundStreamsPerSource(0), 0, "1 to 100000"),
                refusal(
                        "maxInboundStreamsPerSource",
                        b -> b.maxInboundStreamsPerSource(100_001),
                        100_001,
                        "1 to 100000"),
                refusal(
                        "rejoinInitialBackoff",
                        b -> b.rejoinInitialBackoff(Duration.ZERO),
                        Duration.ZERO,
                        "longer than zero"),
                refusal(
                        "rejoinMaxBackoff",
                        b -> b.rejoinMaxBackoff(Duration.ofMillis(249)),
                        Duration.ofMillis(249),
                        "at least PT0.25S"),
                refusal("rejoinInterval", b -> b.rejoinInterval(minus), minus, "zero or longer"),
                refusal("rejoinMemory", b -> b.rejoinMemory(minus), minus, "zero or longer"),
                refusal(
                        "seeds",
                        b -> b.seeds(List.of("good", "host:many")),
                        "'host:many'",
                        "host, host:port, [ipv6]:port or name/host:port, with a port from 1 to 65535"));
    }

    private static Arguments refusal(
            String property, UnaryOperator<MemberlistConfigBuilder> setting, Object value, String allowed) {
        return Arguments.of(property, setting, value, allowed);
    }

    @ParameterizedTest
    @MethodSource("extremes")
    void allowsTheExtremes(UnaryOperator<MemberlistConfigBuilder> setting) {
        assertThat(setting.apply(MemberlistConfig.lan("n")).build()).isNotNull();
    }

    static Stream<UnaryOperator<MemberlistConfigBuilder>> extremes() {
        return Stream.of(
                b -> b.name("x".repeat(255)),
                b -> b.name("é"),
                b -> b.protocolVersion(1),
                b -> b.protocolVersion(5),
                b -> b.probeInterval(Duration.ZERO),
                b -> b.probeInterval(Duration.ZERO).probeTimeout(Duration.ofHours(1)),
                b -> b.probeInterval(Duration.ofHours(365)),
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
                b -> b.maxMembers(1),
                b -> b.packetsPerSecondPerSource(0),
                b -> b.packetsPerSecondPerSource(100),
                b -> b.maxIndirectPings(1),
                b -> b.maxInboundStreams(1).maxInboundStreamsPerSource(1),
                b -> b.maxInboundStreams(100_000).maxInboundStreamsPerSource(100_000),
                b -> b.rejoinInterval(Duration.ZERO),
                b -> b.rejoinMemory(Duration.ZERO),
                b -> b.rejoinMaxBackoff(Duration.ofMillis(250)));
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
