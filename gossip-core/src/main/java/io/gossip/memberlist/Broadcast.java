package io.gossip.memberlist;

import io.gossip.wire.Bytes;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A message of the application that is to reach every member by gossip, riding on packets that are sent anyway and within
 * the limit on how often news is repeated (protocol reference, section 11).
 *
 * <p>There are three kinds, as in Go. A message about a subject (named) replaces the one on that subject that still waits. One
 * with a rule (plain) replaces those of its kind for which the rule says so. One with neither (unique) replaces nothing and is
 * replaced by nothing. Messages replace only those of the same priority.
 *
 * @param payload the message; it must fit into one packet together with what surrounds it
 * @param subject what it is about; null for a message without
 * @param replaces which messages that have a rule, too, and still wait, it makes superfluous, by their payload; null for a
 *     message without a rule. Asked for each of them, so it costs time in proportion to their number. Runs on the event loop and
 *     must be quick; if it throws, the broadcast fails and replaces nothing
 * @param priority what goes first where not everything fits into a packet; the membership's own news goes before all
 */
public record Broadcast(
        Bytes payload, @Nullable String subject, @Nullable Predicate<Bytes> replaces, Priority priority) {

    /**
     * Checks that it is of one kind.
     *
     * @param payload the message
     * @param subject what it is about
     * @param replaces which messages it makes superfluous
     * @param priority what goes first
     * @throws IllegalArgumentException if it has both a subject and a rule
     */
    public Broadcast {
        if (subject != null && replaces != null) {
            throw new IllegalArgumentException("a broadcast has a subject or a rule, not both");
        }
    }

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
        return new Broadcast(payload, null, null, Priority.NORMAL);
    }

    /**
     * The same about a subject, in place of a rule.
     *
     * @param newSubject what it is about
     * @return a new broadcast
     */
    public Broadcast about(String newSubject) {
        return new Broadcast(payload, newSubject, null, priority);
    }

    /**
     * The same with a rule of what it replaces, in place of a subject.
     *
     * @param rule given the payload of a message that waits and has a rule, too; true if this one makes it superfluous
     * @return a new broadcast
     */
    public Broadcast replacing(Predicate<Bytes> rule) {
        return new Broadcast(payload, null, rule, priority);
    }

    /**
     * The same with another priority.
     *
     * @param newPriority what goes first
     * @return a new broadcast
     */
    public Broadcast withPriority(Priority newPriority) {
        return new Broadcast(payload, subject, replaces, newPriority);
    }
}
