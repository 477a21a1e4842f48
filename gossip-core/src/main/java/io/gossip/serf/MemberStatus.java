package io.gossip.serf;

/** What this node believes of a member (serf protocol reference, section 6.1). */
public enum MemberStatus {
    /** It takes part. */
    ALIVE,
    /** It said that it leaves, but has not yet gone. */
    LEAVING,
    /** It is gone on purpose, or was declared so by an operator. */
    LEFT,
    /** It stopped to answer without having said that it leaves. */
    FAILED
}
