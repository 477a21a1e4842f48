package io.gossip.memberlist;

import io.gossip.runtime.EventLoop;

/** What every {@link Probe} of a node works with. */
record ProbeTools(
        MemberlistConfig config,
        EventLoop loop,
        MemberTable table,
        Membership membership,
        LocalHealth health,
        SequenceNumbers sequences,
        PendingAcks pendingAcks,
        PacketSender sender,
        StreamClient streams) {}
