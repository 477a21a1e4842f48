package io.gossip.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePack.PackerConfig;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.Value;
import org.msgpack.value.ValueFactory;

/** Another MessagePack implementation reads what we write, and we read what it writes. */
class MsgpackOracleTest {

    private static final int ROUNDS = 20_000;

    private final SplittableRandom random = new SplittableRandom(7);

    @Test
    void anotherImplementationReadsWhatWeWrite() throws IOException {
        for (int i = 0; i < ROUNDS; i++) {
            Value value = randomValue(3);
            WireOutput out = new WireOutput(16);
            write(new MsgpackWriter(out), value);
            try (MessageUnpacker unpacker =
                    MessagePack.newDefaultUnpacker(out.toBytes().toArray())) {
                Value read = unpacker.unpackValue();
                assertThat(normalised(read)).isEqualTo(normalised(value));
                assertThat(unpacker.hasNext()).isFalse();
            }
        }
    }

    @Test
    void readsWhatAnotherImplementationWrites() throws IOException, WireException {
        for (int i = 0; i < ROUNDS; i++) {
            Value value = randomValue(3);
            PackerConfig config = new PackerConfig().withStr8FormatSupport(random.nextBoolean());
            try (MessageBufferPacker packer = config.newBufferPacker()) {
                packer.packValue(value).packInt(42);
                byte[] bytes = packer.toByteArray();
                MsgpackReader in = new MsgpackReader(ByteBuffer.wrap(bytes));
                assertReads(in, value);
                assertThat(in.readSigned()).isEqualTo(42);
                in.position(0);
                in.skipValue();
                assertThat(in.readSigned()).isEqualTo(42);
                assertThat(in.remaining()).isZero();
            }
        }
    }

    private Value randomValue(int depth) {
        return switch (random.nextInt(depth == 0 ? 6 : 8)) {
            case 0 -> ValueFactory.newNil();
            case 1 -> ValueFactory.newBoolean(random.nextBoolean());
            case 2 -> ValueFactory.newInteger(random.nextLong() >> random.nextInt(64));
            case 3 -> ValueFactory.newFloat(random.nextDouble());
            case 4 -> ValueFactory.newString(randomText());
            case 5 -> ValueFactory.newBinary(randomBytes(randomLength()));
            case 6 -> {
                Value[] elements = new Value[random.nextInt(random.nextInt(4) == 0 ? 40 : 4)];
                for (int i = 0; i < elements.length; i++) {
                    elements[i] = randomValue(depth - 1);
                }
                yield ValueFactory.newArray(elements);
            }
            default -> {
                ValueFactory.MapBuilder map = ValueFactory.newMapBuilder();
                for (int i = random.nextInt(random.nextInt(4) == 0 ? 40 : 4); i > 0; i--) {
                    map.put(ValueFactory.newString("key" + i), randomValue(depth - 1));
                }
                yield map.build();
            }
        };
    }

    private int randomLength() {
        return random.nextInt(1 << random.nextInt(random.nextInt(100) == 0 ? 18 : 9));
    }

    private byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private String randomText() {
        StringBuilder text = new StringBuilder();
        int highest = random.nextBoolean() ? 0x7F : Character.MAX_CODE_POINT;
        for (int i = randomLength(); i > 0; i--) {
            int codePoint = random.nextInt(highest + 1);
            text.appendCodePoint(codePoint >= 0xD800 && codePoint < 0xE000 ? '?' : codePoint);
        }
        return text.toString();
    }

    private void write(MsgpackWriter out, Value value) {
        switch (value.getValueType()) {
            case NIL -> out.writeNil();
            case BOOLEAN -> out.writeBoolean(value.asBooleanValue().getBoolean());
            case INTEGER -> {
                long number = value.asIntegerValue().toLong();
                if (number >= 0 && random.nextBoolean()) {
                    out.writeUnsigned(number);
                } else {
                    out.writeSigned(number);
                }
            }
            case FLOAT -> out.writeDouble(value.asFloatValue().toDouble());
            case STRING -> out.writeString(value.asStringValue().asString());
            case BINARY -> out.writeBytes(Bytes.of(value.asBinaryValue().asByteArray()));
            case ARRAY -> {
                out.writeArrayHeader(value.asArrayValue().size());
                value.asArrayValue().forEach(element -> write(out, element));
            }
            case MAP -> {
                out.writeMapHeader(value.asMapValue().size());
                value.asMapValue().map().forEach((key, element) -> {
                    write(out, key);
                    write(out, element);
                });
            }
            default -> throw new AssertionError(value);
        }
    }

    private void assertReads(MsgpackReader in, Value value) throws WireException {
        switch (value.getValueType()) {
            case NIL -> assertThat(in.tryReadNil()).isTrue();
            case BOOLEAN ->
                assertThat(in.readBoolean()).isEqualTo(value.asBooleanValue().getBoolean());
            case INTEGER -> {
                long number = value.asIntegerValue().toLong();
                if (number >= 0 && random.nextBoolean()) {
                    assertThat(in.readUnsigned(-1)).isEqualTo(number);
                } else {
                    assertThat(in.readSigned()).isEqualTo(number);
                }
            }
            case FLOAT ->
                assertThat(in.readDouble()).isEqualTo(value.asFloatValue().toDouble());
            case STRING ->
                assertThat(in.readString(1 << 20))
                        .isEqualTo(value.asStringValue().asString());
            case BINARY ->
                assertThat(in.readBytes(1 << 20))
                        .isEqualTo(Bytes.of(value.asBinaryValue().asByteArray()));
            case ARRAY -> {
                assertThat(in.readArrayHeader()).isEqualTo(value.asArrayValue().size());
                for (Value element : value.asArrayValue()) {
                    assertReads(in, element);
                }
            }
            case MAP -> {
                assertThat(in.readMapHeader()).isEqualTo(value.asMapValue().size());
                for (var entry : value.asMapValue().entrySet()) {
                    assertReads(in, entry.getKey());
                    assertReads(in, entry.getValue());
                }
            }
            default -> throw new AssertionError(value);
        }
    }

    /** Strings and byte strings look alike in our dialect: compare both as bytes. */
    private static Value normalised(Value value) {
        return switch (value.getValueType()) {
            case STRING, BINARY -> ValueFactory.newBinary(value.asRawValue().asByteArray());
            case ARRAY ->
                ValueFactory.newArray(value.asArrayValue().list().stream()
                        .map(MsgpackOracleTest::normalised)
                        .toList());
            case MAP -> {
                ValueFactory.MapBuilder map = ValueFactory.newMapBuilder();
                value.asMapValue().map().forEach((key, element) -> map.put(normalised(key), normalised(element)));
                yield map.build();
            }
            default -> value;
        };
    }
}
