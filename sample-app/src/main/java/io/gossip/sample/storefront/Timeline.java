package io.gossip.sample.storefront;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gossip.discovery.ServiceInstance;
import io.gossip.discovery.ServiceTags;
import io.gossip.spring.boot.event.GossipMemberChangedEvent;
import io.gossip.spring.boot.event.GossipMemberFailedEvent;
import io.gossip.spring.boot.event.GossipMemberJoinedEvent;
import io.gossip.spring.boot.event.GossipMemberLeftEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;

/** What happened to the members of the cluster, as this process learned it, and since when each is what it is. */
public class Timeline {

    private static final int LENGTH = 100;

    private final Clock clock;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private final Map<String, Instant> since = new HashMap<>();
    private long added;

    Timeline(Clock clock) {
        this.clock = clock;
    }

    @EventListener
    void on(GossipMemberJoinedEvent event) {
        add(Kind.JOINED, event.member().name());
    }

    @EventListener
    void on(GossipMemberLeftEvent event) {
        add(Kind.LEFT, event.member().name());
    }

    @EventListener
    void on(GossipMemberFailedEvent event) {
        add(Kind.FAILED, event.member().name());
    }

    @EventListener
    void on(GossipMemberChangedEvent event) {
        String offered = ServiceTags.fromMember(event.member()).stream()
                .map(ServiceInstance::service)
                .collect(Collectors.joining(", "));
        add(Kind.CHANGED, event.member().name(), "offers " + (offered.isEmpty() ? "nothing" : offered));
    }

    /**
     * Adds an entry.
     *
     * @param kind what happened
     * @param member to whom
     */
    public void add(Kind kind, String member) {
        add(kind, member, null);
    }

    private synchronized void add(Kind kind, String member, @Nullable String detail) {
        Instant now = clock.instant();
        if (kind.changesStatus()) {
            since.put(member, now);
        }
        added++;
        entries.addFirst(new Entry(added, now, kind, member, detail));
        if (entries.size() > LENGTH) {
            entries.removeLast();
        }
    }

    /** The newest first. */
    synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** Since when a member has been alive, or gone. */
    synchronized Optional<Instant> since(String member) {
        return Optional.ofNullable(since.get(member));
    }

    /**
     * Something that happened.
     *
     * @param number counts from 1
     * @param at when
     * @param kind what
     * @param member to whom
     * @param detail what more is to say, if anything
     */
    record Entry(
            long number,
            Instant at,
            Kind kind,
            String member,
            @Nullable String detail) {}

    /** What can happen. */
    public enum Kind {
        /** It is a member, for the first time or again. */
        @JsonProperty("joined")
        JOINED,
        /** It is gone on purpose. */
        @JsonProperty("left")
        LEFT,
        /** It is gone without a word. */
        @JsonProperty("failed")
        FAILED,
        /** Its tags changed. */
        @JsonProperty("changed")
        CHANGED,
        /** The demo started its process. */
        @JsonProperty("started")
        STARTED,
        /** The demo asked its process to stop. */
        @JsonProperty("stopped")
        STOPPED,
        /** The demo killed its process. */
        @JsonProperty("killed")
        KILLED,
        /** Its process ended without having been asked to. */
        @JsonProperty("crashed")
        CRASHED;

        private boolean changesStatus() {
            return this == JOINED || this == LEFT || this == FAILED;
        }
    }
}
