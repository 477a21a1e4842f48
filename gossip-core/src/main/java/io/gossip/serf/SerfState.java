package io.gossip.serf;

/** How far the life of this node has come; it only ever moves forward, and a new life needs a new {@link Serf}. */
public enum SerfState {
    /** It takes part. */
    ALIVE,
    /** {@link Serf#leave()} is under way. */
    LEAVING,
    /** It has told the others that it leaves; it still answers until it is shut down. */
    LEFT,
    /** It is closed. */
    SHUTDOWN
}
