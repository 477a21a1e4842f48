package io.gossip.simulator.check;

import io.gossip.memberlist.Inspection.RunningSuspicion;
import io.gossip.memberlist.Node;
import io.gossip.wire.Message;
import io.gossip.wire.Message.Alive;
import io.gossip.wire.Message.Dead;
import io.gossip.wire.Message.Ping;
import io.gossip.wire.Message.Suspect;
import io.gossip.wire.Message.User;
import io.gossip.wire.NodeState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * S16: a process sends a piece of news no more often than the limit says, and never again once there is newer news of the same node. What
 * is sent besides, to one node and for a reason, has a predicate each here, and counts as nothing.
 */
final class NewsIsSentOftenEnough implements Invariant {

    private static final long ROUNDING = 1_000_000;

    /** The news of one node that one process sends. */
    private static final class Topic {
        private @Nullable Message current;
        private final Set<Message> replaced = new HashSet<>();
        private int sent;
    }

    private final Map<Witness, Map<String, Topic>> topics = new HashMap<>();

    /** What a process has read in this step and answered already. */
    private final Map<Witness, Set<Mail>> answered = new HashMap<>();

    /** By what it has read in this step a process was led to call somebody back. */
    private final Map<Witness, Set<Mail>> calledBack = new HashMap<>();

    /** The end of the suspicion about which a process has asked last, by suspect. */
    private final Map<Witness, Map<String, Long>> asked = new HashMap<>();

    /** How many broadcasts of its application a process has sent, each as often as it did. */
    private final Map<Witness, Long> broadcasts = new HashMap<>();

    /** What is sent now may have been taken from the queue when there were more. */
    private final Map<Witness, Integer> largest = new HashMap<>();

    @Override
    public void sent(Mail mail, Findings findings) {
        for (Message message : mail.messages()) {
            String about = about(message);
            if (message instanceof User) {
                countBroadcast(mail.witness(), findings);
            }
            if (about != null
                    && !ridesOnItsPing(mail, about)
                    && !asksBeforeTheVerdict(mail, findings)
                    && !setsRight(mail, findings)
                    && !callsBack(mail, findings)) {
                accusesNobodyGone(mail, message, findings);
                count(mail.witness(), about, message, findings);
            }
        }
    }

    /** That a node is gone has replaced all that was said against it before. */
    private static void accusesNobodyGone(Mail mail, Message message, Findings findings) {
        if (message instanceof Suspect suspicion && !leavesLate(mail)) {
            Belief belief = mail.witness().beliefs().get(suspicion.node());
            if (belief != null && !belief.isMember()) {
                findings.violated(
                        mail.witness(),
                        "no suspicion of " + belief + " but one to call it back",
                        "it sends " + suspicion + " to " + mail.packet().to());
            }
        }
    }

    /** Broadcasts of applications may be the same as others, so that they are counted together. */
    private void countBroadcast(Witness witness, Findings findings) {
        long sent = broadcasts.merge(witness, 1L, Long::sum);
        long most = witness.life().broadcasts() * limit(witness);
        if (sent > most) {
            findings.violated(witness, "broadcasts to be sent at most " + most + " times in all", "it sends one more");
        }
    }

    private int limit(Witness witness) {
        int nodes = Math.max(largest.getOrDefault(witness, 1), witness.beliefs().size());
        return witness.life().config().gossip().retransmitMultiplier()
                * String.valueOf(2L * nodes).length();
    }

    private void count(Witness witness, String about, Message message, Findings findings) {
        Topic topic =
                topics.computeIfAbsent(witness, process -> new HashMap<>()).computeIfAbsent(about, name -> new Topic());
        if (!message.equals(topic.current)) {
            if (topic.replaced.contains(message)) {
                findings.violated(
                        witness, "only " + topic.current + ", which replaced what was queued", "it sends " + message);
            }
            if (topic.current != null) {
                topic.replaced.add(topic.current);
            }
            topic.current = message;
            topic.sent = 0;
        }
        int limit = limit(witness);
        if (++topic.sent > limit) {
            findings.violated(witness, "news to be sent at most " + limit + " times", "it sends " + message + " again");
        }
    }

    /** What is said of a node begins anew when it is forgotten or its name taken over. */
    @Override
    public void changed(Change change, Findings findings) {
        largest.merge(change.witness(), change.witness().beliefs().size() + 1, Math::max);
        if (change.isTakeOver()) {
            topics.getOrDefault(change.witness(), Map.of())
                    .keySet()
                    .remove(change.after().name());
        }
    }

    @Override
    public void forgotten(Witness witness, Belief last, Findings findings) {
        topics.getOrDefault(witness, Map.of()).keySet().remove(last.node().name());
    }

    @Override
    public void ended(Witness witness) {
        topics.remove(witness);
        answered.remove(witness);
        calledBack.remove(witness);
        asked.remove(witness);
        largest.remove(witness);
        broadcasts.remove(witness);
    }

    /** An answer comes in the step in which its reason is read, or never. */
    @Override
    public void stepped(Step step, Findings findings) {
        answered.remove(step.witness());
        calledBack.remove(step.witness());
    }

