package io.gossip.wire;

import org.jspecify.annotations.Nullable;

/** What a node believes of another one (protocol reference, section 4.8). */
public enum NodeState {
    /** It answers, or has just been heard of. */
    ALIVE(0),
    /** It missed a probe and has not yet refuted; still a member. */
    SUSPECT(1),
    /** It was suspected for too long. */
    DEAD(2),
    /** It said that it leaves. */
    LEFT(3);

    private final int number;

    NodeState(int number) {
        this.number = number;
    }

    /**
     * Whether the node counts as a member in this state.
     *
     * @return true for alive and suspect
     */
    public boolean isMember() {
        return this == ALIVE || this == SUSPECT;
    }

    /**
     * The number on the wire, which also serves as an index.
     *
     * @return 0 to 3
     */
    public int number() {
        return number;
    }

    /** The state of a number from the wire, or null if it means nothing. */
    static @Nullable NodeState ofNumber(long number) {
        return number == 0 ? ALIVE : number == 1 ? SUSPECT : number == 2 ? DEAD : number == 3 ? LEFT : null;
    }
}
