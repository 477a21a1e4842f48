package io.gossip.memberlist;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The application's broadcasts of a node, a queue for each priority, of which each has a bound. Used on the node's event loop; whoever has
 * the facade calls {@link Memberlist#broadcast} instead.
 */
public final class UserBroadcasts {

    private final Map<Broadcast.Priority, BroadcastQueue> queues = new EnumMap<>(Broadcast.Priority.class);

    /** How many may wait of each priority: with the longest that fit into a packet some 23 MB. */
    public static final int MAX_WAITING = 16_384;

    private final MemberlistNode node;

    /**
     * Adds the queues to a node.
     *
     * @param node who gossips what is in them
     */
    public UserBroadcasts(MemberlistNode node) {
        this.node = node;
        for (Broadcast.Priority priority : Broadcast.Priority.values()) {
            queues.put(priority, node.addBroadcastQueue());
        }
    }

    /** What became of a message. */
    public enum Outcome {
        /** It is on its way. */
        QUEUED,
        /** It fits into no packet. */
        TOO_LONG,
        /** As many wait as may, and none of them has been sent yet. */
        NO_ROOM
    }

    /**
     * Queues a message. If there is nobody to tell, it is finished at once.
     *
     * @param broadcast the message
     * @param finished called once, if it was queued, when it was sent often enough, or replaced
     * @return whether it was queued, and if not, why
     */
    public Outcome add(Broadcast broadcast, Runnable finished) {
        BroadcastQueue queue = Objects.requireNonNull(queues.get(broadcast.priority()));
        boolean fits;
        if (broadcast.subject() != null) {
            fits = queue.add(broadcast.subject(), broadcast.payload(), finished);
        } else if (broadcast.replaces() != null) {
            fits = queue.add(broadcast.payload(), broadcast.replaces(), finished);
        } else {
            fits = queue.add(broadcast.payload(), finished);
        }
        if (!fits) {
            return Outcome.TOO_LONG;
        }
        if (node.isAlone()) {
            queue.prune(0);
        }
        return queue.keepWithin(MAX_WAITING) ? Outcome.QUEUED : Outcome.NO_ROOM;
    }

    /**
     * How many wait, of all priorities.
     *
     * @return 0 or more
     */
    public int size() {
        return queues.values().stream().mapToInt(BroadcastQueue::size).sum();
    }
}
