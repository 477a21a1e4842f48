package io.gossip.spring.boot.event;

import io.gossip.serf.Member;

/**
 * A member joined, or came back after it had failed or left.
 *
 * @param member the member after the change
 */
public record GossipMemberJoinedEvent(Member member) implements GossipMemberEvent {}
