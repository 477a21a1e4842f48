package io.gossip.memberlist;

import io.gossip.wire.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A message of the application that is to reach every member by gossip, riding on packets that are sent anyway and within
 * the limit on how often news is repeated (protocol reference, section 11).
 *
 * @param payload the message; it must fit into one packet together with what surrounds it
 * @param subject what it is about: a later message on the same subject replaces one that still waits. Null for a message that
 *     stands for itself
 * @param priority what goes first where not everything fits into a packet; the membership's own news goes before all
 */
public record Broadcast(Bytes payload, @Nullable String subject, Priority priority) {

    /** Which of the application's messages go first. */
    public enum Priority {
        /** Before all other messages of the application. */
        HIGH,
        /** The usual. */
        NORMAL,
        /** When there is room left. */
        LOW
    }

    /**
     * A message of normal priority that stands for itself.
     *
     * @param payload the message
     * @return the broadcast
     */
    public static Broadcast of(Bytes payload) {
        return new Broadcast(payload, null, Priority.NORMAL);
    }

    /**
     * The same about a subject.
     *
     * @param newSubject what it is about
     * @return a new broadcast
     */
    public Broadcast about(String newSubject) {
        return new Broadcast(payload, newSubject, priority);
    }

    /**
     * The same with another priority.
     *
     * @param newPriority what goes first
     * @return a new broadcast
     */
    public Broadcast withPriority(Priority newPriority) {
        return new Broadcast(payload, subject, newPriority);
    }
}
