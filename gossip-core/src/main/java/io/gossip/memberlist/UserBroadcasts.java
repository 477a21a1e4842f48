package io.gossip.memberlist;

import java.util.EnumMap;
import java.util.Map;

/** The application's broadcasts, a queue for each priority. */
final class UserBroadcasts {

    private final Map<Broadcast.Priority, BroadcastQueue> queues = new EnumMap<>(Broadcast.Priority.class);

    private final MemberlistNode node;
    private final int maxWaiting;

    /**
     * Queues of a node.
     *
     * @param maxWaiting how many may wait of each priority; those sent most often are dropped then
     */
    UserBroadcasts(MemberlistNode node, int maxWaiting) {
        this.node = node;
        this.maxWaiting = maxWaiting;
        for (Broadcast.Priority priority : Broadcast.Priority.values()) {
            queues.put(priority, node.addBroadcastQueue());
        }
    }

    /**
     * Queues a message. If there is nobody to tell, it is finished at once.
     *
     * @param finished called once when it was sent often enough, or replaced
     * @return false if it fits into no packet
     */
    boolean add(Broadcast broadcast, Runnable finished) {
        BroadcastQueue queue = queues.get(broadcast.priority());
        if (queue == null) {
            throw new IllegalStateException("no queue for " + broadcast.priority());
        }
        boolean fits;
        if (broadcast.subject() != null) {
            fits = queue.add(broadcast.subject(), broadcast.payload(), finished);
        } else if (broadcast.replaces() != null) {
            fits = queue.add(broadcast.payload(), broadcast.replaces(), finished);
        } else {
            fits = queue.add(broadcast.payload(), finished);
        }
        queue.prune(node.isAlone() ? 0 : maxWaiting);
        return fits;
    }
}
