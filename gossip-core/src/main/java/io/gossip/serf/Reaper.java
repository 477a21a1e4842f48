package io.gossip.serf;

import java.util.ArrayList;
import java.util.List;

/** Forgets members that have been gone for long enough, and old intents (serf protocol reference, section 6.10). */
final class Reaper {

    private final SerfConfig config;
    private final Members members;
    private final Intents intents;
    private final MemberLifecycle lifecycle;

    Reaper(SerfConfig config, Members members, Intents intents, MemberLifecycle lifecycle) {
        this.config = config;
        this.members = members;
        this.intents = intents;
        this.lifecycle = lifecycle;
    }

    /** Looks through everything once. */
    void reap(long nowNanos) {
        long failedNanos = config.reconnectTimeout().toNanos();
        long leftNanos = config.tombstoneTimeout().toNanos();
        List<MemberRow> expired = new ArrayList<>();
        for (MemberRow row : members.rows()) {
            long limit = row.status == MemberStatus.FAILED ? failedNanos : leftNanos;
            if (row.isGone() && nowNanos - row.goneAtNanos > limit) {
                expired.add(row);
            }
        }
        expired.forEach(lifecycle::forget);
        intents.expire();
    }
}
