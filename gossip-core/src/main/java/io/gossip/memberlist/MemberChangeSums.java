package io.gossip.memberlist;

import io.gossip.memberlist.MemberChange.Kind;
import io.gossip.runtime.Backlog;
import org.jspecify.annotations.Nullable;

/**
 * What several changes of one node come to for an application that is told of them as one: who came and went is not told of, who went and
 * came back was updated. A node is known as joined until it left.
 */
final class MemberChangeSums implements Backlog.Sums<MemberChange, Kind> {

    @Override
    public String subject(MemberChange change) {
        return change.node().name();
    }

    @Override
    public @Nullable Kind after(MemberChange change) {
        return change.kind() == Kind.LEFT ? null : Kind.JOINED;
    }

    @Override
    public @Nullable MemberChange add(@Nullable Kind known, @Nullable MemberChange sum, MemberChange next) {
        if (next.kind() == Kind.LEFT) {
            return known == null ? null : next;
        }
        if (known == null) {
            return new MemberChange(Kind.JOINED, next.node());
        }
        boolean updated = sum != null && (sum.kind() == Kind.LEFT || sum.kind() == Kind.UPDATED);
        return updated ? new MemberChange(Kind.UPDATED, next.node()) : next;
    }
}
