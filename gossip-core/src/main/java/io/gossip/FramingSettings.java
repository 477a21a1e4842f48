package io.gossip;

import io.gossip.keyring.KeyText;
import io.gossip.keyring.KeyringFile;
import io.gossip.runtime.ConfigurationException;
import io.gossip.wire.FramingConfig;
import io.gossip.wire.Keyring;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What is put around every message, as the user has set it: label, compression and encryption.
 *
 * @param label name of the cluster, empty for none
 * @param skipInboundLabelCheck whether something in front of the node takes the label off
 * @param compression whether to compress what is sent
 * @param encryptionKey the key in base64, or null
 * @param keyringFile where to take the keys from instead, or null
 * @param verifyIncoming whether what is not encrypted is refused as soon as there is a key
 * @param verifyOutgoing whether to encrypt as soon as there is a key
 */
record FramingSettings(
        String label,
        boolean skipInboundLabelCheck,
        boolean compression,
        @Nullable String encryptionKey,
        @Nullable KeyringFile keyringFile,
        boolean verifyIncoming,
        boolean verifyOutgoing) {

    /**
     * The settings as the wire wants them.
     *
     * @throws ConfigurationException if the label is too long, there are two sources of keys, the only one has none that can be
     *     used, or nodes would refuse each other
     */
    FramingConfig check() {
        Keyring keyring = keyring();
        int labelBytes = label.getBytes(StandardCharsets.UTF_8).length;
        if (labelBytes > FramingConfig.MAX_LABEL_BYTES) {
            throw new ConfigurationException(
                    "label", labelBytes + " bytes", "at most " + FramingConfig.MAX_LABEL_BYTES + " bytes of UTF-8");
        }
        if (!keyring.isEmpty() && verifyIncoming && !verifyOutgoing) {
            throw new ConfigurationException(
                    "verifyIncoming", true, "false as long as verifyOutgoing is, or nodes refuse each other");
        }
        FramingConfig defaults = FramingConfig.plain();
        return new FramingConfig(
                label,
                skipInboundLabelCheck,
                compression,
                keyring,
                verifyIncoming,
                verifyOutgoing,
                defaults.encryptionVersion(),
                defaults.acceptEncryptionVersion0(),
                defaults.limits());
    }

    private Keyring keyring() {
        if (encryptionKey == null) {
            return keyringFile == null ? new Keyring() : keyringFile.read();
        }
        if (keyringFile != null) {
            throw new ConfigurationException(
                    "keyringFile", "'" + keyringFile.path() + "'", "absent if encryptionKey is set");
        }
        Keyring keyring = new Keyring();
        try {
            keyring.add(KeyText.parse(encryptionKey));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("encryptionKey", String.valueOf(e.getMessage()), KeyText.ALLOWED);
        }
        return keyring;
    }

    /** Tells everything but the key. */
    @Override
    public String toString() {
        return "FramingSettings[label=" + label + ", compression=" + compression + ", keyringFile=" + keyringFile + "]";
    }
}
