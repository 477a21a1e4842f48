package io.gossip.serf;

import org.jspecify.annotations.Nullable;

/**
 * A change of the membership.
 *
 * @param type what happened
 * @param member the member after the change
 */
public record MemberEvent(Type type, Member member) implements SerfEvent {

    /**
     * What this event and the next one of the same member come to for somebody who has heard of neither: one who came and went
     * meanwhile is not told of, one who went and came back has changed.
     *
     * @param next the next event of the same member
     * @return one event; null if they come to nothing
     */
    public @Nullable MemberEvent then(MemberEvent next) {
        boolean gone = next.type != Type.JOIN && next.type != Type.UPDATE;
        return switch (type) {
            case JOIN -> gone ? null : new MemberEvent(Type.JOIN, next.member);
            case UPDATE -> next;
            case LEAVE, FAILED ->
                switch (next.type) {
                    case JOIN -> new MemberEvent(Type.UPDATE, next.member);
                    case REAP -> this; // that it is gone is what matters
                    case LEAVE, FAILED, UPDATE -> next;
                };
            case REAP -> next;
        };
    }

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
