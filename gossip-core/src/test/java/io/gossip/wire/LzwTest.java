package io.gossip.wire;

import static io.gossip.wire.WireSamples.ascii;
import static io.gossip.wire.WireSamples.assertRejected;
import static io.gossip.wire.WireSamples.compressed;
import static io.gossip.wire.WireSamples.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.wire.WireException.Reason;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compression as Go's compress/lzw does it (protocol reference, sections 5.5 and 21.3). */
class LzwTest {

    private static final Bytes PSEUDO_RANDOM_LETTERS = pseudoRandom(0, true);
    private static final Bytes PSEUDO_RANDOM_BYTES = pseudoRandom(20_000, false);

    @ParameterizedTest
    @CsvSource({
        "'', 0982a4416c676f00a3427566a3000302",
        "a, 0982a4416c676f00a3427566a400c30404",
        "hello, 0982a4416c676f00a3427566a800d19461c3e64d40",
        "aaaaaaaaaaaaaaaa, 0982a4416c676f00a3427566a900c3081c48b0609880",
        "TOBEORNOTTOBEORTOBEORNOT, 0982a4416c676f00a3427566b500a93c1152e48914274fa80824687061c183090302",
    })
    void compressesAsGoDoes(String text, String expected) throws WireException {
        assertThat(hex(compressed(ascii(text)))).isEqualTo(expected);
        assertThat(decompress(hex(expected), 1 << 20)).isEqualTo(ascii(text));
    }

    @Test
    void compressesLongRunsAsGoDoes() throws WireException {
        Bytes compressed = compressed(Bytes.of(new byte[100_000]));
        assertThat(compressed.length()).isEqualTo(545);
        assertThat(sha256(compressed)).isEqualTo("9069bc398bbade47fa71749458581a7c30e980021b57f4eb2344b3558d922118");
        assertThat(decompress(compressed, 100_000)).isEqualTo(Bytes.of(new byte[100_000]));
    }

    @Test
    void startsOverAsGoDoesWhenTheTableIsFullOfLetters() throws WireException {
        assertThat(sha256(PSEUDO_RANDOM_LETTERS))
                .isEqualTo("39d8fc974663bf00fb283467d2bc6831e21ccdc21958449728cc99e4c65c0df0");
        Bytes compressed = compressed(PSEUDO_RANDOM_LETTERS);
        assertThat(compressed.length()).isEqualTo(8564);
        assertThat(sha256(compressed)).isEqualTo("48d02405bca02b097952c02f5504cb2d4682fc086480348c59b5592a47ba985b");
        assertThat(decompress(compressed, 20_000)).isEqualTo(PSEUDO_RANDOM_LETTERS);
    }

    @Test
    void startsOverAsGoDoesWhenTheTableIsFullOfNoise() throws WireException {
        assertThat(sha256(PSEUDO_RANDOM_BYTES))
                .isEqualTo("5c34366078fa7a468c6c309fa6d5416504ae772b11938f0dd84f66b77a153495");
        Bytes compressed = compressed(PSEUDO_RANDOM_BYTES);
        assertThat(compressed.length()).isEqualTo(27_340);
        assertThat(sha256(compressed)).isEqualTo("40a860fc3b8bed115952a2a565626626eecfe393b3ff126e1341f0be08e463cb");
        assertThat(decompress(compressed, 20_000)).isEqualTo(PSEUDO_RANDOM_BYTES);
    }

    @Test
    void decompressesWhatItCompressedWhateverWasCompressedBefore() throws WireException {
        SplittableRandom random = new SplittableRandom(3);
        CompressionLayer layer = new CompressionLayer();
        WireOutput out = new WireOutput(16);
        for (int i = 0; i < 2000; i++) {
            byte[] content = new byte[random.nextInt(1 << random.nextInt(1, 15))];
            int letters = 1 << random.nextInt(9);
            for (int k = 0; k < content.length; k++) {
                content[k] = (byte) random.nextInt(letters);
            }
            out.truncate(0);
            layer.compress(ByteBuffer.wrap(content), out);
            Bytes compressed = out.toBytes();
            WireOutput decompressed = new WireOutput(16);
            layer.decompress(behindType(compressed), content.length, decompressed);
            assertThat(decompressed.toBytes()).isEqualTo(Bytes.of(content));
            if (content.length > 0) {
                assertRejected(
                        Reason.TOO_LARGE,
                        () -> layer.decompress(behindType(compressed), content.length - 1, new WireOutput(16)));
            }
        }
    }

    @Test
    void compressesPacketsOnlyIfThatMakesThemSmaller() {
        CompressionLayer layer = new CompressionLayer();
        SplittableRandom random = new SplittableRandom(4);
        int smaller = 0;
        for (int i = 0; i < 5000; i++) {
            byte[] content = new byte[random.nextInt(200)];
            int letters = 1 << random.nextInt(7);
            for (int k = 0; k < content.length; k++) {
                content[k] = (byte) random.nextInt(letters);
            }
            Bytes always = compressed(Bytes.of(content));
            WireOutput out = new WireOutput(16);
            boolean compressed = layer.compressIfSmaller(ByteBuffer.wrap(content), out);
            assertThat(compressed).isEqualTo(always.length() < content.length);
            assertThat(out.toBytes()).isEqualTo(compressed ? always : Bytes.EMPTY);
            smaller += compressed ? 1 : 0;
        }
        assertThat(smaller).isBetween(1000, 4000);
    }

