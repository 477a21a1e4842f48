package io.gossip.serf;

/**
 * A change of the membership.
 *
 * @param type what happened
 * @param member the member after the change
 */
public record MemberEvent(Type type, Member member) implements SerfEvent {

    /** What happened to a member (serf protocol reference, section 6.12). */
    public enum Type {
        /** It became a member, or came back; this node reports itself too, when it starts. */
        JOIN,
        /** It is gone on purpose. */
        LEAVE,
        /** It stopped to answer. */
        FAILED,
        /** Its tags changed. */
        UPDATE,
        /** It had been gone for so long, or was removed by an operator, that it is now forgotten. */
        REAP
    }
}
