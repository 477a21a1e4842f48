package io.gossip.serf;

/**
 * Something that happened in the cluster; listeners get events in the order in which this node learned of them.
 *
 * <p>Sealed, so that a {@code switch} over it can be complete.
 */
public sealed interface SerfEvent permits MemberEvent {}
