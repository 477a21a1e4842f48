package io.gossip.memberlist;

import io.gossip.wire.Message.Ping;
import io.gossip.wire.Message.Suspect;
import io.gossip.wire.NodeState;
import io.gossip.wire.Versions;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells those who missed a refutation, which gossip sends only so often, what they missed: who accuses this node to its face of
 * what it has refuted, and who asks before it declares somebody dead ({@link SecondOpinion}). Otherwise they would hold a node for
 * dead whatever all others know. And who was gone, and has come back through somebody who has forgotten it, is told what it must
 * refute to be a member again for those who have not.
 *
 * <p>One packet gets one answer, however many accusations it holds, and only who is known here gets any, where it is known to be;
 * and one packet makes one call to somebody who is back, where it was before.
 */
final class Corrections {

    private final String selfName;
    private final MemberTable table;
    private final PacketSender sender;
    private @Nullable MemberEntry wronged;
    private boolean told;
    private boolean returnerTold;

    Corrections(String selfName, MemberTable table, PacketSender sender) {
        this.selfName = selfName;
        this.table = table;
        this.sender = sender;
    }

    /** What follows is from the next packet. */
    void nextPacket() {
        wronged = null;
        told = false;
        returnerTold = false;
    }

    /** A packet says that a node is suspect or dead. */
    void accused(InetSocketAddress source, String node, long incarnation, String accuser) {
        MemberEntry entry = table.get(node);
        if (entry == null || entry.state() != NodeState.ALIVE || incarnation >= entry.incarnation) {
            return;
        }
        if (node.equals(selfName)) {
            tell(accuser, source, entry);
        } else if (wronged == null) {
            wronged = entry;
        }
    }

    /** A packet pings this node: with an accusation in front of the ping it is a question. */
    void pinged(Ping ping, InetSocketAddress replyTo) {
        if (wronged != null) {
            tell(ping.sourceNode(), replyTo, wronged);
        }
    }

    /** A packet announces a node that is gone with what is no news. */
    void returned(Suspect objection, Versions receiver) {
        MemberEntry entry = table.get(objection.node());
        if (!returnerTold && entry != null) {
            returnerTold = true;
            sender.sendIfItFits(List.of(objection), entry.address.socketAddress(), receiver);
        }
    }

    private void tell(String asking, InetSocketAddress source, MemberEntry accused) {
        MemberEntry member = table.get(asking);
        if (!told && member != null && member.address.socketAddress().equals(source)) {
            told = true;
            sender.sendIfItFits(List.of(accused.announcement()), source, member.versions);
        }
    }
}
