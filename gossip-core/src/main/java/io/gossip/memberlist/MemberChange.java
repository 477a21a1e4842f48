package io.gossip.memberlist;

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
}
