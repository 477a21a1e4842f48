package io.gossip.simulator.check;

import io.gossip.wire.Message;
import io.gossip.wire.Message.Alive;
import io.gossip.wire.Message.Dead;
import io.gossip.wire.Message.Ping;
import io.gossip.wire.Message.Suspect;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** S16: a process sends a piece of news no more often than the limit says, and never again once there is newer news of the same node. */
final class NewsIsSentOftenEnough implements Invariant {

    /** The news of one node that one process sends. */
    private static final class Topic {
        private @Nullable Message current;
        private final Set<Message> replaced = new HashSet<>();
        private int sent;
    }

    private final Map<Witness, Map<String, Topic>> topics = new HashMap<>();

    /** How often a process was accused by whom, and has not answered. */
    private final Map<Witness, Map<InetSocketAddress, Integer>> accusers = new HashMap<>();

    /** Of whom a process was told that it is back, by packets that were no news to it and have not been answered. */
    private final Map<Witness, Map<String, Integer>> returners = new HashMap<>();

    /** What is sent now may have been taken from the queue when there were more. */
    private final Map<Witness, Integer> largest = new HashMap<>();

    @Override
    public void sent(Mail mail, Findings findings) {
        for (Message message : mail.messages()) {
            String about = about(message);
            if (about != null
                    && !ridesOnAPing(mail, message)
                    && !answersAnAccusation(mail, message)
                    && !callsBack(mail, message)) {
                count(mail.witness(), about, message, findings);
            }
        }
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
        int nodes = Math.max(largest.getOrDefault(witness, 1), witness.beliefs().size());
        int limit = witness.life().config().gossip().retransmitMultiplier()
                * String.valueOf(2L * nodes).length();
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
        accusers.remove(witness);
        returners.remove(witness);
        largest.remove(witness);
    }

    @Override
    public void received(Mail mail, Findings findings) {
        boolean asks = mail.messages().size() == 2 && mail.messages().get(1) instanceof Ping;
        for (Message message : mail.messages()) {
            String about = about(message);
            if (about != null
                    && !(message instanceof Alive)
                    && (asks || mail.witness().name().equals(about))) {
                accusers.computeIfAbsent(mail.witness(), process -> new HashMap<>())
                        .merge(mail.packet().from(), 1, Integer::sum);
            }
        }
        mail.messages().stream()
                .filter(Alive.class::isInstance)
                .map(Alive.class::cast)
                .filter(alive -> isGone(mail.witness(), alive))
                .map(Alive::node)
                .distinct()
                .forEach(name -> returners
                        .computeIfAbsent(mail.witness(), process -> new HashMap<>())
                        .merge(name, 1, Integer::sum));
    }

    private static boolean isGone(Witness witness, Alive alive) {
        Belief belief = witness.beliefs().get(alive.node());
        return belief != null && !belief.isMember() && belief.node().address().equals(alive.address());
    }

    /** Who is back is told alone where it was what it must refute, once for each packet that said it is back. */
    private boolean callsBack(Mail mail, Message message) {
        Map<String, Integer> owed = returners.getOrDefault(mail.witness(), Map.of());
        if (mail.messages().size() != 1
                || !(message instanceof Suspect suspect)
                || !suspect.from().equals(mail.witness().name())
                || owed.getOrDefault(suspect.node(), 0) == 0) {
            return false;
        }
        Belief belief = mail.witness().beliefs().get(suspect.node());
        boolean callsBack = belief != null
                && !belief.isMember()
                && belief.node().address().socketAddress().equals(mail.packet().to());
        if (callsBack) {
            owed.merge(suspect.node(), -1, Integer::sum);
        }
        return callsBack;
    }

    /** Who is accused tells its accuser alone what it is, once for each accusation; and who is asked about another does likewise. */
    private boolean answersAnAccusation(Mail mail, Message message) {
        Map<InetSocketAddress, Integer> owed = accusers.getOrDefault(mail.witness(), Map.of());
        boolean answers = mail.messages().size() == 1
                && message instanceof Alive
                && owed.getOrDefault(mail.packet().to(), 0) > 0;
        if (answers) {
            owed.merge(mail.packet().to(), -1, Integer::sum);
        }
        return answers;
    }

    /**
     * Lifeguard's buddy system, in which the ping to a suspect carries the suspicion, as often as it is pinged; and the question
     * before a verdict, which has the suspicion in front of the ping.
     */
    private static boolean ridesOnAPing(Mail mail, Message message) {
        List<Message> packet = mail.messages();
        return message instanceof Suspect suspect
                && packet.size() == 2
                && (packet.get(0) instanceof Ping ping
                        ? ping.node().equals(suspect.node())
                        : packet.get(1) instanceof Ping);
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
