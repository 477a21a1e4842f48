package io.gossip.memberlist;

import io.gossip.runtime.EventLoop;
import io.gossip.runtime.LogLimiter;

/** What every {@link Probe} of a node works with. */
record ProbeTools(
        MemberlistConfig config,
        EventLoop loop,
        MemberTable table,
        Membership membership,
        Application application,
        LocalHealth health,
        SequenceNumbers sequences,
        PendingAcks pendingAcks,
        PacketSender sender,
        StreamClient streams,
        LogLimiter limiter,
        MemberlistMetrics metrics) {}
