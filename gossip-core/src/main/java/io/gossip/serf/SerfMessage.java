package io.gossip.serf;

import io.gossip.wire.Bytes;
import java.util.List;

/**
 * What serf nodes say to each other in user messages; one record per message type (serf protocol reference, section 3).
 *
 * <p>Lamport times have 64 unsigned bits.
 */
sealed interface SerfMessage {

    /**
     * Says that a node leaves, or is declared gone (3.3).
     *
     * @param time member clock
     * @param node who leaves; not necessarily the sender
     * @param prune whether it shall be forgotten at once
     */
    record LeaveIntent(long time, String node, boolean prune) implements SerfMessage {}

    /**
     * Says that a node has joined, or contradicts that it leaves (3.2).
     *
     * @param time member clock
     * @param node who joins
     */
    record JoinIntent(long time, String node) implements SerfMessage {}

    /**
     * Something an application tells all nodes (3.4).
     *
     * @param time event clock
     * @param name what happened
     * @param payload details, possibly empty
     * @param coalesce whether only the newest of several such events matters
     */
    record UserEvent(long time, String name, Bytes payload, boolean coalesce) implements SerfMessage {}

    /**
     * A question to all nodes, or to some (3.5).
     *
     * @param time query clock
     * @param id random, 32 bits
     * @param ip IP of the asker, 4 or 16 bytes if it makes sense
     * @param port port of the asker, 0 to 65535
     * @param sourceNode name of the asker; empty if not said
     * @param filters who is asked; empty means everybody
     * @param flags {@link #ACK} and {@link #NO_BROADCAST}
     * @param relayFactor how many other nodes shall pass on each answer as well, 0 to 255
     * @param timeoutNanos how long the asker listens
     * @param name what is asked
     * @param payload details, possibly empty
     */
    record Query(
            long time,
            long id,
            Bytes ip,
            int port,
            String sourceNode,
            List<Bytes> filters,
            long flags,
            int relayFactor,
            long timeoutNanos,
            String name,
            Bytes payload)
            implements SerfMessage {

        /** Flag: the asker wants to know who got the question. */
        static final long ACK = 1;

        /** Flag: the question shall not be passed on. */
        static final long NO_BROADCAST = 2;

        public Query {
            filters = List.copyOf(filters);
        }

        boolean wantsAck() {
            return (flags & ACK) != 0;
        }

        boolean mayBePassedOn() {
            return (flags & NO_BROADCAST) == 0;
        }
    }

    /**
     * An answer to a {@link Query}, or the word that it has arrived (3.7).
     *
     * @param time that of the query
     * @param id that of the query, 32 bits
     * @param from name of the answering node
     * @param flags {@link #ACK} or 0
     * @param payload the answer; empty in an ack
     */
    record QueryResponse(long time, long id, String from, long flags, Bytes payload) implements SerfMessage {

        /** Flag: this only says that the query has arrived. */
        static final long ACK = 1;

        static QueryResponse ack(Query query, String from) {
            return new QueryResponse(query.time, query.id, from, ACK, Bytes.EMPTY);
        }
    }

    /**
     * A message to be passed on to another node, unopened (3.8).
     *
     * @param ip IP of that node, 4 or 16 bytes if it makes sense
     * @param port its port, 0 to 65535
     * @param node its name
     * @param message what to pass on
     */
    record Relay(Bytes ip, int port, String node, Bytes message) implements SerfMessage {}
}
