package io.gossip.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gossip.wire.WireException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the tests of this package share: hexadecimal text, real messages, configurations, a sink that remembers. */
final class WireSamples {

    static final Versions VERSIONS = new Versions(1, 5, 2, 0, 0, 0);
    static final Bytes KEY = ascii("0123456789abcdef");
    static final Bytes OTHER_KEY = ascii("fedcba9876543210");
    static final Bytes LONG_KEY = ascii("0123456789abcdef0123456789abcdef");

    static final Address NODE_A = address("0a000001", 7946);
    static final Address NODE_B = address("0a000002", 7946);

    static final Message.Ping MINIMAL_PING = new Message.Ping(1, "n1", null, "");
    static final String MINIMAL_PING_HEX = "0082a44e6f6465a26e31a55365714e6f01";

    static final Message.Alive ALIVE_NODE_A = new Message.Alive(1, "node-a", NODE_A, Bytes.EMPTY, VERSIONS);
    static final String ALIVE_NODE_A_HEX = "0486a441646472a40a000001ab496e6361726e6174696f6e01a44d657461c0"
            + "a44e6f6465a66e6f64652d61a4506f7274cd1f0aa356736ea6010502000000";

    private WireSamples() {}

    static Bytes hex(String text) {
        return Bytes.of(HexFormat.of().parseHex(text.replace(" ", "")));
    }

    static String hex(Bytes bytes) {
        return HexFormat.of().formatHex(bytes.toArray());
    }

    static String hex(ByteBuffer bytes) {
        return hex(Bytes.of(bytes));
    }

    static Bytes ascii(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    static Address address(String ipHex, int port) {
        return Address.of(hex(ipHex), port);
    }

    static Message.User user(String text) {
        return new Message.User(ascii(text));
    }

    static Message.PushPullNode node(String name) {
        return new Message.PushPullNode(name, NODE_A, ascii("web"), 1, NodeState.ALIVE, VERSIONS);
    }

    /** Hands out the bytes 0, 1, 2, ... each time it is asked: the nonce of every recorded vector. */
    static RandomGenerator recordedNonce() {
        return new RandomGenerator() {
            @Override
            public void nextBytes(byte[] bytes) {
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = (byte) i;
                }
            }

            @Override
            public long nextLong() {
                throw new UnsupportedOperationException();
            }
        };
    }

    static Keyring keyring(Bytes... keys) {
        return Keyring.of(List.of(keys), keys.length == 0 ? null : keys[0]);
    }

    static FramingConfig config(String label, boolean compression, Keyring keyring) {
        return new FramingConfig(label, false, compression, keyring, true, true, 1, false, WireLimits.DEFAULTS);
    }

    static FramingConfig withLimits(FramingConfig config, WireLimits limits) {
        return new FramingConfig(
                config.label(),
                config.skipInboundLabelCheck(),
                config.compression(),
                config.keyring(),
                config.verifyIncoming(),
                config.verifyOutgoing(),
                config.encryptionVersion(),
                config.acceptEncryptionVersion0(),
                limits);
    }

    static MsgpackCodec codec() {
        return new MsgpackCodec(WireLimits.DEFAULTS);
    }

    static Bytes packet(Message message) {
        WireOutput out = new WireOutput(64);
        codec().encodePacket(message, out);
        return out.toBytes();
    }

    static Bytes stream(Message message) {
        WireOutput out = new WireOutput(64);
        codec().encodeStream(message, out);
        return out.toBytes();
    }

    static Bytes compound(Bytes... parts) {
        WireOutput out = new WireOutput(64);
        Compound.write(List.of(parts), out);
        return out.toBytes();
    }

    static Bytes compressed(Bytes content) {
        WireOutput out = new WireOutput(64);
        new CompressionLayer().compress(content.asBuffer(), out);
        return out.toBytes();
    }

    static Bytes concat(Bytes... parts) {
        WireOutput out = new WireOutput(64);
        for (Bytes part : parts) {
            out.put(part);
        }
        return out.toBytes();
    }

    /** Asserts that the input is refused, and for which reason. */
    static WireException assertRejected(Reason reason, ThrowingCallable call) {
        WireException why = catchThrowableOfType(WireException.class, call);
        assertThat(why).as("rejection").isNotNull();
        assertThat(why.reason()).as(why.getMessage()).isEqualTo(reason);
        return why;
    }

    /** Remembers what a packet contained. */
    static class Received implements PacketFraming.Sink {

        final List<Message> messages = new ArrayList<>();
        final List<Reason> rejections = new ArrayList<>();

        @Override
        public void message(Message message) {
            messages.add(message);
        }

        @Override
        public void rejected(WireException why) {
            rejections.add(why.reason());
        }

        static Received from(PacketFraming framing, Bytes packet) {
            Received received = new Received();
            framing.open(packet.asBuffer(), received);
            return received;
        }
    }
}
