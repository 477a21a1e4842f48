package io.gossip.serf;

import io.gossip.runtime.LogLimiter;
import io.gossip.serf.SerfMessage.UserEvent;
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

    private final LamportClock clock = new LamportClock();
    private final LamportRing<PushPullState.Event> seen;
    private final LogLimiter limiter;

    UserEvents(int buffer, LogLimiter limiter) {
        this.seen = new LamportRing<>(buffer);
        this.limiter = limiter;
    }

    LamportClock clock() {
        return clock;
    }

    /**
     * Takes note of an event.
     *
     * @return whether it is new and should be passed on
     */
    boolean receive(UserEvent event) {
        clock.witness(event.time());
        if (seen.isTooOld(event.time(), clock)) {
            limiter.log(
                    "old event",
                    event.name(),
                    more -> log.warn(
                            "Received the old event {} from time {}, now is {} ({} more like it)",
                            event.name(),
                            Long.toUnsignedString(event.time()),
                            Long.toUnsignedString(clock.time()),
                            more));
            return false;
        }
        return seen.add(event.time(), new PushPullState.Event(event.name(), event.payload()));
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
