package io.gossip.spring.boot.event;

import io.gossip.serf.Member;

/**
 * A member stopped to answer without having said that it leaves.
 *
 * @param member the member after the change
 */
public record GossipMemberFailedEvent(Member member) implements GossipMemberEvent {}
