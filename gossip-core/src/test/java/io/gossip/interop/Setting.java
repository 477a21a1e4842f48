package io.gossip.interop;

import io.gossip.wire.Bytes;
import io.gossip.wire.FramingConfig;
import io.gossip.wire.Keyring;
import io.gossip.wire.WireLimits;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * What all nodes of a cluster must agree on, and compression.
 *
 * @param name how the table calls it
 * @param protocol version of the memberlist protocol to speak; 1 encrypts in form 0
 * @param keyBytes length of the key, 0 for no encryption
 * @param label empty for none
 * @param labelTakenOff whether something in front of each node takes the label off what comes in
 * @param compression whether to compress what is sent
 */
record Setting(String name, int protocol, int keyBytes, String label, boolean labelTakenOff, boolean compression) {

    static final Setting LABEL_AND_ENCRYPTION = new Setting("label and encryption", 2, 24, "blue", false, true);

    /** The rows of the matrix; among them they have every length of a key. */
    static final List<Setting> ALL = List.of(
            new Setting("plain", 2, 0, "", false, true),
            new Setting("plain, no compression", 2, 0, "", false, false),
            new Setting("encryption version 1", 2, 32, "", false, true),
            new Setting("encryption version 0", 1, 16, "", false, true),
            new Setting("label", 2, 0, "blue", false, true),
            LABEL_AND_ENCRYPTION,
            new Setting("label taken off by a proxy, and encryption", 2, 32, "blue", true, true));

    String keyInBase64() {
        return Base64.getEncoder().encodeToString(key());
    }

    FramingConfig framing() {
        Keyring keyring = new Keyring();
        if (keyBytes > 0) {
            keyring.add(Bytes.of(key()));
        }
        int encryptionVersion = protocol == 1 ? 0 : 1;
        return new FramingConfig(
                label, labelTakenOff, compression, keyring, true, true, encryptionVersion, false, WireLimits.DEFAULTS);
    }

    private byte[] key() {
        byte[] key = new byte[keyBytes];
        Arrays.fill(key, (byte) 'k');
        return key;
    }

    @Override
    public String toString() {
        return name;
    }
}
