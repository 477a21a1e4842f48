package io.gossip.serf;

import io.gossip.runtime.LogLimiter;
import io.gossip.runtime.Printable;
import io.gossip.serf.SerfMessage.Query;
import io.gossip.serf.SerfMessage.QueryResponse;
import io.gossip.wire.Address;
import io.gossip.wire.Bytes;
import io.gossip.wire.MsgpackReader;
import io.gossip.wire.WireException;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queries that went through this node: recognises repetitions, and confirms those that want it and mean this node (serf
 * protocol reference, sections 3.6 and 8.3).
 */
final class Queries {

    private static final Logger log = LoggerFactory.getLogger(Queries.class);

    private static final int NODE_FILTER = 0;

    private final String selfName;
    private final LamportClock clock = new LamportClock();
    private final LamportRing<Long> seen;
    private final LogLimiter limiter;
    private final BiConsumer<Address, Bytes> sender;

    /**
     * The queries of one node.
     *
     * @param sender sends a message to one address
     */
    Queries(String selfName, int buffer, LogLimiter limiter, BiConsumer<Address, Bytes> sender) {
        this.selfName = selfName;
        this.seen = new LamportRing<>(buffer, id -> Long.BYTES);
        this.limiter = limiter;
        this.sender = sender;
    }

    LamportClock clock() {
        return clock;
    }

    /**
     * Takes note of a query.
     *
     * @return whether it is new and should be passed on
     */
    boolean receive(Query query) {
        clock.witness(query.time());
        if (seen.isTooOld(query.time(), clock)) {
            limiter.log(
                    "old query",
                    "",
                    more -> log.warn(
                            "Received the old query {} from time {}, now is {} ({} more like it)",
                            Printable.of(query.name()),
                            Long.toUnsignedString(query.time()),
                            Long.toUnsignedString(clock.time()),
                            more));
            return false;
        }
        if (!seen.add(query.time(), query.id())) {
            return false;
        }
        if (query.wantsAck() && means(query) && Address.isValidIp(query.ip())) {
            sender.accept(Address.of(query.ip(), query.port()), SerfCodec.encode(QueryResponse.ack(query, selfName)));
        }
        return query.mayBePassedOn();
    }

    /** Whether this node is asked: every filter must say so. One that is not understood says no. */
    private boolean means(Query query) {
        for (Bytes filter : query.filters()) {
            if (filter.isEmpty() || filter.at(0) != NODE_FILTER || !namesSelf(filter)) {
                return false;
            }
        }
        return true;
    }

    private boolean namesSelf(Bytes filter) {
        MsgpackReader reader = new MsgpackReader(filter.asBuffer().position(1));
        try {
            for (int left = reader.readArrayHeader(); left > 0; left--) {
                if (reader.readString(SerfCodec.MAX_NAME).equals(selfName)) {
                    return true;
                }
            }
        } catch (WireException broken) {
            limiter.log(
                    "query filter", "", more -> log.warn("Received a broken query filter: {}", broken.getMessage()));
        }
        return false;
    }
}
