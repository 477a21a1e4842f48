package io.gossip.serf;

import io.gossip.runtime.LogLimiter;
import io.gossip.runtime.Printable;
import io.gossip.serf.SerfMessage.UserEvent;
import io.gossip.wire.WireException;
import io.gossip.wire.WireException.Reason;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The user events that went through this node: recognises repetitions, and remembers them for push/pulls (serf protocol
 * reference, sections 5.2 and 7.2).
 */
final class UserEvents {

    private static final Logger log = LoggerFactory.getLogger(UserEvents.class);

    /** Most bytes of name and payload together: no sender allows more (section 7.1). */
    static final int MAX_BYTES = 9216;

    private final LamportClock clock = new LamportClock();
    private final LamportRing<PushPullState.Event> seen;
    private final LogLimiter limiter;

    UserEvents(int buffer, LogLimiter limiter) {
        this.seen = new LamportRing<>(buffer, PushPullState.Event::length);
        this.limiter = limiter;
    }

    LamportClock clock() {
        return clock;
    }

    /**
     * Takes note of an event.
     *
     * @return whether it is new and should be passed on
     * @throws WireException if it is larger than any sender allows; nothing of it is noted then
     */
    boolean receive(UserEvent event) throws WireException {
        PushPullState.Event received = new PushPullState.Event(event.name(), event.payload());
        int length = received.length();
        if (length > MAX_BYTES) {
            throw new WireException(
                    Reason.TOO_LARGE, "a user event of " + length + " bytes, " + MAX_BYTES + " are allowed");
        }
        clock.witness(event.time());
        if (seen.isTooOld(event.time(), clock)) {
            limiter.log(
                    "old event",
                    "",
                    more -> log.warn(
                            "Received the old event {} from time {}, now is {} ({} more like it)",
                            Printable.of(event.name()),
                            Long.toUnsignedString(event.time()),
                            Long.toUnsignedString(clock.time()),
                            more));
            return false;
        }
        return seen.add(event.time(), received);
    }

    /** What is remembered, for a push/pull. */
    List<PushPullState.Events> remembered() {
        List<PushPullState.Events> slots = new ArrayList<>();
        for (LamportRing.Slot<PushPullState.Event> slot : seen.occupied()) {
            slots.add(new PushPullState.Events(slot.time(), List.copyOf(slot.seen())));
        }
        return slots;
    }
}
