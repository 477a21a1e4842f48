package io.gossip.memberlist;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** The application's broadcasts, a queue for each priority. */
final class UserBroadcasts {

    private final Map<Broadcast.Priority, BroadcastQueue> queues = new EnumMap<>(Broadcast.Priority.class);

    /** How many may wait of each priority: with the longest that fit into a packet some 23 MB. */
    static final int MAX_WAITING = 16_384;

    private final MemberlistNode node;

    /** Queues of a node. */
    UserBroadcasts(MemberlistNode node) {
        this.node = node;
        for (Broadcast.Priority priority : Broadcast.Priority.values()) {
            queues.put(priority, node.addBroadcastQueue());
        }
    }

    /** Whether there is room for a message, or one that has been sent before that can be dropped for it. */
    boolean hasRoomFor(Broadcast broadcast) {
        return queueOf(broadcast).hasRoom(MAX_WAITING);
    }

    /**
     * Queues a message. If there is nobody to tell, it is finished at once.
     *
     * @param finished called once when it was sent often enough, or replaced
     * @return false if it fits into no packet
     */
    boolean add(Broadcast broadcast, Runnable finished) {
        BroadcastQueue queue = queueOf(broadcast);
        boolean fits;
        if (broadcast.subject() != null) {
            fits = queue.add(broadcast.subject(), broadcast.payload(), finished);
        } else if (broadcast.replaces() != null) {
            fits = queue.add(broadcast.payload(), broadcast.replaces(), finished);
        } else {
            fits = queue.add(broadcast.payload(), finished);
        }
        queue.prune(node.isAlone() ? 0 : MAX_WAITING);
        return fits;
    }

    private BroadcastQueue queueOf(Broadcast broadcast) {
        return Objects.requireNonNull(queues.get(broadcast.priority()));
    }
}
