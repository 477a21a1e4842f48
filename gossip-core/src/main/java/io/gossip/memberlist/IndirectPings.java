package io.gossip.memberlist;

import io.gossip.runtime.EventLoop;
import io.gossip.runtime.Timer;
import io.gossip.wire.Address;
import io.gossip.wire.Bytes;
import io.gossip.wire.Message.Ack;
import io.gossip.wire.Message.IndirectPing;
import io.gossip.wire.Message.Nack;
import io.gossip.wire.Message.Ping;
import java.net.InetSocketAddress;

/**
 * Pings nodes for others: passes the ack on, or says in time that there was none (protocol reference, section 8.5).
 *
 * <p>In time is at 80 % of the probe timeout (Lifeguard, section IV-A), or of what it leaves of the interval if that is less: the
 * asking node, which has waited for its timeout before it asked, hears it before its own interval is over, and does not take this
 * one's silence for a weakness of its own.
 *
 * <p>Only members are pinged, and only where they are known to be, and only members and the asking address itself get an
 * answer, so that nobody can make this node send packets to strangers (section 18.4).
 */
final class IndirectPings {

    private static final double NACK_AT = 0.8;

    private final EventLoop loop;
    private final long timeoutNanos;
    private final long nackNanos;
    private final int maxPending;
    private final boolean requireNodeNames;
    private final MemberTable table;
    private final Membership membership;
    private final PortMask ports;
    private final SequenceNumbers sequences;
    private final PendingAcks pendingAcks;
    private final PacketSender sender;
    private final BadInput badInput;
    private int pending;

    IndirectPings(
            MemberlistConfig config,
            EventLoop loop,
            MemberTable table,
            Membership membership,
            PortMask ports,
            SequenceNumbers sequences,
            PendingAcks pendingAcks,
            PacketSender sender,
            BadInput badInput) {
        this.loop = loop;
        this.timeoutNanos = config.probing().timeout().toNanos();
        this.nackNanos = (long) (NACK_AT * patienceNanos(config.probing()));
        this.maxPending = config.input().maxIndirectPings();
        this.requireNodeNames = config.admission().requireNodeNames();
        this.table = table;
        this.membership = membership;
        this.ports = ports;
        this.sequences = sequences;
        this.pendingAcks = pendingAcks;
        this.sender = sender;
        this.badInput = badInput;
    }

    /** Who has the same settings as this node asks after its timeout, and waits for the rest of its interval. */
    private static long patienceNanos(ProbeConfig probing) {
        long timeout = probing.timeout().toNanos();
        long rest = probing.interval().toNanos() - timeout;
        return rest > 0 ? Math.min(timeout, rest) : timeout;
    }

    /** How many pings for others wait for an answer. */
    int pending() {
        return pending;
    }

    void serve(InetSocketAddress from, IndirectPing request) {
        if (requireNodeNames && request.sourceNode().isEmpty()) {
            badInput.refused(from, "indirect ping", "it does not say who sent it, and requireNodeNames is set");
            return;
        }
        InetSocketAddress target = ports.complete(request.target()).socketAddress();
        MemberEntry member = table.get(request.node());
        InetSocketAddress replyTo = table.replyAddress(from, request.source(), request.sourceNode());
        if (member == null || !member.address.socketAddress().equals(target)) {
            // Said at once, or the asking node would take this one's silence for a weakness of its own.
            nack(request, replyTo);
            return;
        }
        if (pending >= maxPending) {
            badInput.overloaded(from, "indirect pings");
            return;
        }
        long sequence = sequences.next();
        pending++;
        Timer nack = loop.schedule(nackNanos, () -> nack(request, replyTo));
        Timer timeout = loop.schedule(timeoutNanos, () -> done(sequence));
        pendingAcks.register(sequence, (source, ack) -> {
            if (!source.equals(target)) {
                return; // as in a probe of our own, only the target itself can say that it lives
            }
            done(sequence);
            nack.cancel();
            timeout.cancel();
            sender.send(new Ack(request.sequence(), Bytes.EMPTY), replyTo, PacketSender.NOBODY_CARES);
        });
        Address self = membership.self().address;
        sender.send(
                new Ping(sequence, request.node(), self, membership.self().name), target, PacketSender.NOBODY_CARES);
    }

    private void done(long sequence) {
        pending--;
        pendingAcks.remove(sequence);
    }

    private void nack(IndirectPing request, InetSocketAddress replyTo) {
        if (request.nack()) {
            sender.send(new Nack(request.sequence()), replyTo, PacketSender.NOBODY_CARES);
        }
    }
}
