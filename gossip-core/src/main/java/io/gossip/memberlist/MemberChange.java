package io.gossip.memberlist;

import org.jspecify.annotations.Nullable;

/**
 * A change that an {@link EventDelegate} is told.
 *
 * @param kind what happened
 * @param node the node after it
 */
record MemberChange(Kind kind, Node node) {

    enum Kind {
        JOINED,
        UPDATED,
        REANNOUNCED,
        SUSPECTED,
        LEFT
    }

    void tell(EventDelegate delegate) {
        switch (kind) {
            case JOINED -> delegate.joined(node);
            case UPDATED -> delegate.updated(node);
            case REANNOUNCED -> delegate.reannounced(node);
            case SUSPECTED -> delegate.suspected(node);
            case LEFT -> delegate.left(node);
        }
    }

    /** What this and the next change of the same node come to for who has heard of neither; null if to nothing. */
    @Nullable
    MemberChange then(MemberChange next) {
        return switch (kind) {
            case JOINED -> next.kind == Kind.LEFT ? null : new MemberChange(Kind.JOINED, next.node);
            case UPDATED -> next.kind == Kind.LEFT ? next : new MemberChange(Kind.UPDATED, next.node);
            case LEFT -> next.kind == Kind.JOINED ? new MemberChange(Kind.UPDATED, next.node) : next;
            case REANNOUNCED, SUSPECTED -> next;
        };
    }
}
