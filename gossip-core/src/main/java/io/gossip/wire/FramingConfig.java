package io.gossip.wire;

import java.nio.charset.StandardCharsets;

/**
 * How messages look as bytes, and which layers lie around them (protocol reference, sections 5, 6 and 12); the same for packets
 * and streams.
 *
 * @param label name of the cluster, sent in clear in front of everything; messages with another label are refused. Empty for
 *     none. Not a secret, and a protection only together with encryption
 * @param skipInboundLabelCheck whether something in front of this node takes the label off; then a message that still has
 *     one is refused
 * @param compression whether to compress what is sent; compressed messages are always understood
 * @param keyring the keys; encryption is off while it is empty
 * @param verifyIncoming whether plain messages are refused while encryption is on; false only while migrating to encryption
 * @param verifyOutgoing whether to encrypt what is sent while encryption is on; false only while migrating to encryption
 * @param encryptionVersion form of encrypted messages: 1, or 0 (padded) for peers that speak protocol 1
 * @param acceptEncryptionVersion0 whether to open messages of form 0, which no peer of this decade sends; a node that itself
 *     sends form 0 accepts it anyway
 * @param limits what is accepted
 * @param codec makes what turns messages into bytes; all nodes of a cluster need the same
 */
public record FramingConfig(
        String label,
        boolean skipInboundLabelCheck,
        boolean compression,
        Keyring keyring,
        boolean verifyIncoming,
        boolean verifyOutgoing,
        int encryptionVersion,
        boolean acceptEncryptionVersion0,
        WireLimits limits,
        CodecFactory codec) {

    /** Most bytes of a label in UTF-8: its length is one byte on the wire. */
    public static final int MAX_LABEL_BYTES = 255;

    /**
     * Checks the values.
     *
     * @param label name of the cluster
     * @param skipInboundLabelCheck whether labels are taken off elsewhere
     * @param compression whether to compress what is sent
     * @param keyring the keys
     * @param verifyIncoming whether plain messages are refused
     * @param verifyOutgoing whether to encrypt what is sent
     * @param encryptionVersion 0 or 1
     * @param acceptEncryptionVersion0 whether to open messages of form 0
     * @param limits what is accepted
     * @param codec makes what turns messages into bytes
     * @throws IllegalArgumentException if the label is too long or the encryption version unknown
     */
    public FramingConfig {
        int labelBytes = Utf8.length(label);
        if (labelBytes > MAX_LABEL_BYTES) {
            throw new IllegalArgumentException(
                    "label: " + labelBytes + " bytes; at most " + MAX_LABEL_BYTES + " are allowed");
        }
        if (encryptionVersion != 0 && encryptionVersion != 1) {
            throw new IllegalArgumentException("encryptionVersion: " + encryptionVersion + "; 0 and 1 are allowed");
        }
    }

    /**
     * With the messages of memberlist, {@link MsgpackCodec}.
     *
     * @param label name of the cluster
     * @param skipInboundLabelCheck whether labels are taken off elsewhere
     * @param compression whether to compress what is sent
     * @param keyring the keys
     * @param verifyIncoming whether plain messages are refused
     * @param verifyOutgoing whether to encrypt what is sent
     * @param encryptionVersion 0 or 1
     * @param acceptEncryptionVersion0 whether to open messages of form 0
     * @param limits what is accepted
     * @throws IllegalArgumentException if the label is too long or the encryption version unknown
     */
    public FramingConfig(
            String label,
            boolean skipInboundLabelCheck,
            boolean compression,
            Keyring keyring,
            boolean verifyIncoming,
            boolean verifyOutgoing,
            int encryptionVersion,
            boolean acceptEncryptionVersion0,
            WireLimits limits) {
        this(
                label,
                skipInboundLabelCheck,
                compression,
                keyring,
                verifyIncoming,
                verifyOutgoing,
                encryptionVersion,
                acceptEncryptionVersion0,
                limits,
                MsgpackCodec::new);
    }

    /**
     * The same layers around other messages.
     *
     * @param otherCodec makes what turns messages into bytes
     * @return a copy with this codec
     */
    public FramingConfig withCodec(CodecFactory otherCodec) {
        return with(label, compression, keyring, verifyIncoming, verifyOutgoing, otherCodec);
    }

    /**
     * The same with or without compression.
     *
     * @param compress whether to compress what is sent
     * @return a copy with this setting
     */
    public FramingConfig withCompression(boolean compress) {
        return with(label, compress, keyring, verifyIncoming, verifyOutgoing, codec);
    }

    /**
     * The same with another label.
     *
     * @param otherLabel name of the cluster
     * @return a new configuration
     */
    public FramingConfig withLabel(String otherLabel) {
        return with(otherLabel, compression, keyring, verifyIncoming, verifyOutgoing, codec);
    }

    /**
     * The same with other keys.
     *
     * @param otherKeyring the keys
     * @return a new configuration
     */
    public FramingConfig withKeyring(Keyring otherKeyring) {
        return with(label, compression, otherKeyring, verifyIncoming, verifyOutgoing, codec);
    }

    /**
     * The same with other switches of a migration to encryption.
     *
     * @param incoming whether plain messages are refused while encryption is on
     * @param outgoing whether to encrypt what is sent while encryption is on
     * @return a new configuration
     */
    public FramingConfig withVerification(boolean incoming, boolean outgoing) {
        return with(label, compression, keyring, incoming, outgoing, codec);
    }

    private FramingConfig with(
            String newLabel,
            boolean newCompression,
            Keyring newKeyring,
            boolean newVerifyIncoming,
            boolean newVerifyOutgoing,
            CodecFactory newCodec) {
        return new FramingConfig(
                newLabel,
                skipInboundLabelCheck,
                newCompression,
                newKeyring,
                newVerifyIncoming,
                newVerifyOutgoing,
                encryptionVersion,
                acceptEncryptionVersion0,
                limits,
                newCodec);
    }

    /**
     * What a Go node does when nothing is configured: no label, compression, no encryption.
     *
     * @return a configuration with an empty keyring of its own
     */
    public static FramingConfig plain() {
        return new FramingConfig("", false, true, new Keyring(), true, true, 1, false, WireLimits.DEFAULTS);
    }

    /**
     * Whether strangers are kept out now: all that is sent is encrypted, and nothing else is accepted.
     *
     * @return false without keys, and while migrating to encryption
     */
    public boolean isProtected() {
        return !keyring.isEmpty() && verifyIncoming && verifyOutgoing;
    }

    /** The label as it is sent and authenticated. */
    byte[] labelBytes() {
        return label.getBytes(StandardCharsets.UTF_8);
    }
}
