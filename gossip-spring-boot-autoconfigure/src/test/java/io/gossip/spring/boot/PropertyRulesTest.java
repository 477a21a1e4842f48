package io.gossip.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gossip.Profile;
import io.gossip.runtime.ConfigurationException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class PropertyRulesTest {

    private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    @Test
    void acceptsTheDefaults() {
        GossipProperties defaults = bind(Map.of());

        PropertyRules.check(defaults);

        assertThat(defaults.enabled()).isTrue();
        assertThat(defaults.profile()).isEqualTo(Profile.LAN);
        assertThat(defaults.seeds()).isNull();
        assertThat(defaults.tags()).isEmpty();
        assertThat(defaults.leaveTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(defaults.registration().enabled()).isTrue();
        assertThat(defaults.registration().metadata()).isEmpty();
        assertThat(defaults.registration().drainDelay()).isEqualTo(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @CsvSource({
        "bind-port, -1, -1, 0 to 65535",
        "bind-port, 65536, 65536, 0 to 65535",
        "port-fallback, -1, -1, 0 to 1000",
        "port-fallback, 1001, 1001, 0 to 1000",
        "advertise-port, -1, -1, 0 to 65535",
        "advertise-port, 7946, 7946, set together with gossip.advertise-address",
        "leave-timeout, -1s, PT-1S, zero or longer",
        "registration.port, 0, 0, 1 to 65535",
        "registration.port, 65536, 65536, 1 to 65535",
        "registration.drain-delay, -1ms, PT-0.001S, zero or longer"
    })
    void refusesWhatCannotWork(String property, String setTo, String value, String allowed) {
        GossipProperties properties = bind(Map.of("gossip." + property, setTo));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> PropertyRules.check(properties))
                .satisfies(refusal -> {
                    assertThat(refusal.property()).isEqualTo("gossip." + property);
                    assertThat(refusal.value()).isEqualTo(value);
                    assertThat(refusal.allowed()).isEqualTo(allowed);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "node-name",
                "bind-address",
                "advertise-address",
                "zone",
                "label",
                "encryption.keyring-file",
                "registration.service-name",
                "registration.instance-id",
                "registration.host"
            })
    void refusesABlankText(String property) {
        GossipProperties properties = bind(Map.of("gossip." + property, " "));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> PropertyRules.check(properties))
                .withMessage("gossip." + property + " is ' ', but must be not blank, or absent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tags.port", "tags.service.admin", "registration.metadata.secure"})
    void keepsNamesOfTheTagSchemaForServices(String property) {
        GossipProperties properties = bind(Map.of("gossip." + property, "8080"));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> PropertyRules.check(properties))
                .satisfies(refusal -> assertThat(refusal.property()).isEqualTo("gossip." + property));
    }

    @ParameterizedTest
    @CsvSource({
        "'', empty",
        "' ', empty",
        "swordfish!, not base64",
        "c3dvcmRmaXNo, base64 of 9 bytes",
        "MDEyMzQ1Njc4OWFiY2RlZg==MDEy, not base64"
    })
    void saysWhatIsSetInsteadOfAKeyButNotTheText(String key, String instead) {
        GossipProperties properties = bind(Map.of("gossip.encryption.key", key));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> PropertyRules.check(properties))
                .withNoCause()
                .satisfies(refusal -> {
                    assertThat(refusal.property()).isEqualTo("gossip.encryption.key");
                    assertThat(refusal.value()).isEqualTo(instead);
                    assertThat(refusal.allowed())
                            .isEqualTo("base64 of 16, 24 or 32 random bytes (openssl rand -base64 32)");
                });
    }

    @Test
    void takesKeysFromOnePlaceOnly() {
        GossipProperties properties =
                bind(Map.of("gossip.encryption.key", KEY, "gossip.encryption.keyring-file", "/etc/keys.json"));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> PropertyRules.check(properties))
                .withMessage("gossip.encryption.keyring-file is '/etc/keys.json', but must be absent if"
                        + " gossip.encryption.key is set");
    }

    @Test
    void refusesSwitchesWithWhichNoTwoNodesUnderstandEachOther() {
        Map<String, String> inconsistent =
                Map.of("gossip.encryption.key", KEY, "gossip.encryption.verify-outgoing", "false");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> PropertyRules.check(bind(inconsistent)))
                .satisfies(refusal -> assertThat(refusal.property()).isEqualTo("gossip.encryption.verify-incoming"));
        Map<String, String> firstStep = new HashMap<>(inconsistent);
        firstStep.put("gossip.encryption.verify-incoming", "false");
        PropertyRules.check(bind(firstStep));
    }

    @Test
    void theTextOfThePropertiesHasNoKeyInIt() {
        GossipProperties properties = bind(Map.of("gossip.encryption.key", KEY));

        assertThat(properties.encryption().key()).isEqualTo(KEY);
        assertThat(properties.toString()).contains("key=******").doesNotContain(KEY.substring(0, 8));
        assertThat(bind(Map.of()).toString()).contains("key=none");
    }

    @Test
    void letsTheUserWriteTheTagSchemaByHandIfNothingIsRegistered() {
        PropertyRules.check(bind(Map.of(
                "gossip.registration.enabled", "false", "gossip.tags.service", "billing", "gossip.tags.port", "8080")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.7:99999", "10.0.0.7:", ":7946", "10.0.0.7 7946", "http://10.0.0.7", " "})
    void namesTheSeedThatIsMalformed(String seed) {
        GossipProperties properties = bind(Map.of("gossip.seeds[0]", "10.0.0.6", "gossip.seeds[1]", seed));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> PropertyRules.check(properties))
                .satisfies(refusal -> {
                    assertThat(refusal.property()).isEqualTo("gossip.seeds[1]");
                    assertThat(refusal.value()).contains(seed);
                    assertThat(refusal.allowed()).contains("host:port");
                });
    }

    private static GossipProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("gossip", GossipProperties.class);
    }
}
