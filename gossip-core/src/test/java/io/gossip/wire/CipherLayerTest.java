package io.gossip.wire;

import static io.gossip.wire.WireSamples.KEY;
import static io.gossip.wire.WireSamples.LONG_KEY;
import static io.gossip.wire.WireSamples.MINIMAL_PING_HEX;
import static io.gossip.wire.WireSamples.OTHER_KEY;
import static io.gossip.wire.WireSamples.ascii;
import static io.gossip.wire.WireSamples.assertRejected;
import static io.gossip.wire.WireSamples.hex;
import static io.gossip.wire.WireSamples.keyring;
import static io.gossip.wire.WireSamples.recordedNonce;
import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.wire.WireException.Reason;
import java.security.GeneralSecurityException;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Encryption as Go does it (protocol reference, sections 12.1 to 12.3). */
class CipherLayerTest {

    private static final byte[] NO_PREFIX = {};

    @ParameterizedTest
    @CsvSource({
        "1, 0123456789abcdef, '', 01000102030405060708090a0bfdbd605371105e948617a249a5eafe420160aed944916fb1816b11b2785537ff64",
        "1, 0123456789abcdef, blue, 01000102030405060708090a0bfdbd605371105e948617a249a5eafe4201e8b0c4aef009d1e1d28a88fb0a47d305",
        "1, 0123456789abcdef0123456789abcdef, '', 01000102030405060708090a0b2d671f32b67cb70ec6edd4ed14be9f6be7a313bb351e039956cddf43cd7dc63893",
        "0, 0123456789abcdef, '', 00000102030405060708090a0bfdbd605371105e948617a249a5eafe4201d858f508bc45447866e5fce0a4a4633c8d525aef90ab4ab37fe41b0b12493f",
        "0, 0123456789abcdef, blue, 00000102030405060708090a0bfdbd605371105e948617a249a5eafe4201d858f508bc45447866e5fce0a4a463b4934fb08ef6cb2a0ae4de985462655e",
    })
    void encryptsAndDecryptsAsGoDoes(int version, String key, String label, String expected) throws WireException {
        CipherLayer layer = layer(label, keyring(ascii(key)), version, true);
        assertThat(hex(seal(layer, hex(MINIMAL_PING_HEX)))).isEqualTo(expected);
        assertThat(hex(open(layer, hex(expected)))).isEqualTo(MINIMAL_PING_HEX);
    }

    @Test
    void saysHowLongAMessageBecomes() {
        CipherLayer version1 = layer("", keyring(KEY), 1, false);
        CipherLayer version0 = layer("", keyring(KEY), 0, true);
        SplittableRandom random = new SplittableRandom(5);
        assertThat(version1.overhead()).isEqualTo(29);
        assertThat(version0.overhead()).isEqualTo(45);
        for (int length = 0; length < 50; length++) {
            Bytes plain = Bytes.of(new byte[length]);
            assertThat(seal(layer("", keyring(KEY), 1, false, random), plain).length())
                    .isEqualTo(version1.sealedLength(length))
                    .isEqualTo(29 + length);
            assertThat(seal(layer("", keyring(KEY), 0, true, random), plain).length())
                    .isEqualTo(version0.sealedLength(length))
                    .isEqualTo(29 + length + 16 - length % 16)
                    .isLessThanOrEqualTo(length + version0.overhead());
        }
    }

    @Test
    void takesAFreshNonceForEveryMessage() {
        CipherLayer layer = layer("", keyring(KEY), 1, false, new SplittableRandom(6));
        Bytes plain = hex(MINIMAL_PING_HEX);
        assertThat(seal(layer, plain)).isNotEqualTo(seal(layer, plain));
    }

    @Test
    void triesEveryKeyButEncryptsWithThePrimary() throws WireException {
        Bytes sealed = seal(layer("", keyring(LONG_KEY), 1, false), hex(MINIMAL_PING_HEX));
        Keyring both = keyring(KEY, OTHER_KEY, LONG_KEY);
        CipherLayer layer = layer("", both, 1, false);
        assertThat(hex(open(layer, sealed))).isEqualTo(MINIMAL_PING_HEX);
        assertThat(hex(open(layer("", keyring(KEY), 1, false), seal(layer, hex(MINIMAL_PING_HEX)))))
                .isEqualTo(MINIMAL_PING_HEX);
        both.use(OTHER_KEY);
        both.remove(LONG_KEY);
        assertRejected(Reason.ENCRYPTION, () -> open(layer, sealed));
    }

    @Test
    void refusesWhatWasMadeWithAnotherKeyOrLabelOrPrefix() {
        Bytes sealed = seal(layer("blue", keyring(KEY), 1, false), hex(MINIMAL_PING_HEX));
        assertRejected(Reason.ENCRYPTION, () -> open(layer("blue", keyring(OTHER_KEY), 1, false), sealed));
        assertRejected(Reason.ENCRYPTION, () -> open(layer("red", keyring(KEY), 1, false), sealed));
        assertRejected(
                Reason.ENCRYPTION,
                () -> layer("blue", keyring(KEY), 1, false)
                        .open(sealed.asBuffer(), new byte[] {10, 0, 0, 0, 46}, new WireOutput(16)));
    }

