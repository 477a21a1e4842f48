package io.gossip.wire;

import static io.gossip.wire.WireSamples.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class FramingConfigTest {

    @Test
    void isPlainAndCompressedByDefault() {
        FramingConfig plain = FramingConfig.plain();
        assertThat(plain.label()).isEmpty();
        assertThat(plain.compression()).isTrue();
        assertThat(plain.keyring().isEmpty()).isTrue();
        assertThat(plain.verifyIncoming()).isTrue();
        assertThat(plain.verifyOutgoing()).isTrue();
        assertThat(plain.encryptionVersion()).isEqualTo(1);
        assertThat(plain.acceptEncryptionVersion0()).isFalse();
        assertThat(plain.limits()).isEqualTo(WireLimits.DEFAULTS);
        assertThat(plain.keyring()).isNotSameAs(FramingConfig.plain().keyring());
    }

    @Test
    void countsTheLabelInBytes() {
        Keyring none = new Keyring();
        assertThat(config("ä".repeat(127) + "x", true, none).labelBytes()).hasSize(255);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config("ä".repeat(128), true, none))
                .withMessage("label: 256 bytes; at most 255 are allowed");
    }

    @Test
    void knowsTwoVersionsOfEncryption() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new FramingConfig("", false, true, new Keyring(), true, true, 2, false, WireLimits.DEFAULTS))
                .withMessageContaining("encryptionVersion: 2");
    }
}
