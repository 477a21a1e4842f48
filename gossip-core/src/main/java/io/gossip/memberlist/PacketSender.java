package io.gossip.memberlist;

import io.gossip.transport.Transport;
import io.gossip.wire.Bytes;
import io.gossip.wire.Compound;
import io.gossip.wire.Message;
import io.gossip.wire.PacketFraming;
import io.gossip.wire.Versions;
import io.gossip.wire.WireOutput;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts messages into packets, fills the room that is left with news, and sends them. With all its layers no packet of news is longer
 * than set; Go lets it be by up to seven bytes.
 *
 * <p>The membership's own news comes first, then the application's queues in the order in which they were added
 * (protocol reference, sections 5.7 and 11.4).
 */
final class PacketSender {

    /** For packets whose loss shows elsewhere, as a missing ack does. */
    static final Transport.SendListener NOBODY_CARES = new Transport.SendListener() {
        @Override
        public void sent() {}

        @Override
        public void failed(Throwable cause) {}
    };

    private static final int TYPE_BYTES = 1;
    private static final int BROADCAST_OVERHEAD =
            PacketFraming.CHECKSUM_OVERHEAD + Compound.OVERHEAD + Compound.PART_OVERHEAD;

    private final int packetSize;
    private final PacketFraming framing;
    private final MessageBytes encoder;
    private final Transport transport;
    private final List<BroadcastQueue> queues;
    private final MemberlistMetrics metrics;
    private final WireOutput packet;

    PacketSender(
            int packetSize,
            PacketFraming framing,
            MessageBytes encoder,
            Transport transport,
            List<BroadcastQueue> queues,
            MemberlistMetrics metrics) {
        this.packetSize = packetSize;
        this.framing = framing;
        this.encoder = encoder;
        this.transport = transport;
        this.queues = queues;
        this.metrics = metrics;
        this.packet = new WireOutput(packetSize);
    }

    /** The longest message that gossip can carry with the given settings. */
    static int longestBroadcast(int packetSize, PacketFraming framing) {
        return packetSize - framing.gossipOverhead() - BROADCAST_OVERHEAD;
    }

    /** By how many bytes packets are too small for gossip to carry a message, also when encryption is switched on; 0 if they are not. */
    int missingRoom(Message message) {
        int needed = encoder.encode(message).length() + framing.mostOverhead() + BROADCAST_OVERHEAD;
        return Math.max(0, needed - packetSize);
    }

    /** The longest user message that a packet of its own can carry; it has no checksum. */
    int longestUserMessage() {
        return packetSize - framing.gossipOverhead() - TYPE_BYTES;
    }

    /** Sends a message with as much news as fits beside it. */
    void send(Message message, InetSocketAddress to, Transport.SendListener listener) {
        Bytes main = encoder.encode(message);
        List<Bytes> parts = new ArrayList<>();
        parts.add(main);
        int used = Compound.OVERHEAD + Compound.PART_OVERHEAD + main.length();
        fill(parts, packetSize - used - framing.piggybackOverhead());
        dispatch(parts, to, false, listener);
    }

    /** Sends messages in one packet, without news. */
    void sendAlone(List<Message> messages, InetSocketAddress to, Versions receiver, Transport.SendListener listener) {
        List<Bytes> parts = new ArrayList<>();
        for (Message message : messages) {
            parts.add(encoder.encode(message));
        }
        dispatch(parts, to, readsChecksums(receiver), listener);
    }

    /** Sends messages in one packet, without news, unless they are too long for a packet of news; then gossip has never carried them either. */
    void sendIfItFits(List<Message> messages, InetSocketAddress to, Versions receiver) {
        List<Bytes> parts = new ArrayList<>();
        int length = -Compound.PART_OVERHEAD; // there is room for that of one part
        for (Message message : messages) {
            Bytes part = encoder.encode(message);
            parts.add(part);
            length += Compound.PART_OVERHEAD + part.length();
        }
        if (length <= longestBroadcast(packetSize, framing)) {
            dispatch(parts, to, readsChecksums(receiver), NOBODY_CARES);
        }
    }

    /**
     * Sends a packet of news.
     *
     * @return false if there was none to send
     */
    boolean sendNews(MemberEntry to, Transport.SendListener listener) {
        List<Bytes> parts = new ArrayList<>();
        boolean checksum = readsChecksums(to.versions);
        int overhead = framing.gossipOverhead() + (checksum ? PacketFraming.CHECKSUM_OVERHEAD : 0);
        fill(parts, packetSize - Compound.OVERHEAD - overhead);
        if (parts.isEmpty()) {
            return false;
        }
        dispatch(parts, to.address.socketAddress(), checksum, listener);
        return true;
    }

    private static boolean readsChecksums(Versions receiver) {
        return receiver.protocolMax() >= Versions.CRC;
    }

    private void fill(List<Bytes> parts, int budget) {
        int left = budget;
        for (BroadcastQueue queue : queues) {
            left = queue.take(parts, Compound.PART_OVERHEAD, left);
        }
    }

    private void dispatch(List<Bytes> parts, InetSocketAddress to, boolean checksum, Transport.SendListener listener) {
        packet.truncate(0);
        if (parts.size() == 1) {
            packet.put(parts.get(0));
        } else {
            Compound.write(parts, packet);
        }
        ByteBuffer sealed = framing.seal(packet.view(), checksum);
        metrics.packetSent(sealed.remaining());
        transport.send(to, sealed, listener);
        queues.forEach(BroadcastQueue::packetSent);
    }
}
