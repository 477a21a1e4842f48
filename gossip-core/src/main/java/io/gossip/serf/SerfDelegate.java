package io.gossip.serf;

import io.gossip.memberlist.ConflictDelegate;
import io.gossip.memberlist.Node;
import io.gossip.memberlist.NodeDelegate;
import io.gossip.runtime.LogLimiter;
import io.gossip.runtime.Printable;
import io.gossip.serf.SerfMessage.JoinIntent;
import io.gossip.serf.SerfMessage.LeaveIntent;
import io.gossip.serf.SerfMessage.Query;
import io.gossip.serf.SerfMessage.QueryResponse;
import io.gossip.serf.SerfMessage.Relay;
import io.gossip.serf.SerfMessage.UserEvent;
import io.gossip.wire.Address;
import io.gossip.wire.Bytes;
import io.gossip.wire.WireException;
import io.gossip.wire.WireException.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How serf rides on memberlist: hands each user message to whom it concerns, and adds its state to push/pulls (serf protocol
 * reference, section 4).
 *
 * <p>Gossiped messages that are new are passed on as the bytes that came, so that fields unknown to this version survive.
 */
final class SerfDelegate implements NodeDelegate, ConflictDelegate {

    private static final Logger log = LoggerFactory.getLogger(SerfDelegate.class);

    private final String selfName;
    private final Supplier<Bytes> meta;
    private final LamportClock clock;
    private final Members members;
    private final MemberLifecycle lifecycle;
    private final UserEvents userEvents;
    private final Queries queries;
    private final Broadcasts broadcasts;
    private final BiConsumer<Address, Bytes> sender;
    private final LogLimiter limiter;

    /**
     * The delegate of one node.
     *
     * @param meta gives the encoded tags of this node
     * @param sender sends a message to one address
     */
    SerfDelegate(
            String selfName,
            Supplier<Bytes> meta,
            LamportClock clock,
            Members members,
            MemberLifecycle lifecycle,
            UserEvents userEvents,
            Queries queries,
            Broadcasts broadcasts,
            BiConsumer<Address, Bytes> sender,
            LogLimiter limiter) {
        this.selfName = selfName;
        this.meta = meta;
        this.clock = clock;
        this.members = members;
        this.lifecycle = lifecycle;
        this.userEvents = userEvents;
        this.queries = queries;
        this.broadcasts = broadcasts;
        this.sender = sender;
        this.limiter = limiter;
    }

    @Override
    public Bytes meta() {
        return meta.get();
    }

    @Override
    public void messageReceived(Bytes payload) throws WireException {
        if (payload.isEmpty()) {
            return;
        }
        SerfMessage message = SerfCodec.decode(payload);
        if (message instanceof JoinIntent intent) {
            passOn(Broadcasts.Kind.INTENT, payload, lifecycle.joinIntent(intent));
        } else if (message instanceof LeaveIntent intent) {
            passOn(Broadcasts.Kind.INTENT, payload, lifecycle.leaveIntent(intent));
        } else if (message instanceof UserEvent event) {
            passOn(Broadcasts.Kind.EVENT, payload, userEvents.receive(event));
        } else if (message instanceof Query query) {
            passOn(Broadcasts.Kind.QUERY, payload, queries.receive(query));
        } else if (message instanceof QueryResponse response) {
            log.debug("Received an answer of {} to no query of this node", Printable.of(response.from()));
        } else if (message instanceof Relay relay) {
            relay(relay);
        }
    }

    @Override
    public Bytes localState(boolean join) {
        Map<String, Long> statusTimes = new LinkedHashMap<>();
        List<String> left = new ArrayList<>();
        for (MemberRow row : members.rows()) {
            // With the time of a leave that is under way a Go node would ignore the leave itself when gossip brings it.
            if (row.status != MemberStatus.LEAVING) {
                statusTimes.put(row.name, row.statusTime);
            }
            if (row.status == MemberStatus.LEFT) {
                left.add(row.name);
            }
        }
        return PushPullCodec.encode(new PushPullState(
                clock.time(),
                statusTimes,
                left,
                userEvents.clock().time(),
                userEvents.remembered(),
                queries.clock().time()));
    }

    /**
     * Nothing of this is passed on by gossip: a push/pull only mends what gossip has missed (section 4.4). An event that is
     * too large is complained about in the end; all else is merged.
     */
    @Override
    public void mergeRemoteState(Bytes bytes, boolean join) throws WireException {
        PushPullState state = PushPullCodec.decode(bytes);
        witness(clock, state.memberTime());
        witness(userEvents.clock(), state.eventTime());
        witness(queries.clock(), state.queryTime());
        // Those that left first, and one later than their last intent: the time of the leave itself is not transmitted.
        Set<String> left = new LinkedHashSet<>(state.leftMembers());
        for (String name : left) {
            lifecycle.leaveIntent(new LeaveIntent(state.statusTimes().getOrDefault(name, 0L) + 1, name, false));
        }
        state.statusTimes().forEach((name, time) -> {
            if (!left.contains(name)) {
                lifecycle.intentHeardOf(name, time);
            }
        });
        mergeEvents(state.events());
    }

    private void mergeEvents(List<PushPullState.Events> slots) throws WireException {
        WireException rejected = null;
        for (PushPullState.Events slot : slots) {
            for (PushPullState.Event event : slot.events()) {
                try {
                    userEvents.receive(new UserEvent(slot.time(), event.name(), event.payload(), false));
                } catch (WireException tooLarge) {
                    rejected = tooLarge;
                }
            }
        }
        if (rejected != null) {
            throw rejected;
        }
    }

    @Override
    public void conflict(Node existing, Node other) {
        if (existing.name().equals(selfName)) {
            limiter.log(
                    "own name",
                    selfName,
                    more -> log.error(
                            "The node at {} has the same name as this one, {}; give one of them another node name",
                            other.address(),
                            existing.name()));
        }
    }

    /** What came in a larger packet than this node sends, or in a compressed one, is known here but ends here. */
    private void passOn(Broadcasts.Kind kind, Bytes message, boolean isNew) throws WireException {
        if (isNew && !broadcasts.add(kind, message)) {
            throw new WireException(
                    Reason.TOO_LARGE,
                    "a serf message of " + message.length() + " bytes to be passed on fits into no packet");
        }
    }

    private void relay(Relay relay) {
        if (Address.isValidIp(relay.ip()) && !relay.message().isEmpty()) {
            sender.accept(Address.of(relay.ip(), relay.port()), relay.message());
        }
    }

    /** Afterwards the clock is not behind the time of the other side. */
    private static void witness(LamportClock clock, long time) {
        if (time != 0) {
            clock.witness(time - 1);
        }
    }
}
