package io.gossip.wire;

import static io.gossip.wire.WireSamples.KEY;
import static io.gossip.wire.WireSamples.OTHER_KEY;
import static io.gossip.wire.WireSamples.codec;
import static io.gossip.wire.WireSamples.compound;
import static io.gossip.wire.WireSamples.keyring;
import static io.gossip.wire.WireSamples.packet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gossip.wire.WireSamples.Received;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What one node sends, another one with the same configuration reads, whichever layers are on. */
class FramingRoundTripTest {

    static Stream<Arguments> configurations() {
        List<Arguments> all = new ArrayList<>();
        for (String label : List.of("", "blue")) {
            for (int encryption = -1; encryption <= 1; encryption++) {
                for (boolean compression : new boolean[] {false, true}) {
                    Keyring keyring = encryption < 0 ? new Keyring() : keyring(KEY, OTHER_KEY);
                    String name = (label.isEmpty() ? "no label" : "label")
                            + (encryption < 0 ? ", not encrypted" : ", encrypted v" + encryption)
                            + (compression ? ", compressed" : ", not compressed");
                    all.add(arguments(
                            name,
                            new FramingConfig(
                                    label,
                                    false,
                                    compression,
                                    keyring,
                                    true,
                                    true,
                                    Math.max(0, encryption),
                                    false,
                                    WireLimits.DEFAULTS)));
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("configurations")
    void readsThePacketsThatItWrites(String name, FramingConfig config) {
        PacketFraming sender = new PacketFraming(config, codec(), new SplittableRandom(1));
        PacketFraming receiver = new PacketFraming(config, codec(), new SplittableRandom(2));
        RandomMessages messages = new RandomMessages(3);
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 500; i++) {
            List<Message> sent = Stream.generate(messages::packet)
                    .limit(1 + random.nextInt(5))
                    .toList();
            Bytes[] parts = sent.stream().map(WireSamples::packet).toArray(Bytes[]::new);
            Bytes content = sent.size() == 1 ? packet(sent.get(0)) : compound(parts);
            ByteBuffer packet = sender.seal(content.asBuffer(), random.nextBoolean());
            assertThat(packet.remaining()).isLessThanOrEqualTo(content.length() + sender.piggybackOverhead() + 5);
            Received received = new Received();
            receiver.open(packet, received);
            assertThat(received.messages).isEqualTo(sent);
            assertThat(received.rejections).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("configurations")
    void readsTheStreamsThatItWrites(String name, FramingConfig config) throws WireException {
        StreamFraming connecting = new StreamFraming(config, codec(), new SplittableRandom(1));
        StreamFraming accepting = new StreamFraming(config, codec(), new SplittableRandom(2));
        RandomMessages messages = new RandomMessages(3);
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 200; i++) {
            Message request = messages.request();
            assertThat(readInPieces(accepting.requestReader(), connecting.sealRequest(request), random))
                    .isEqualTo(request);
            Message response = messages.response();
            assertThat(readInPieces(connecting.responseReader(), accepting.sealResponse(response), random))
                    .isEqualTo(response);
        }
    }

    private static Message readInPieces(StreamReader reader, ByteBuffer bytes, SplittableRandom random)
            throws WireException {
        while (bytes.hasRemaining()) {
            int length = Math.min(bytes.remaining(), 1 + random.nextInt(200));
            Message message = reader.read(bytes.slice(bytes.position(), length));
            bytes.position(bytes.position() + length);
            if (message != null) {
                assertThat(bytes.hasRemaining()).isFalse();
                return message;
            }
        }
        return null;
    }
}
