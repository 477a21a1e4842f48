package io.gossip.simulator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gossip.Profile;
import io.gossip.memberlist.MemberlistConfig;
import io.gossip.serf.Tags;
import io.gossip.simulator.scenario.NodeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApplicationSettingsTest {

    private static final Map<String, String> ENVIRONMENT = Map.of("CLUSTER", "blue", "TEAM_NAME", "red");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gossip:\n  profile: wan",
                "gossip.profile: wan",
                "gossip:\n  PROFILE: WAN",
                "GOSSIP: {Profile: ' wan '}",
                "gossip:\n  profile: ${NOWHERE:wan}",
                "kind: wan\ngossip:\n  profile: ${kind}"
            })
    void namesAndValuesAreWrittenAsSpringHasThem(String yaml) throws IOException {
        assertThat(read(yaml).profile()).isEqualTo(Profile.WAN);
    }

    @Test
    void serviceAndTagsBecomeTheMetaOfTheNodes() throws IOException {
        NodeSettings nodes = apply("""
                spring.application.name: billing
                server:
                  port: 9000
                gossip:
                  zone: a
                  tags:
                    team: ${team.name}
                  registration:
                    instanceId: billing-1
                    metadata:
                      "[version]": 2
                """);

        assertThat(Tags.decode(nodes.meta()))
                .isEqualTo(Map.of(
                        "service",
                        "billing",
                        "port",
                        "9000",
                        "zone",
                        "a",
                        "team",
                        "red",
                        "id",
                        "billing-1",
                        "version",
                        "2"));
    }

    @Test
    void whoOffersNothingHasItsTagsOnly() throws IOException {
        NodeSettings nodes = apply("gossip: {registration.enabled: off, tags: {team: red}}");

        assertThat(Tags.decode(nodes.meta())).isEqualTo(Map.of("team", "red"));
    }

    @Test
    void labelAndCompressionAreThoseOfTheFile() throws IOException {
        MemberlistConfig node = apply("gossip: {label: '${CLUSTER}', compression: false, profile: local}")
                .memberlist()
                .apply("n1")
                .build();

        assertThat(node.framing().label()).isEqualTo("blue");
        assertThat(node.framing().compression()).isFalse();
        assertThat(node.probing().timeout())
                .as("the profile is chosen apart from the rest")
                .isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void whatMeansNothingIsToldInOneLine() throws IOException {
        ApplicationSettings settings = read("""
                gossip:
                  bind-port: 7000
                  seeds: [a, b]
                  encryption.key: ${SECRET}
                ---
                spring.config.activate.on-profile: prod
                gossip.profile: wan
                """);

        assertThat(settings.profile()).isEqualTo(Profile.LAN);
        assertThat(settings.notes()).hasSize(2);
        assertThat(settings.notes().get(0)).endsWith("not used, as it is for Spring profiles: prod");
        assertThat(settings.notes().get(1))
                .endsWith("ignored, as it means nothing in a simulation: gossip.bind-port, gossip.seeds,"
                        + " gossip.encryption.key");
    }

    @Test
    void aFileWithoutTheSectionSaysSo() throws IOException {
        assertThat(read("server.port: 8080").notes()).singleElement().asString().contains("nothing under 'gossip'");
        assertThat(read("spring.application.name: billing").notes()).hasSize(1);
        assertThat(read("").notes()).hasSize(1);
    }

    @Test
    void unknownNamesAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("gossip: {prophile: lan, encryption: {keys: a}, label: b, seeds: {a: b}}"))
                .withMessageContaining("there is no property gossip.prophile, gossip.encryption.keys, gossip.seeds.a;"
                        + " simulated nodes are set by gossip.profile, gossip.label, ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gossip.profile: fast",
                "gossip.profile: ${NOWHERE}",
                "gossip.profile: ${gossip.profile}",
                "gossip.compression: perhaps",
                "gossip.registration.port: 70000",
                "gossip.registration.port: web",
                "gossip.tags.port: 1",
                "gossip: [",
                "gossip.label: a\ngossip.label: b"
            })
    void aValueThatCannotWorkIsRefused(String yaml) {
        assertThatIllegalArgumentException().isThrownBy(() -> {
            ApplicationSettings settings = read(yaml);
            settings.profile();
            settings.apply(NodeSettings.LAN);
        });
    }

    @Test
    void tagsThatAreTooLongAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> apply("gossip.tags.long: " + "x".repeat(600)))
                .withMessageStartingWith("gossip.tags and gossip.registration: ");
    }

    private NodeSettings apply(String yaml) throws IOException {
        return read(yaml).apply(NodeSettings.LAN);
    }

    private ApplicationSettings read(String yaml) throws IOException {
        Path file = directory.resolve("application.yml");
        Files.writeString(file, yaml);
        return ApplicationSettings.read(file, ENVIRONMENT::get);
    }
}
