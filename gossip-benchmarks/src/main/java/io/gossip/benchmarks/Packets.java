package io.gossip.benchmarks;

import io.gossip.memberlist.Node;
import io.gossip.wire.Address;
import io.gossip.wire.Bytes;
import io.gossip.wire.Compound;
import io.gossip.wire.FramingConfig;
import io.gossip.wire.Keyring;
import io.gossip.wire.Message;
import io.gossip.wire.MessageCodec;
import io.gossip.wire.MsgpackCodec;
import io.gossip.wire.PacketFraming;
import io.gossip.wire.Versions;
import io.gossip.wire.WireLimits;
import io.gossip.wire.WireOutput;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The packets that benchmarks send and receive: pings of some 70 bytes, announcements with service tags of some 165. */
final class Packets {

    /** So many announcements fill a packet of 1,400 bytes. */
    static final int ANNOUNCEMENTS = 8;

    private static final Versions VERSIONS = new Versions(1, 5, 2, 2, 5, 5);
    private static final Bytes KEY = Bytes.of(new byte[32]);

    private final MessageCodec codec = new MsgpackCodec(WireLimits.DEFAULTS);
    private final PacketFraming framing;

    Packets(FramingConfig config) {
        this.framing = new PacketFraming(config, codec, new SplittableRandom(1));
    }

    /** The layers around messages as switched; an AES-256 key if encrypted. */
    static FramingConfig framing(boolean compressed, boolean encrypted) {
        FramingConfig plain = FramingConfig.plain();
        return new FramingConfig(
                plain.label(),
                plain.skipInboundLabelCheck(),
                compressed,
                encrypted ? Keyring.of(List.of(KEY), KEY) : plain.keyring(),
                plain.verifyIncoming(),
                plain.verifyOutgoing(),
                plain.encryptionVersion(),
                plain.acceptEncryptionVersion0(),
                plain.limits());
    }

    /** A ping from one member to another. */
    static Message ping(String target, String from) {
        return new Message.Ping(42, target, address(2), from);
    }

    /** Eight announcements, of the members from the given one on. */
    static List<Message> announcements(int first, long incarnation) {
        List<Message> announcements = new ArrayList<>();
        for (int member = first; member < first + ANNOUNCEMENTS; member++) {
            Bytes meta = Bytes.of(
                    ByteBuffer.wrap(("\u00ff service=billing port=8080 zone=eu-central-1a id=billing-" + member)
                            .getBytes(StandardCharsets.ISO_8859_1)));
            announcements.add(new Message.Alive(incarnation, name(member), address(member), meta, VERSIONS));
        }
        return announcements;
    }

    private static String name(int member) {
        return "billing-7f9c" + member;
    }

    private static Address address(int member) {
        return Address.of(Bytes.of(new byte[] {10, 0, (byte) (member >> 8), (byte) member}), 7946);
    }

    /** A packet in which a node announces itself. */
    ByteBuffer announcement(Node node) {
        return packet(
                List.of(new Message.Alive(
                        node.incarnation(), node.name(), node.address(), node.meta(), node.versions())),
                false);
    }

    /** One packet of messages, with all layers. */
    ByteBuffer packet(List<Message> messages, boolean checksum) {
        List<Bytes> parts = new ArrayList<>();
        for (Message message : messages) {
            WireOutput part = new WireOutput(256);
            codec.encodePacket(message, part);
            parts.add(part.toBytes());
        }
        WireOutput content = new WireOutput(1400);
        if (parts.size() == 1) {
            content.put(parts.get(0));
        } else {
            Compound.write(parts, content);
        }
        ByteBuffer sealed = framing.seal(content.view(), checksum);
        return ByteBuffer.allocate(sealed.remaining()).put(sealed).flip();
    }
}
