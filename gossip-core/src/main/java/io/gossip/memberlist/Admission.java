package io.gossip.memberlist;

import io.gossip.wire.Message.Alive;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Asks the application whether announcements are to be believed, where it wants to be asked (protocol reference, section 7.3,
 * step 3).
 *
 * <p>It is asked about what an announcement says, not that it was said: a node that only refutes, saying nothing new of itself,
 * is believed at once, so that no application however slow makes this node hold it for dead. Of one node only one question is
 * open at a time, however often the news comes by gossip.
 */
final class Admission {

    private final Application application;
    private final MemberTable table;
    private final String selfName;

    /** The newest announcement of each node about which a question is open. */
    private final Map<String, Alive> open = new HashMap<>();

    Admission(Application application, MemberTable table, String selfName) {
        this.application = application;
        this.table = table;
        this.selfName = selfName;
    }

    /** Whether the application is to be asked about an announcement. */
    boolean needsConsent(Alive message) {
        if (!application.filtersAlive() || message.node().equals(selfName)) {
            return false;
        }
        MemberEntry known = table.get(message.node());
        if (known == null) {
            return true;
        }
        boolean moved = !known.address.equals(message.address());
        if (message.incarnation() <= known.incarnation && !moved) {
            return false;
        }
        return moved
                || known.isGone()
                || !known.meta.equals(message.meta())
                || !known.versions.equals(message.versions());
    }

    /** Whether it is being decided if a node is to be believed. */
    boolean isOpen(String node) {
        return open.containsKey(node);
    }

    /** Asks about one announcement; goes on with it, or with one that has come meanwhile, if it is admitted. */
    void ask(Alive message, Consumer<Alive> admitted) {
        Alive asked = open.get(message.node());
        if (asked != null) {
            if (message.incarnation() > asked.incarnation()) {
                open.put(message.node(), message);
            }
            return;
        }
        open.put(message.node(), message);
        application.admit(List.of(message), answer -> {
            Alive newest = open.remove(message.node());
            answer.forEach(admitted);
            if (newest != null && !newest.equals(message)) {
                if (needsConsent(newest)) {
                    ask(newest, admitted);
                } else {
                    admitted.accept(newest);
                }
            }
        });
    }

    /** Asks about several announcements at once; goes on with those that are admitted, which may be none. */
    void askAll(List<Alive> messages, Consumer<List<Alive>> admitted) {
        if (messages.isEmpty()) {
            admitted.accept(messages);
        } else {
            application.admit(messages, admitted);
        }
    }
}
