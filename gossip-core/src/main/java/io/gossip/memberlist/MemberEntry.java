package io.gossip.memberlist;

import io.gossip.wire.Address;
import io.gossip.wire.Bytes;
import io.gossip.wire.Message.Alive;
import io.gossip.wire.NodeState;
import io.gossip.wire.Versions;
import org.jspecify.annotations.Nullable;

/** One row of the {@link MemberTable}: a node as it is known now. Changed by {@link Membership} only. */
final class MemberEntry {

    final String name;
    Address address;
    Bytes meta;
    Versions versions;
    long incarnation;

    /** The highest incarnation at which it was accused since it was alive: who is gone does not come back with an older one. */
    long accused;

    private NodeState state = NodeState.DEAD;
    private long stateChangedAt;
    private @Nullable Suspicion suspicion;

    /** A node not heard of before: it counts as dead until its announcement is applied. */
    MemberEntry(String name, Address address, Bytes meta, Versions versions, long nowNanos) {
        this.name = name;
        this.address = address;
        this.meta = meta;
        this.versions = versions;
        this.stateChangedAt = nowNanos;
    }

    NodeState state() {
        return state;
    }

    /** Only {@link MemberTable#changeState} calls this, because it keeps the counts. */
    void state(NodeState newState, long nowNanos) {
        state = newState;
        stateChangedAt = nowNanos;
    }

    long nanosInState(long nowNanos) {
        return nowNanos - stateChangedAt;
    }

    @Nullable
    Suspicion suspicion() {
        return suspicion;
    }

    void suspicion(@Nullable Suspicion newSuspicion) {
        if (suspicion != null) {
            suspicion.cancel();
        }
        suspicion = newSuspicion;
    }

    boolean isGone() {
        return !state.isMember();
    }

    /**
     * Whether an announcement says more than is known already. From another address it always does: that of a name that has moved, or
     * of a conflict.
     */
    boolean isNews(Alive message) {
        return !address.equals(message.address())
                || (message.incarnation() > incarnation && !(isGone() && message.incarnation() <= accused));
    }

    /** What this node would say of it, as the one it names said it. */
    Alive announcement() {
        return new Alive(incarnation, name, address, meta, versions);
    }

    /** Whether gossip tells it news: the recently dead too, so that one who is wrongly held for dead learns of it and refutes. */
    boolean isToldNews(long nowNanos, long toTheDeadNanos) {
        return switch (state) {
            case ALIVE, SUSPECT -> true;
            case DEAD -> nanosInState(nowNanos) <= toTheDeadNanos;
            case LEFT -> false;
        };
    }

    Node snapshot() {
        return new Node(name, address, meta, versions, incarnation, state);
    }
}
