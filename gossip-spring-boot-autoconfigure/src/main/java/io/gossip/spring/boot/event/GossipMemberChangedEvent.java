package io.gossip.spring.boot.event;

import io.gossip.serf.Member;

/**
 * A member changed its tags, and so perhaps the services it offers.
 *
 * @param member the member after the change
 */
public record GossipMemberChangedEvent(Member member) implements GossipMemberEvent {}
