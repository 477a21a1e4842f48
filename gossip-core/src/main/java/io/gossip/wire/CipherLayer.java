package io.gossip.wire;

import io.gossip.wire.WireException.Reason;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * AES-GCM with the keys of a {@link Keyring} (protocol reference, section 12).
 *
 * <pre>version (1 byte) | nonce (12) | ciphertext | tag (16)</pre>
 *
 * <p>Version 0 pads the plain text to whole blocks before encryption, as GCM never needed. The version byte is not
 * authenticated, so an attacker can turn a version 1 message into one of version 0; the padding is therefore checked in
 * full. The label is always authenticated, behind a prefix that tells streams from packets.
 */
final class CipherLayer {

    private static final int NONCE_BYTES = 12;
    private static final int HEADER_BYTES = 1 + NONCE_BYTES;
    private static final int TAG_BYTES = 16;
    private static final int BLOCK_BYTES = 16;

    private final Keyring keyring;
    private final byte[] label;
    private final boolean verifyOutgoing;
    private final int version;
    private final boolean acceptVersion0;
    private final RandomGenerator nonces;
    private final byte[] nonce = new byte[NONCE_BYTES];

    // Made when first used: most simulated nodes never encrypt. Two, because each remembers the key it was used with.
    private @Nullable Cipher encryption;
    private @Nullable Cipher decryption;

    CipherLayer(FramingConfig config, RandomGenerator nonces) {
        this.keyring = config.keyring();
        this.label = config.labelBytes();
        this.verifyOutgoing = config.verifyOutgoing();
        this.version = config.encryptionVersion();
        this.acceptVersion0 = config.acceptEncryptionVersion0() || version == 0;
        this.nonces = nonces;
    }

    /** Whether there is a key now. */
    boolean isEnabled() {
        return !keyring.isEmpty();
    }

    /** Whether what is sent now is encrypted. */
    boolean isSealing() {
        return verifyOutgoing && isEnabled();
    }

    /** The most bytes it adds. */
    int overhead() {
        return HEADER_BYTES + TAG_BYTES + (version == 0 ? BLOCK_BYTES : 0);
    }

    /** How long a plain text becomes. */
    int sealedLength(int plainLength) {
        return HEADER_BYTES + plainLength + paddingOf(plainLength) + TAG_BYTES;
    }

    /** Encrypts with the primary key, and appends. */
    void seal(ByteBuffer plain, byte[] prefix, WireOutput out) {
        int padding = paddingOf(plain.remaining());
        int sealedLength = sealedLength(plain.remaining());
        nonces.nextBytes(nonce);
        int start = out.extend(sealedLength);
        ByteBuffer sealed = ByteBuffer.wrap(out.array(), start, sealedLength);
        sealed.put((byte) version).put(nonce);
        try {
            Cipher cipher = encryption;
            if (cipher == null) {
                cipher = newCipher();
                encryption = cipher;
            }
            init(cipher, Cipher.ENCRYPT_MODE, keyring.secretKeys().get(0), prefix);
            if (padding > 0) {
                byte[] pad = new byte[padding];
                Arrays.fill(pad, (byte) padding);
                cipher.update(plain.duplicate(), sealed);
                cipher.doFinal(ByteBuffer.wrap(pad), sealed);
            } else {
                cipher.doFinal(plain.duplicate(), sealed);
            }
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-GCM failed to encrypt", impossible);
        }
    }

    /** Decrypts with whatever key fits, and appends the plain text, which may be empty. */
    void open(ByteBuffer sealed, byte[] prefix, WireOutput out) throws WireException {
        int start = sealed.position();
        int length = sealed.remaining();
        int sentVersion = length == 0 ? -1 : sealed.get(start);
        if (sentVersion != 1 && !(sentVersion == 0 && acceptVersion0)) {
            throw new WireException(Reason.ENCRYPTION, "it is not encrypted, or in a form that is not accepted");
        }
        int shortest = HEADER_BYTES + TAG_BYTES + (sentVersion == 0 ? BLOCK_BYTES : 0);
        if (length < shortest) {
            throw new WireException(Reason.ENCRYPTION, "too short to be encrypted");
        }
        sealed.get(start + 1, nonce);
        ByteBuffer body = sealed.slice(start + HEADER_BYTES, length - HEADER_BYTES);
        int plainStart = out.extend(body.remaining() - TAG_BYTES);
        for (SecretKeySpec key : keyring.secretKeys()) {
            if (decrypt(key, prefix, body.duplicate(), out, plainStart)) {
                if (sentVersion == 0) {
                    out.truncate(out.length() - checkedPadding(out, plainStart));
                }
                return;
            }
        }
        out.truncate(plainStart);
        throw new WireException(
                Reason.ENCRYPTION,
                "no key on the keyring opens it: the sender has another key or label, or it is damaged");
    }

    private boolean decrypt(SecretKeySpec key, byte[] prefix, ByteBuffer body, WireOutput out, int plainStart) {
        ByteBuffer plain = ByteBuffer.wrap(out.array(), plainStart, out.length() - plainStart);
        try {
            Cipher cipher = decryption;
            if (cipher == null) {
                cipher = newCipher();
                decryption = cipher;
            }
            init(cipher, Cipher.DECRYPT_MODE, key, prefix);
            cipher.doFinal(body, plain);
            return true;
        } catch (AEADBadTagException anotherKey) {
            return false;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-GCM failed to decrypt", impossible);
        }
    }

    private static int checkedPadding(WireOutput out, int plainStart) throws WireException {
        byte[] bytes = out.array();
        int end = out.length();
        int padding = bytes[end - 1];
        boolean valid = padding >= 1 && padding <= Math.min(BLOCK_BYTES, end - plainStart);
        for (int i = 1; valid && i <= padding; i++) {
            valid = bytes[end - i] == padding;
        }
        if (!valid) {
            out.truncate(plainStart);
            throw new WireException(Reason.ENCRYPTION, "wrong padding");
        }
        return padding;
    }

    private int paddingOf(int plainLength) {
        return version == 0 ? BLOCK_BYTES - plainLength % BLOCK_BYTES : 0;
    }

    private static Cipher newCipher() throws GeneralSecurityException {
        return Cipher.getInstance("AES/GCM/NoPadding");
    }

    private void init(Cipher cipher, int mode, SecretKeySpec key, byte[] prefix) throws GeneralSecurityException {
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        cipher.updateAAD(prefix);
        cipher.updateAAD(label);
    }
}
