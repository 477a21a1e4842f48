package io.gossip.wire;

import static io.gossip.wire.WireSamples.assertRejected;
import static io.gossip.wire.WireSamples.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.wire.WireException.Reason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MsgpackReaderTest {

    private static final FieldNames NAMES = FieldNames.inDeclarationOrder("SeqNo", "Node");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2a",
                "cc2a",
                "cd002a",
                "ce0000002a",
                "cf000000000000002a",
                "d02a",
                "d1002a",
                "d20000002a",
                "d3000000000000002a"
            })
    void readsNumbersFromEveryIntegerFormWhateverTheSignOfTheField(String input) throws WireException {
        assertThat(reader(input).readUnsigned(0xFF)).isEqualTo(42);
        assertThat(reader(input).readSigned()).isEqualTo(42);
        assertThat(reader(input).readDouble()).isEqualTo(42);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "e0", "d0ff", "d1ffff", "d2ffffffff", "d3ffffffffffffffff"})
    void refusesNegativeNumbersInUnsignedFields(String input) throws WireException {
        assertRejected(Reason.MALFORMED, () -> reader(input).readUnsigned(-1));
        assertThat(reader(input).readSigned()).isBetween(-32L, -1L);
    }

    @Test
    void refusesNumbersTheFieldCannotHold() throws WireException {
        assertThat(reader("ccff").readUnsigned(255)).isEqualTo(255);
        assertRejected(Reason.MALFORMED, () -> reader("cd0100").readUnsigned(255));
        assertRejected(Reason.MALFORMED, () -> reader("cf0000000100000000").readUnsigned(Message.MAX_UINT32));
        assertRejected(Reason.MALFORMED, () -> reader("cfffffffffffffffff").readSigned());
        assertThat(reader("cfffffffffffffffff").readUnsigned(-1)).isEqualTo(-1);
        assertThat(reader("cfffffffffffffffff").readDouble()).isEqualTo(0x1p64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cb3ff0000000000000", "ca3f800000", "a131", "c3", "90", "80", "c40131", "c1"})
    void refusesNumbersOfOtherTypes(String input) {
        assertRejected(Reason.MALFORMED, () -> reader(input).readUnsigned(-1));
        assertRejected(Reason.MALFORMED, () -> reader(input).readSigned());
    }

    @Test
    void readsDoublesFromBothFloatForms() throws WireException {
        assertThat(reader("cb3ff8000000000000").readDouble()).isEqualTo(1.5);
        assertThat(reader("ca3fc00000").readDouble()).isEqualTo(1.5);
        assertThat(reader("ff").readDouble()).isEqualTo(-1);
        assertRejected(Reason.MALFORMED, () -> reader("a131").readDouble());
    }

    @Test
    void readsBooleansAlsoFromZeroAndOneButFromNoOtherNumber() throws WireException {
        assertThat(reader("c3").readBoolean()).isTrue();
        assertThat(reader("01").readBoolean()).isTrue();
        assertThat(reader("c2").readBoolean()).isFalse();
        assertThat(reader("00").readBoolean()).isFalse();
        assertRejected(Reason.MALFORMED, () -> reader("02").readBoolean());
        assertRejected(Reason.MALFORMED, () -> reader("cc01").readBoolean());
        assertRejected(Reason.MALFORMED, () -> reader("ff").readBoolean());
        assertRejected(Reason.MALFORMED, () -> reader("a0").readBoolean());
    }

    @Test
    void readsNilAsTheZeroValueOfEveryType() throws WireException {
        assertThat(reader("c0").readBoolean()).isFalse();
        assertThat(reader("c0").readUnsigned(5)).isZero();
        assertThat(reader("c0").readSigned()).isZero();
        assertThat(reader("c0").readDouble()).isZero();
        assertThat(reader("c0").readString(5)).isEmpty();
        assertThat(reader("c0").readBytes(5)).isEqualTo(Bytes.EMPTY);
        assertThat(reader("c0").readBytesView(5).hasRemaining()).isFalse();
        assertThat(reader("c0").readMapHeader()).isZero();
        assertThat(reader("c0").readArrayHeader()).isZero();
        assertThat(reader("c0").readStruct(NAMES).next()).isEqualTo(StructFields.END);
    }

    @Test
    void triesToReadNil() throws WireException {
        MsgpackReader in = reader("c001");
        assertThat(in.tryReadNil()).isTrue();
        assertThat(in.tryReadNil()).isFalse();
        assertThat(in.readSigned()).isEqualTo(1);
        assertRejected(Reason.TRUNCATED, in::tryReadNil);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a26e31", "d9026e31", "da00026e31", "db000000026e31", "c4026e31", "c500026e31", "c6000000026e31"
            })
    void readsStringsAndByteStringsFromEveryStringAndBinForm(String input) throws WireException {
        assertThat(reader(input).readString(2)).isEqualTo("n1");
        assertThat(reader(input).readBytes(2)).isEqualTo(hex("6e31"));
        assertThat(hex(reader(input).readBytesView(2))).isEqualTo("6e31");
    }

    @Test
    void makesNoCopyOfAByteStringThatIsThereAlready() throws WireException {
        Bytes expected = hex("6e31");
        MsgpackReader reader = reader("a26e31 c4026e31 a26e32 a16e c0 07");
        assertThat(reader.readBytes(2, expected)).isSameAs(expected);
        assertThat(reader.readBytes(2, expected)).isSameAs(expected);
        assertThat(reader.readBytes(2, expected)).isEqualTo(hex("6e32"));
        assertThat(reader.readBytes(2, expected)).isEqualTo(hex("6e"));
        assertThat(reader.readBytes(2, expected)).isEqualTo(Bytes.EMPTY);
        assertThat(reader.readUnsigned(9)).isEqualTo(7);
        assertRejected(Reason.TOO_LARGE, () -> reader("a26e31").readBytes(1, expected));
        assertRejected(Reason.TRUNCATED, () -> reader("a26e").readBytes(2, expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"940a000001", "dc00040a000001", "dd000000040acc00d000cd0001", "94d00ac00001"})
    void readsByteStringsFromArraysOfSmallNumbers(String input) throws WireException {
        assertThat(reader(input).readBytes(4)).isEqualTo(hex("0a000001"));
        assertThat(hex(reader(input).readBytesView(4))).isEqualTo("0a000001");
        assertRejected(Reason.MALFORMED, () -> reader(input).readString(4));
        assertRejected(Reason.TOO_LARGE, () -> reader(input).readBytes(3));
    }

    @Test
    void refusesByteStringsFromArraysOfAnythingElse() {
        assertRejected(Reason.MALFORMED, () -> reader("91cd0100").readBytes(9));
        assertRejected(Reason.MALFORMED, () -> reader("91ff").readBytes(9));
        assertRejected(Reason.MALFORMED, () -> reader("91a0").readBytes(9));
        assertRejected(Reason.MALFORMED, () -> reader("80").readBytes(9));
        assertRejected(Reason.MALFORMED, () -> reader("07").readBytes(9));
        assertRejected(
                Reason.TOO_LARGE, () -> reader("dc1000" + "00".repeat(4096)).readBytes(9999));
    }

    @Test
    void readsStringsFromDirectAndReadOnlyAndLittleEndianBuffers() throws WireException {
        Bytes input = hex("da00026e31cd1f0a");
        ByteBuffer direct = ByteBuffer.allocateDirect(8).put(input.asBuffer()).flip();
        ByteBuffer shifted =
                ByteBuffer.wrap(hex("ffff" + hex(input)).toArray(), 2, 8).slice();
        for (ByteBuffer buffer : new ByteBuffer[] {direct, input.asBuffer(), shifted}) {
            MsgpackReader in = new MsgpackReader(buffer.order(ByteOrder.LITTLE_ENDIAN));
            assertThat(in.readString(2)).isEqualTo("n1");
            assertThat(in.readUnsigned(0xFFFF)).isEqualTo(7946);
            assertThat(in.remaining()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "c3",
                "e4", // a continuation or a lead byte alone
                "c080",
                "c1bf",
                "e09fbf",
                "f08fbfbf", // overlong
                "eda080",
                "edbfbf", // surrogates
                "f4908080",
                "f5808080",
                "ff", // above U+10FFFF
                "c328",
                "e28228",
                "e22882",
                "f0909028", // a broken continuation
                "41e282", // cut off
            })
    void refusesStringsThatAreNotUtf8(String content) {
        String input = String.format("a%x", content.length() / 2) + content;
        assertRejected(Reason.MALFORMED, () -> reader(input).readString(99));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"node-ä", "日本", "\uD83D\uDE00!", "\u0000\u007F\u0080\u07FF\u0800\uD7FF\uE000\uFFFF\uDBFF\uDFFF"})
    void readsEveryLegalFormOfUtf8(String text) throws WireException {
        WireOutput out = new WireOutput(64);
        new MsgpackWriter(out).writeString(text);
        assertThat(new MsgpackReader(out.view()).readString(99)).isEqualTo(text);
        assertThat(new MsgpackReader(out.toBytes().asBuffer()).readString(99)).isEqualTo(text);
    }

    @Test
    void refusesStringsLongerThanAllowedBeforeLookingAtThem() {
        assertRejected(Reason.TOO_LARGE, () -> reader("a26e31").readString(1));
        assertRejected(Reason.TOO_LARGE, () -> reader("a26e31").readBytes(1));
        assertRejected(Reason.TOO_LARGE, () -> reader("a26e31").readBytesView(1));
        assertRejected(Reason.TOO_LARGE, () -> reader("dbffffffff6e31").readString(255));
    }

    @ParameterizedTest
    @CsvSource({"a26e", "da00", "da0005aa", "db7fffffff", "c4", "c60000ffff00", "d9"})
    void reportsStringsThatRunPastTheEnd(String input) {
        assertRejected(Reason.TRUNCATED, () -> reader(input).readString(Integer.MAX_VALUE));
        assertRejected(Reason.TRUNCATED, () -> reader(input).readBytes(Integer.MAX_VALUE));
        assertRejected(Reason.TRUNCATED, () -> reader(input).skipValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "cc", "cd00", "ce000000", "cf00000000000000", "d0", "d100", "d2000000", "d300000000000000"})
    void reportsNumbersThatRunPastTheEnd(String input) {
        assertRejected(Reason.TRUNCATED, () -> reader(input).readUnsigned(-1));
        assertRejected(Reason.TRUNCATED, () -> reader(input).readSigned());
        assertRejected(Reason.TRUNCATED, () -> reader(input).readDouble());
        assertRejected(Reason.TRUNCATED, () -> reader(input).skipValue());
    }

    @Test
    void reportsFloatsThatRunPastTheEnd() {
        assertRejected(Reason.TRUNCATED, () -> reader("cb00000000000000").readDouble());
        assertRejected(Reason.TRUNCATED, () -> reader("ca000000").readDouble());
        assertRejected(Reason.TRUNCATED, () -> reader("").readBoolean());
    }

    @Test
    void readsContainerHeadersOfEveryForm() throws WireException {
        assertThat(reader("82" + "00".repeat(4)).readMapHeader()).isEqualTo(2);
        assertThat(reader("de0002" + "00".repeat(4)).readMapHeader()).isEqualTo(2);
        assertThat(reader("df00000002" + "00".repeat(4)).readMapHeader()).isEqualTo(2);
        assertThat(reader("920000").readArrayHeader()).isEqualTo(2);
        assertThat(reader("dc00020000").readArrayHeader()).isEqualTo(2);
        assertThat(reader("dd000000020000").readArrayHeader()).isEqualTo(2);
        assertRejected(Reason.MALFORMED, () -> reader("90").readMapHeader());
        assertRejected(Reason.MALFORMED, () -> reader("80").readArrayHeader());
        assertRejected(Reason.MALFORMED, () -> reader("a0").readMapHeader());
    }

    @ParameterizedTest
    @ValueSource(strings = {"82000000", "de0002000000", "dfffffffff0000", "df800000000000"})
    void reportsMapsThatCannotFitBeforeAnyoneAllocatesThem(String input) {
        assertRejected(Reason.TRUNCATED, () -> reader(input).readMapHeader());
        assertRejected(Reason.TRUNCATED, () -> reader(input).skipValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"9200", "dc000200", "ddffffffff00", "dd8000000000"})
    void reportsArraysThatCannotFitBeforeAnyoneAllocatesThem(String input) {
        assertRejected(Reason.TRUNCATED, () -> reader(input).readArrayHeader());
        assertRejected(Reason.TRUNCATED, () -> reader(input).skipValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00",
                "7f",
                "e0",
                "ff",
                "c0",
                "c2",
                "c3",
                "cc00",
                "cd0000",
                "ce00000000",
                "cf0000000000000000",
                "d000",
                "d10000",
                "d200000000",
                "d30000000000000000",
                "ca00000000",
                "cb0000000000000000",
                "a0",
                "a2aaaa",
                "d901aa",
                "da0001aa",
                "db00000001aa",
                "c401aa",
                "c50001aa",
                "c600000001aa",
                "d4aabb",
                "d5aabbbb",
                "d6aabbbbbbbb",
                "d7aa" + "bb0000000000bbbb",
                "d8aa" + "bb0000000000bbbbbb0000000000bbbb",
                "c702aabbbb",
                "c80001aabb",
                "c900000001aabb",
                "90",
                "9100",
                "dc00020102",
                "dd000000020102",
                "80",
                "81a16101",
                "de0001a16101",
                "df00000001a16101",
                "8191920101a3000000",
                "93c0819200019100c3",
            })
    void passesOverOneValueOfEveryType(String value) throws WireException {
        MsgpackReader in = reader(value + "2a");
        in.skipValue();
        assertThat(in.position()).isEqualTo(value.length() / 2);
        assertThat(in.readSigned()).isEqualTo(42);
        for (int shorter = 0; shorter < value.length(); shorter += 2) {
            String truncated = value.substring(0, shorter);
            assertRejected(Reason.TRUNCATED, () -> reader(truncated).skipValue());
        }
    }

    @Test
    void refusesToPassOverTheByteThatIsNoMessagePack() {
        assertRejected(Reason.MALFORMED, () -> reader("c1").skipValue());
        assertRejected(Reason.MALFORMED, () -> reader("92c0c1").skipValue());
    }

    @Test
    void passesOverAMillionNestedArraysWithoutExhaustingTheStack() throws WireException {
        MsgpackReader in = reader("91".repeat(1_000_000) + "00" + "2a");
        in.skipValue();
        assertThat(in.readSigned()).isEqualTo(42);
        assertRejected(Reason.TRUNCATED, () -> reader("91".repeat(1_000_000)).skipValue());
        assertRejected(Reason.TRUNCATED, () -> reader("dfffffffff".repeat(1000)).skipValue());
    }

    @Test
    void returnsToAPositionNotedBefore() throws WireException {
        MsgpackReader in = reader("0102");
        int noted = in.position();
        assertThat(in.readSigned()).isEqualTo(1);
        in.position(noted);
        assertThat(in.readSigned()).isEqualTo(1);
        assertThat(in.remaining()).isEqualTo(1);
    }

    @Test
    void givesAViewThatSharesTheBuffer() throws WireException {
        byte[] memory = hex("a26e31").toArray();
        ByteBuffer view = new MsgpackReader(ByteBuffer.wrap(memory)).readBytesView(9);
        memory[1] = 0x6f;
        assertThat(hex(view)).isEqualTo("6f31");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "82a55365714e6f07a44e6f6465a26e31", // as Go writes, but in the other order
                "82a44e6f6465a26e31a55365714e6f07",
                "de0002a44e6f6465a26e31a55365714e6f07",
                "df00000002a44e6f6465a26e31a55365714e6f07",
                "82d9044e6f6465a26e31da00055365714e6f07", // keys in longer forms
                "82c4044e6f6465a26e31db000000055365714e6f07",
                "9207a26e31", // as an array
                "dc000207a26e31",
                "9407a26e31c081a16100", // with elements nobody knows
                "84a44e6f6465a26e31a278788193c0d40102c401ff00a055a55365714e6f07", // with keys nobody knows
                "83a44e6f6465a26e32a44e6f6465a26e31a55365714e6f07", // the last one of two counts
                "83a46e6f6465a26e39a44e6f6465a26e31a55365714e6f07", // keys have an exact case
                "83c001a44e6f6465a26e31a55365714e6f07", // nil is a key without a name
            })
    void readsStructsInEveryFormPeersAccept(String input) throws WireException {
        assertThat(readStruct(input + "ff")).isEqualTo("n1/7");
    }

    @Test
    void readsFieldsThatAreMissingAsTheirZeroValues() throws WireException {
        assertThat(readStruct("80")).isEqualTo("/0");
        assertThat(readStruct("c0")).isEqualTo("/0");
        assertThat(readStruct("90")).isEqualTo("/0");
        assertThat(readStruct("9107")).isEqualTo("/7");
        assertThat(readStruct("92c0a26e31")).isEqualTo("n1/0");
        assertThat(readStruct("81a44e6f6465a26e31")).isEqualTo("n1/0");
    }

    @Test
    void refusesStructsOfOtherTypesAndKeysThatAreNoStrings() {
        assertRejected(Reason.MALFORMED, () -> readStruct("07"));
        assertRejected(Reason.MALFORMED, () -> readStruct("a0"));
        assertRejected(Reason.MALFORMED, () -> readStruct("810707"));
        assertRejected(Reason.MALFORMED, () -> readStruct("819007"));
        assertRejected(Reason.TRUNCATED, () -> readStruct(""));
        assertRejected(Reason.TRUNCATED, () -> readStruct("82a44e6f6465a26e31a55365714e6f"));
    }

    @Test
    void refusesStructsOfMoreFieldsThanAnyStructHas() {
        String pair = "a44e6f6465a0";
        assertRejected(Reason.TOO_LARGE, () -> readStruct("de0041" + pair.repeat(65)));
        assertRejected(Reason.TOO_LARGE, () -> readStruct("dc0041" + "c0".repeat(65)));
    }

    @Test
    void refusesUnknownFieldsOfMoreValuesThanAnyoneSends() throws WireException {
        assertThat(readStruct("81a178dc03e8" + "00".repeat(1000))).isEqualTo("/0");
        assertRejected(Reason.TOO_LARGE, () -> readStruct("81a178dc0400" + "00".repeat(1024)));
        String half = "dc0258" + "00".repeat(600);
        assertRejected(Reason.TOO_LARGE, () -> readStruct("82a178" + half + "a178" + half));
    }

    private static String readStruct(String input) throws WireException {
        MsgpackReader in = reader(input);
        long seqNo = 0;
        String node = "";
        StructFields fields = in.readStruct(NAMES);
        for (int field = fields.next(); field != StructFields.END; field = fields.next()) {
            if (field == 0) {
                seqNo = in.readUnsigned(Message.MAX_UINT32);
            } else {
                node = in.readString(255);
            }
        }
        assertThat(fields.next()).isEqualTo(StructFields.END);
        return node + "/" + seqNo;
    }

    private static MsgpackReader reader(String input) {
        return new MsgpackReader(ByteBuffer.wrap(hex(input).toArray()));
    }
}