    /**
     * Who is accused of what it has refuted tells its accuser, and who is asked about another one that is accused of what it has refuted
     * tells who asks: at once, to nobody else, once for each packet, and what it believes now.
     */
    private boolean setsRight(Mail mail, Findings findings) {
        Witness witness = mail.witness();
        if (mail.messages().size() != 1 || !(mail.messages().get(0) instanceof Alive answer)) {
            return false;
        }
        if (leavesLate(mail)) {
            return true;
        }
        if (!isBelieved(answer, witness)) {
            return false;
        }
        for (Mail read : witness.received()) {
            if (read.packet().from().equals(mail.packet().to()) && isDueTo(read, answer)) {
                findings.sighted(answer.node().equals(witness.name()) ? "refuted to its accuser" : "set right");
                return answered.computeIfAbsent(witness, process -> new HashSet<>())
                        .add(read);
            }
        }
        return false;
    }

    /** What could not leave when it was sent leaves in no step of the process, and what was the reason for it cannot be seen any more. */
    private static boolean leavesLate(Mail mail) {
        return !mail.witness().life().loop().inEventLoop();
    }

    private static boolean isBelieved(Alive answer, Witness witness) {
        Node known = witness.life().node().node(answer.node());
        return known != null && known.state() == NodeState.ALIVE && known.incarnation() == answer.incarnation();
    }

    private static boolean isDueTo(Mail read, Alive answer) {
        boolean toItsFace = answer.node().equals(read.witness().name());
        boolean accused = false;
        for (Message message : read.messages()) {
            if (message instanceof Suspect suspect && isRefuted(suspect.node(), suspect.incarnation(), answer)) {
                accused |= !toItsFace || isFrom(suspect.from(), read);
            } else if (message instanceof Dead dead && isRefuted(dead.node(), dead.incarnation(), answer)) {
                accused |= !toItsFace || isFrom(dead.from(), read);
            } else if (message instanceof Ping ping && accused && !toItsFace) {
                return isFrom(ping.sourceNode(), read);
            }
        }
        return accused && toItsFace;
    }

    private static boolean isRefuted(String accused, long incarnation, Alive answer) {
        return accused.equals(answer.node()) && incarnation < answer.incarnation();
    }

    /** Whoever passes on what another one says is not set right. */
    private static boolean isFrom(String sender, Mail read) {
        Belief known = read.witness().beliefs().get(sender);
        return known != null
                && known.node().address().socketAddress().equals(read.packet().from());
    }

    /**
     * Who is back with what is no news, and is told none by gossip any more, is told where it was, alone and at once, what it must refute:
     * once for each packet that says so.
     */
    private boolean callsBack(Mail mail, Findings findings) {
        Witness witness = mail.witness();
        if (mail.messages().size() != 1
                || !(mail.messages().get(0) instanceof Suspect objection)
                || !objection.from().equals(witness.name())) {
            return false;
        }
        if (leavesLate(mail)) {
            return true;
        }
        Belief belief = witness.beliefs().get(objection.node());
        if (belief == null
                || isToldNews(belief, witness)
                || !belief.node().address().socketAddress().equals(mail.packet().to())) {
            return false;
        }
        for (Mail read : witness.received()) {
            if (announces(read, belief.node(), objection)) {
                findings.sighted("called back");
                return calledBack
                        .computeIfAbsent(witness, process -> new HashSet<>())
                        .add(read);
            }
        }
        return false;
    }

    /** Gossip tells members, and the recently dead, who may be so by mistake; never those who left. */
    private static boolean isToldNews(Belief belief, Witness witness) {
        long toTheDead = witness.life().config().gossip().toTheDead().toNanos();
        return switch (belief.node().state()) {
            case ALIVE, SUSPECT -> true;
            case DEAD -> witness.now() - belief.sinceNanos() <= toTheDead;
            case LEFT -> false;
        };
    }

    private static boolean announces(Mail read, Node gone, Suspect objection) {
        return read.messages().stream()
                .anyMatch(message -> message instanceof Alive alive
                        && alive.node().equals(gone.name())
                        && alive.address().equals(gone.address())
                        && alive.incarnation() <= objection.incarnation());
    }

    /** The question has the suspicion in front of a ping, and comes once, when there is just time for an answer. */
    private boolean asksBeforeTheVerdict(Mail mail, Findings findings) {
        Witness witness = mail.witness();
        if (mail.messages().size() != 2
                || !(mail.messages().get(0) instanceof Suspect question)
                || !(mail.messages().get(1) instanceof Ping)) {
            return false;
        }
        if (leavesLate(mail)) {
            return true;
        }
        long notice = witness.life().config().probing().timeout().toNanos() + ROUNDING;
        for (RunningSuspicion suspicion : witness.life().node().inspect().suspicions()) {
            if (suspicion.node().equals(question.node())) {
                Long end = suspicion.startedAtNanos() + suspicion.timeoutNanos();
                boolean due = witness.now() >= end - notice
                        && !end.equals(asked.computeIfAbsent(witness, process -> new HashMap<>())
                                .put(question.node(), end));
                if (due) {
                    findings.sighted("asked before the verdict");
                }
                return due;
            }
        }
        return false;
    }

    /** Lifeguard's buddy system: the ping to a suspect carries the suspicion, as often as it is pinged. */
    private static boolean ridesOnItsPing(Mail mail, String about) {
        return mail.messages().get(0) instanceof Ping ping && ping.node().equals(about);
    }

    private static @Nullable String about(Message message) {
        if (message instanceof Alive alive) {
            return alive.node();
        } else if (message instanceof Suspect suspect) {
            return suspect.node();
        }
        return message instanceof Dead dead ? dead.node() : null;
    }
}