    @Test
    void understandsDataWithoutAClearCodeAtTheStart() throws WireException {
        // Two codes of nine bits: 'a', end.
        assertThat(decode("610202", 9)).isEqualTo(ascii("a"));
    }

    @Test
    void ignoresWhatComesBehindTheEnd() throws WireException {
        assertThat(decode("00c30404ffff", 9)).isEqualTo(ascii("a"));
    }

    @Test
    void continuesWithoutNewCodesWhenAFullTableIsNotCleared() throws WireException {
        // Go's writer always clears in time, its reader copes with writers that do not.
        BitWriter bits = new BitWriter();
        WireOutput expected = new WireOutput(16);
        int width = 9;
        int highest = 257;
        for (int i = 0; i < 5000; i++) {
            bits.put('a' + i % 7, width);
            expected.put('a' + i % 7);
            highest = Math.min(highest + 1, 4095);
            width = highest >= 2048 ? 12 : highest >= 1024 ? 11 : highest >= 512 ? 10 : 9;
        }
        bits.put(257, 12);
        assertThat(decode(hex(bits.finish()), 5000)).isEqualTo(expected.toBytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "0003", "00c304", "61"})
    void refusesDataWithoutAnEnd(String data) {
        assertRejected(Reason.COMPRESSION, () -> decode(data, 99));
    }

    @Test
    void refusesCodesThatWereNeverDefined() throws WireException {
        assertThat(decode(codes(97, 258, 257), 99)).isEqualTo(ascii("aaa"));
        assertRejected(Reason.COMPRESSION, () -> decode(codes(97, 259, 257), 99));
        assertRejected(Reason.COMPRESSION, () -> decode(codes(258, 257), 99));
        assertRejected(Reason.COMPRESSION, () -> decode(codes(256, 300, 257), 99));
        // What was defined before a clear is not defined any more.
        assertRejected(Reason.COMPRESSION, () -> decode(codes(97, 258, 256, 258, 257), 99));
        assertRejected(Reason.COMPRESSION, () -> decode(codes(97, 258, 256, 97, 259, 257), 99));
    }

    @ParameterizedTest
    @ValueSource(strings = {"81a3427566a3000302", "82a4416c676fc0a3427566c403000302", "9200a3000302", "920093000302"})
    void understandsTheWrapperInEveryForm(String body) throws WireException {
        assertThat(decompress(hex("09" + body), 0)).isEqualTo(Bytes.EMPTY);
    }

    @Test
    void refusesOtherAlgorithmsByNumber() {
        WireException why = assertRejected(Reason.COMPRESSION, () -> decompress(hex("09 9201a3000302"), 99));
        assertThat(why).hasMessage("cannot decompress unknown algorithm 1");
        assertRejected(Reason.MALFORMED, () -> decompress(hex("09 92cd0100a3000302"), 99));
    }

    @Test
    void refusesWrappersWithoutContent() {
        assertRejected(Reason.COMPRESSION, () -> decompress(hex("0980"), 99));
        assertRejected(Reason.TRUNCATED, () -> decompress(hex("09"), 99));
        assertRejected(Reason.TRUNCATED, () -> decompress(hex("09 9200a40003"), 99));
    }

    private static Bytes decompress(Bytes message, int maxLength) throws WireException {
        WireOutput out = new WireOutput(16);
        new CompressionLayer().decompress(behindType(message), maxLength, out);
        return out.toBytes();
    }

    private static MsgpackReader behindType(Bytes message) {
        ByteBuffer in = message.asBuffer();
        assertThat(in.get()).isEqualTo((byte) 9);
        return new MsgpackReader(in);
    }

    private static String codes(int... codes) {
        BitWriter bits = new BitWriter();
        for (int code : codes) {
            bits.put(code, 9);
        }
        return hex(bits.finish());
    }

    private static Bytes decode(String data, int maxLength) throws WireException {
        WireOutput out = new WireOutput(16);
        new LzwDecoder().decode(hex(data).asBuffer(), maxLength, out);
        return out.toBytes();
    }

    private static String sha256(Bytes bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** The generator of the protocol reference, section 21.3. */
    private static Bytes pseudoRandom(int skip, boolean letters) {
        int x = (int) 2463534242L;
        WireOutput out = new WireOutput(20_000);
        for (int i = 0; i < skip + 20_000; i++) {
            x ^= x << 13;
            x ^= x >>> 17;
            x ^= x << 5;
            if (i >= skip) {
                out.put(letters ? 'a' + Integer.remainderUnsigned(x, 7) : x);
            }
        }
        return out.toBytes();
    }

    private static final class BitWriter {

        private final WireOutput out = new WireOutput(16);
        private int bits;
        private int count;

        void put(int code, int width) {
            bits |= code << count;
            for (count += width; count >= 8; count -= 8) {
                out.put(bits);
                bits >>>= 8;
            }
        }

        Bytes finish() {
            out.put(bits);
            return out.toBytes();
        }
    }
}
