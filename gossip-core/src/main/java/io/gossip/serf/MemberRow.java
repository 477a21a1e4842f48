package io.gossip.serf;

import io.gossip.memberlist.Node;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What this node believes of one member; owned by the event loop. */
final class MemberRow {

    final String name;
    MemberStatus status = MemberStatus.ALIVE;

    /** Lamport time of the newest intent that was accepted; 0 if there was none. */
    long statusTime;

    /** Whether that time is known from a push/pull alone, which does not say whether it is that of a leave. */
    boolean mayBeLeave;

    /** When it went away, if it has. */
    long goneAtNanos;

    /** Whether it shall be forgotten as soon as it is gone. */
    boolean prune;

    private Node node;
    private Map<String, String> tags;
    private @Nullable Member snapshot;

    MemberRow(Node node, Map<String, String> tags) {
        this.name = node.name();
        this.node = node;
        this.tags = tags;
    }

    /** Takes over what memberlist knows now. */
    void refresh(Node newest, Map<String, String> newestTags) {
        node = newest;
        tags = newestTags;
    }

    Node node() {
        return node;
    }

    Map<String, String> tags() {
        return tags;
    }

    boolean isGone() {
        return status == MemberStatus.LEFT || status == MemberStatus.FAILED;
    }

    /** The same object until something changes. */
    Member snapshot() {
        Member current = snapshot;
        if (current == null) {
            current = new Member(name, node.address(), tags, status, node.versions(), node.incarnation());
            snapshot = current;
        }
        return current;
    }

    /** To be called after every change that {@link Member} shows. */
    void changed() {
        snapshot = null;
    }
}
