package io.gossip.spring.boot.event;

import io.gossip.serf.Member;

/**
 * A member is gone on purpose.
 *
 * @param member the member after the change
 */
public record GossipMemberLeftEvent(Member member) implements GossipMemberEvent {}
