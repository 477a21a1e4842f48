package io.gossip.memberlist;

import io.gossip.wire.Message.Alive;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks the application whether announcements are to be believed, where it wants to be asked (protocol reference, section 7.3,
 * step 3).
 *
 * <p>It is asked about what an announcement says, not that it was said: a node that only refutes, saying nothing new of itself,
 * is believed at once, so that no application however slow makes this node hold it for dead. However often the news of a node comes
 * by gossip, only one question about it is open at a time; each push/pull is one question more.
 */
final class Admission {

    private final Application application;
    private final MemberTable table;
    private final String selfName;

    /** What is open, by the node it is about. */
    private final Map<String, Decision> open = new HashMap<>();

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
        boolean saysTheSame = known.address.equals(message.address())
                && known.meta.equals(message.meta())
                && known.versions.equals(message.versions());
        return known.isNews(message) && (known.isGone() || !saysTheSame);
    }

    /** Whether it is being decided if a node is to be believed. */
    boolean isOpen(String node) {
        return open.containsKey(node);
    }

    /** Asks about one announcement; goes on with it, or with one that has come meanwhile, if it is admitted. */
    void ask(Alive message, Consumer<Alive> admitted) {
        Decision decision = open.get(message.node());
        if (decision == null) {
            askAll(List.of(message), admitted, () -> {});
        } else {
            decision.heard(message);
        }
    }

    /**
     * Asks about several announcements at once, also of nodes about which a question is open; goes on with those that are admitted.
     *
     * @param done called after that
     */
    void askAll(List<Alive> messages, Consumer<Alive> admitted, Runnable done) {
        if (messages.isEmpty()) {
            done.run();
            return;
        }
        for (Alive message : messages) {
            open.computeIfAbsent(message.node(), name -> new Decision(message)).asked(message);
        }
        application.admit(messages, answer -> {
            List<Alive> heardMeanwhile = messages.stream()
                    .map(this::answered)
                    .filter(Objects::nonNull)
                    .toList();
            answer.forEach(admitted);
            for (Alive message : heardMeanwhile) {
                if (needsConsent(message)) {
                    ask(message, admitted);
                } else {
                    admitted.accept(message);
                }
            }
            done.run();
        });
    }

    /** What there is to be decided next about the node, if this was the last answer about it. */
    private @Nullable Alive answered(Alive message) {
        Decision decision = open.get(message.node());
        if (decision == null || --decision.questions > 0) {
            return null;
        }
        open.remove(message.node());
        return decision.newestWaits ? decision.newest : null;
    }

    /** Whether to believe one node; open until all questions about it are answered. */
    private static final class Decision {
        private int questions;
        private Alive newest;
        private boolean newestWaits;

        Decision(Alive first) {
            this.newest = first;
        }

        void asked(Alive message) {
            questions++;
            if (message.incarnation() >= newest.incarnation()) {
                newest = message;
                newestWaits = false;
            }
        }

        void heard(Alive message) {
            if (message.incarnation() > newest.incarnation()) {
                newest = message;
                newestWaits = true;
            }
        }
    }
}
