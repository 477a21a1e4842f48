package io.gossip.spring.boot.event;

import io.gossip.serf.Member;

/**
 * Something happened to a member of the cluster; published to the application's listeners in the order in which this node
 * learned of it, one at a time, on a thread of its own.
 *
 * <p>Sealed: {@code @EventListener void on(GossipMemberEvent event)} hears all, a parameter of one of the four types only
 * that one. The node itself is a member too, so the first event is its own {@link GossipMemberJoinedEvent}.
 */
public sealed interface GossipMemberEvent
        permits GossipMemberJoinedEvent, GossipMemberLeftEvent, GossipMemberFailedEvent, GossipMemberChangedEvent {

    /**
     * Who it happened to.
     *
     * @return the member after the change
     */
    Member member();
}
