package io.gossip.memberlist;

import java.util.EnumMap;
import java.util.Map;

/** The application's broadcasts, a queue for each priority. */
final class UserBroadcasts {

    private final Map<Broadcast.Priority, BroadcastQueue> queues = new EnumMap<>(Broadcast.Priority.class);

    UserBroadcasts(MemberlistNode node) {
        for (Broadcast.Priority priority : Broadcast.Priority.values()) {
            queues.put(priority, node.addBroadcastQueue());
        }
    }

    /**
     * Queues a message.
     *
     * @param finished called once when it was sent often enough, or replaced
     * @return false if it fits into no packet
     */
    boolean add(Broadcast broadcast, Runnable finished) {
        BroadcastQueue queue = queues.get(broadcast.priority());
        if (queue == null) {
            throw new IllegalStateException("no queue for " + broadcast.priority());
        }
        return broadcast.subject() == null
                ? queue.add(broadcast.payload(), finished)
                : queue.add(broadcast.subject(), broadcast.payload(), finished);
    }
}
