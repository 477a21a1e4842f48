package io.gossip.memberlist;

import org.jspecify.annotations.Nullable;

/**
 * All that an application plugs into the membership protocol, one part each; start from {@link #none()} and replace what the
 * application cares for.
 *
 * <p>A {@link Memberlist} calls every part on the application's executor, one call after another, so that a part that
 * blocks or throws holds up other parts but never a probe. A {@link MemberlistNode} calls them on the event loop, or as a
 * {@code Memberlist} does, as it is built.
 *
 * @param node what the application adds to the protocol
 * @param events hears of changes
 * @param conflict hears of two nodes with one name
 * @param alive decides who may be a member; null lets everybody in, and asks nobody
 * @param merge decides whose cluster may be merged with this one; null lets every cluster in, and asks nobody
 * @param ping adds to acks and hears how long they took; null adds nothing
 */
public record CompositeDelegate(
        NodeDelegate node,
        EventDelegate events,
        ConflictDelegate conflict,
        @Nullable AliveDelegate alive,
        @Nullable MergeDelegate merge,
        @Nullable PingDelegate ping) {

    /**
     * Adds nothing, hears nothing, lets everybody in.
     *
     * @return the delegate
     */
    public static CompositeDelegate none() {
        return new CompositeDelegate(
                new NodeDelegate() {}, new EventDelegate() {}, (existing, other) -> {}, null, null, null);
    }

    /**
     * The same with another part.
     *
     * @param part what the application adds to the protocol
     * @return a new delegate
     */
    public CompositeDelegate withNode(NodeDelegate part) {
        return new CompositeDelegate(part, events, conflict, alive, merge, ping);
    }

    /**
     * The same with another part.
     *
     * @param part hears of changes
     * @return a new delegate
     */
    public CompositeDelegate withEvents(EventDelegate part) {
        return new CompositeDelegate(node, part, conflict, alive, merge, ping);
    }

    /**
     * The same with another part.
     *
     * @param part hears of two nodes with one name
     * @return a new delegate
     */
    public CompositeDelegate withConflict(ConflictDelegate part) {
        return new CompositeDelegate(node, events, part, alive, merge, ping);
    }

    /**
     * The same with another part.
     *
     * @param part decides who may be a member
     * @return a new delegate
     */
    public CompositeDelegate withAlive(AliveDelegate part) {
        return new CompositeDelegate(node, events, conflict, part, merge, ping);
    }

    /**
     * The same with another part.
     *
     * @param part decides whose cluster may be merged with this one
     * @return a new delegate
     */
    public CompositeDelegate withMerge(MergeDelegate part) {
        return new CompositeDelegate(node, events, conflict, alive, part, ping);
    }

    /**
     * The same with another part.
     *
     * @param part adds to acks and hears how long they took
     * @return a new delegate
     */
    public CompositeDelegate withPing(PingDelegate part) {
        return new CompositeDelegate(node, events, conflict, alive, merge, part);
    }
}