    @Test
    void refusesEveryMessageWithOneBitChanged() {
        CipherLayer layer = layer("", keyring(KEY), 1, false);
        byte[] sealed = seal(layer, hex(MINIMAL_PING_HEX)).toArray();
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertRejected(Reason.ENCRYPTION, () -> open(layer, Bytes.of(changed)));
        }
    }

    @Test
    void leavesNothingBehindWhenItRefuses() {
        CipherLayer layer = layer("", keyring(KEY), 1, false);
        WireOutput out = new WireOutput(16);
        out.put(7);
        byte[] sealed = seal(layer, hex(MINIMAL_PING_HEX)).toArray();
        sealed[20] ^= 1;
        assertRejected(Reason.ENCRYPTION, () -> layer.open(Bytes.of(sealed).asBuffer(), NO_PREFIX, out));
        assertThat(out.toBytes()).isEqualTo(hex("07"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 12, 13, 28})
    void refusesMessagesTooShortToBeEncrypted(int length) {
        CipherLayer layer = layer("", keyring(KEY), 1, true);
        for (int version = 0; version < 2; version++) {
            byte[] message = new byte[length];
            if (length > 0) {
                message[0] = (byte) version;
            }
            assertRejected(Reason.ENCRYPTION, () -> open(layer, Bytes.of(message)));
        }
        assertRejected(Reason.ENCRYPTION, () -> open(layer, Bytes.of(new byte[44])));
    }

    @Test
    void refusesUnknownVersions() {
        CipherLayer layer = layer("", keyring(KEY), 1, true);
        byte[] sealed = seal(layer, hex(MINIMAL_PING_HEX)).toArray();
        for (int version : new int[] {2, 10, 127, 244, 255}) {
            sealed[0] = (byte) version;
            assertRejected(Reason.ENCRYPTION, () -> open(layer, Bytes.of(sealed)));
        }
    }

    @Test
    void acceptsVersion0OnlyIfConfiguredOrSpoken() throws WireException {
        Bytes sealed = seal(layer("", keyring(KEY), 0, false), hex(MINIMAL_PING_HEX));
        assertRejected(Reason.ENCRYPTION, () -> open(layer("", keyring(KEY), 1, false), sealed));
        assertThat(hex(open(layer("", keyring(KEY), 1, true), sealed))).isEqualTo(MINIMAL_PING_HEX);
        assertThat(hex(open(layer("", keyring(KEY), 0, false), sealed))).isEqualTo(MINIMAL_PING_HEX);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000000000000000000000000000", // zero
                "00000000000000000000000000000011", // more than a block
                "000000000000000000000000000000ff",
                "00000000000000000000000000000102", // not all the same
                "10101010101010101010101010101110",
                "ff101010101010101010101010101010",
            })
    void refusesWrongPaddingAlthoughTheKeyFits(String plain) throws GeneralSecurityException {
        Bytes sealed = sealedByHand(hex(plain));
        assertRejected(Reason.ENCRYPTION, () -> open(layer("", keyring(KEY), 1, true), sealed));
    }

    @ParameterizedTest
    @CsvSource({
        "00000000000000000000000000000201, 000000000000000000000000000002",
        "00000000000000000000000000000202, 0000000000000000000000000000",
        "10101010101010101010101010101010, ''",
    })
    void removesRightPadding(String padded, String plain) throws GeneralSecurityException, WireException {
        assertThat(hex(open(layer("", keyring(KEY), 1, true), sealedByHand(hex(padded)))))
                .isEqualTo(plain);
    }

    @Test
    void isOffWhileThereIsNoKey() {
        Keyring keyring = new Keyring();
        CipherLayer layer = layer("", keyring, 1, false);
        assertThat(layer.isEnabled()).isFalse();
        assertThat(layer.isSealing()).isFalse();
        keyring.add(KEY);
        assertThat(layer.isEnabled()).isTrue();
        assertThat(layer.isSealing()).isTrue();
    }

    /** A version 0 message whose padding is whatever the plain text ends with. */
    private static Bytes sealedByHand(Bytes plain) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(KEY.toArray(), "AES"),
                new GCMParameterSpec(128, hex("000102030405060708090a0b").toArray()));
        return WireSamples.concat(hex("00000102030405060708090a0b"), Bytes.of(cipher.doFinal(plain.toArray())));
    }

    private static CipherLayer layer(String label, Keyring keyring, int version, boolean acceptVersion0) {
        return layer(label, keyring, version, acceptVersion0, recordedNonce());
    }

    private static CipherLayer layer(
            String label, Keyring keyring, int version, boolean acceptVersion0, RandomGenerator random) {
        return new CipherLayer(
                new FramingConfig(
                        label, false, false, keyring, true, true, version, acceptVersion0, WireLimits.DEFAULTS),
                random);
    }

    private static Bytes seal(CipherLayer layer, Bytes plain) {
        WireOutput out = new WireOutput(16);
        layer.seal(plain.asBuffer(), NO_PREFIX, out);
        return out.toBytes();
    }

    private static Bytes open(CipherLayer layer, Bytes sealed) throws WireException {
        WireOutput out = new WireOutput(16);
        layer.open(sealed.asBuffer(), NO_PREFIX, out);
        return out.toBytes();
    }
}
