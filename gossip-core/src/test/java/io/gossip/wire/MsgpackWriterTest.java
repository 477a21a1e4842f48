package io.gossip.wire;

import static io.gossip.wire.WireSamples.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MsgpackWriterTest {

    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "127, 7f",
        "128, cc80",
        "255, ccff",
        "256, cd0100",
        "65535, cdffff",
        "65536, ce00010000",
        "4294967295, ceffffffff",
        "4294967296, cf0000000100000000",
        "-1, cfffffffffffffffff",
    })
    void writesUnsignedNumbersInTheShortestUnsignedForm(long bits, String expected) {
        assertThat(written(out -> out.writeUnsigned(bits))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "127, 7f",
        "128, d10080",
        "255, d100ff",
        "300, d1012c",
        "32767, d17fff",
        "32768, d200008000",
        "2147483647, d27fffffff",
        "2147483648, d30000000080000000",
        "9223372036854775807, d37fffffffffffffff",
        "-1, ff",
        "-32, e0",
        "-33, d0df",
        "-128, d080",
        "-129, d1ff7f",
        "-32768, d18000",
        "-32769, d2ffff7fff",
        "-2147483648, d280000000",
        "-2147483649, d3ffffffff7fffffff",
        "-9223372036854775808, d38000000000000000",
    })
    void writesSignedNumbersAsGoMsgpackV2DoesAndNeverInAnUnsignedForm(long value, String expected) {
        assertThat(written(out -> out.writeSigned(value))).isEqualTo(expected);
    }

    @Test
    void writesStringsInTheOldRawFormsAndNeverAsStr8() {
        assertThat(written(out -> out.writeString(""))).isEqualTo("a0");
        assertThat(written(out -> out.writeString("x".repeat(31))))
                .startsWith("bf78")
                .hasSize(2 * 32);
        assertThat(written(out -> out.writeString("x".repeat(32)))).startsWith("da002078");
        assertThat(written(out -> out.writeString("x".repeat(65_535)))).startsWith("daffff78");
        assertThat(written(out -> out.writeString("x".repeat(65_536)))).startsWith("db0001000078");
    }

    @Test
    void writesByteStringsLikeStringsAndNeverAsBin() {
        assertThat(written(out -> out.writeBytes(Bytes.EMPTY))).isEqualTo("a0");
        assertThat(written(out -> out.writeBytes(hex("00ff")))).isEqualTo("a200ff");
        assertThat(written(out -> out.writeBytes(hex("00ff").asBuffer()))).isEqualTo("a200ff");
        assertThat(written(out -> out.writeBytes(Bytes.of(new byte[40])))).startsWith("da002800");
    }

    @Test
    void writesAnEmptyByteStringAsNilWhereGoHasNoValue() {
        assertThat(written(out -> out.writeBytesOrNil(Bytes.EMPTY))).isEqualTo("c0");
        assertThat(written(out -> out.writeBytesOrNil(hex("01")))).isEqualTo("a101");
    }

    @Test
    void writesStringsAsTheJdkEncodesThem() {
        for (String text : new String[] {"node-ä", "日本", "\uD83D\uDE00!", "a\uD83Db", "\uDE00", "\u07FF\u0800\uFFFF"}) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            assertThat(written(out -> out.writeString(text))).isEqualTo(written(out -> out.writeBytes(Bytes.of(utf8))));
        }
    }

    @Test
    void writesContainerHeadersInTheShortestForm() {
        assertThat(written(out -> out.writeMapHeader(0))).isEqualTo("80");
        assertThat(written(out -> out.writeMapHeader(15))).isEqualTo("8f");
        assertThat(written(out -> out.writeMapHeader(16))).isEqualTo("de0010");
        assertThat(written(out -> out.writeMapHeader(65_536))).isEqualTo("df00010000");
        assertThat(written(out -> out.writeArrayHeader(0))).isEqualTo("90");
        assertThat(written(out -> out.writeArrayHeader(15))).isEqualTo("9f");
        assertThat(written(out -> out.writeArrayHeader(16))).isEqualTo("dc0010");
        assertThat(written(out -> out.writeArrayHeader(65_536))).isEqualTo("dd00010000");
    }

    @Test
    void writesNilBooleansAndDoubles() {
        assertThat(written(MsgpackWriter::writeNil)).isEqualTo("c0");
        assertThat(written(out -> out.writeBoolean(false))).isEqualTo("c2");
        assertThat(written(out -> out.writeBoolean(true))).isEqualTo("c3");
        assertThat(written(out -> out.writeDouble(1.5))).isEqualTo("cb3ff8000000000000");
        assertThat(written(out -> out.writeDouble(-0.0))).isEqualTo("cb8000000000000000");
    }

    @Test
    void writesFieldNames() {
        FieldNames names = FieldNames.inDeclarationOrder("SeqNo", "Payload");
        assertThat(written(out -> out.writeKey(names, 0))).isEqualTo("a55365714e6f");
        assertThat(names.name(1)).isEqualTo("Payload");
        assertThat(names.size()).isEqualTo(2);
    }

    @Test
    void refusesNegativeLengthsAndStrangeFieldNames() {
        MsgpackWriter out = new MsgpackWriter(new WireOutput(16));
        assertThatIllegalArgumentException().isThrownBy(() -> out.writeMapHeader(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> out.writeArrayHeader(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> out.writeRawHeader(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> FieldNames.inDeclarationOrder("Ä"));
        assertThatIllegalArgumentException().isThrownBy(() -> FieldNames.inDeclarationOrder(""));
        assertThatIllegalArgumentException().isThrownBy(() -> FieldNames.inDeclarationOrder("x".repeat(32)));
    }

    private static String written(Consumer<MsgpackWriter> what) {
        WireOutput out = new WireOutput(16);
        what.accept(new MsgpackWriter(out));
        return hex(out.toBytes());
    }
}
