package io.gossip.memberlist;

import io.gossip.wire.Message;
import io.gossip.wire.Message.Ack;
import io.gossip.wire.Message.Alive;
import io.gossip.wire.Message.Dead;
import io.gossip.wire.Message.IndirectPing;
import io.gossip.wire.Message.Nack;
import io.gossip.wire.Message.Ping;
import io.gossip.wire.Message.Suspect;
import io.gossip.wire.Message.User;
import io.gossip.wire.PacketFraming;
import io.gossip.wire.WireException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * Takes packets apart and brings each message to the one who knows what to do with it.
 *
 * <p>Go queues what is not urgent and handles the newest first; here every message is handled when it is read, so order is
 * that of arrival, and no queue of the protocol can overflow.
 */
final class PacketReceiver implements PacketFraming.Sink {

    private final String selfName;
    private final AdmissionConfig admission;
    private final SourceLimit sources;
    private final PacketFraming framing;
    private final MemberTable table;
    private final Membership membership;
    private final PendingAcks pendingAcks;
    private final IndirectPings indirectPings;
    private final PacketSender sender;
    private final Corrections corrections;
    private final Application application;
    private final BadInput badInput;
    private final MemberlistMetrics metrics;
    private InetSocketAddress source = new InetSocketAddress(0);
    private boolean closed;

    PacketReceiver(
            MemberlistConfig config,
            SourceLimit sources,
            PacketFraming framing,
            MemberTable table,
            Membership membership,
            PendingAcks pendingAcks,
            IndirectPings indirectPings,
            PacketSender sender,
            Corrections corrections,
            Application application,
            BadInput badInput,
            MemberlistMetrics metrics) {
        this.selfName = config.name();
        this.admission = config.admission();
        this.sources = sources;
        this.framing = framing;
        this.table = table;
        this.membership = membership;
        this.pendingAcks = pendingAcks;
        this.indirectPings = indirectPings;
        this.sender = sender;
        this.corrections = corrections;
        this.application = application;
        this.badInput = badInput;
        this.metrics = metrics;
    }

    void receive(InetSocketAddress from, ByteBuffer packet) {
        metrics.packetReceived(packet.remaining());
        if (!sources.allowsPacket(from.getAddress())) {
            badInput.overloaded(from, "packets");
            return;
        }
        source = from;
        corrections.nextPacket();
        framing.open(packet, this);
    }

    /** Handles nothing any more, not even the rest of the packet in the middle of which the node is shut down. */
    void close() {
        closed = true;
    }

    @Override
    public void rejected(WireException why) {
        badInput.rejected(source, why);
    }

    @Override
    public void message(Message message) {
        if (closed) {
            return;
        }
        if (message instanceof Ping ping) {
            answer(ping);
        } else if (message instanceof Ack ack) {
            pendingAcks.acked(source, ack);
        } else if (message instanceof Alive alive) {
            admit(alive);
        } else if (message instanceof Suspect suspect) {
            corrections.accused(source, suspect.node(), suspect.incarnation(), suspect.from());
            membership.suspect(suspect);
        } else if (message instanceof Dead dead) {
            corrections.accused(source, dead.node(), dead.incarnation(), dead.from());
            membership.dead(dead);
        } else if (message instanceof User user) {
            application.deliver(source, user.payload());
        } else if (message instanceof IndirectPing request) {
            indirectPings.serve(source, request);
        } else if (message instanceof Nack nack) {
            pendingAcks.nacked(source, nack);
        }
    }

    /** Who may not be a member may not speak of members either (section 7.3); which addresses may be told of, is decided there. */
    private void admit(Alive alive) {
        if (admission.allows(source.getAddress())) {
            Suspect objection = membership.objection(alive);
            if (objection != null) {
                corrections.returned(objection, alive.versions());
            }
            membership.alive(alive);
        } else {
            badInput.refused(source, "announcement", "it comes from none of the allowedNetworks");
        }
    }

    /** Whoever is asked by name answers, also after leaving (section 8.4). */
    private void answer(Ping ping) {
        if (!ping.node().isEmpty() && !ping.node().equals(selfName)) {
            badInput.refused(source, "ping", "it is meant for another node");
            return;
        }
        if (admission.requireNodeNames() && ping.sourceNode().isEmpty()) {
            badInput.refused(source, "ping", "it does not say who sent it, and requireNodeNames is set");
            return;
        }
        InetSocketAddress replyTo = table.replyAddress(source, ping.source(), ping.sourceNode());
        sender.send(new Ack(ping.sequence(), application.ackPayload()), replyTo, PacketSender.NOBODY_CARES);
        corrections.pinged(ping, replyTo);
    }
}
