package io.gossip.memberlist;

import io.gossip.wire.Bytes;
import io.gossip.wire.Message.Alive;
import io.gossip.wire.Message.Dead;
import io.gossip.wire.Message.Ping;
import io.gossip.wire.Message.Suspect;
import io.gossip.wire.NodeState;
import io.gossip.wire.Versions;
import io.gossip.wire.WireOutput;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import net.bytebuddy.asm.Advice;

/** What mutants do instead of, before or after what the engine does; copied into its methods. */
@SuppressWarnings("UnusedVariable") // what is written here is read where it is copied to
public final class MutantAdvice {

    /** Type of a message of the application. */
    public static final byte USER = 8;

    private MutantAdvice() {}

    /** S1: takes an older announcement for a newer one. */
    public static final class Older {
        @Advice.OnMethodExit
        static void exit(
                @Advice.Argument(0) Alive message,
                @Advice.This MemberEntry entry,
                @Advice.Return(readOnly = false) boolean news) {
            news = message.incarnation() != entry.incarnation;
        }
    }

    /** S2: takes an accusation at a later incarnation for a confirmation of the earlier one. */
    public static final class Forgetful {
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter(@Advice.FieldValue("table") MemberTable table, @Advice.Argument(0) Suspect message) {
            MemberEntry entry = table.get(message.node());
            Suspicion running = entry == null ? null : entry.suspicion();
            if (running == null || message.incarnation() <= entry.incarnation) {
                return false;
            }
            running.confirm(message.from());
            return true;
        }
    }

    /** S3: forgets those who left as soon as those who died. */
    public static final class LikeTheDead {
        @Advice.OnMethodExit
        static void exit(@Advice.FieldValue("reapAfterNanos") long dead, @Advice.Return(readOnly = false) long keep) {
            keep = dead;
        }
    }

    /** S4: invents the next incarnation of a suspect. */
    public static final class Invent {
        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) Node node) {
            if (node.state() == NodeState.SUSPECT) {
                node = new Node(
                        node.name(),
                        node.address(),
                        node.meta(),
                        node.versions(),
                        node.incarnation() + 1,
                        node.state());
            }
        }
    }

    /** S7: announces something else with the same incarnation. */
    public static final class SameIncarnation {
        @Advice.OnMethodEnter
        static void enter(@Advice.FieldValue(value = "incarnation", readOnly = false) long incarnation) {
            incarnation = Math.max(0, incarnation - 1);
        }
    }

    /** S8: takes a node in twice. */
    public static final class Twice {
        @Advice.OnMethodExit
        static void exit(@Advice.Argument(0) MemberEntry entry, @Advice.FieldValue("order") List<MemberEntry> order) {
            order.add(entry);
        }
    }

    /** S10: gives back twice the time. */
    public static final class Generous {
        @Advice.OnMethodExit
        static void exit(
                @Advice.Argument(0) long nanos,
                @Advice.FieldValue(value = "startedAt", readOnly = false) long startedAt) {
            startedAt += nanos;
        }
    }

    /** S11: counts one confirmation that nobody gave. */
    public static final class OneMore {
        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) int confirmations) {
            confirmations++;
        }
    }

    /** S12: takes a suspicion for a death. */
    public static final class Rash {
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter(@Advice.This Membership membership, @Advice.Argument(0) Suspect message) {
            if (message.node().equals(membership.self().name)) {
                return false;
            }
            membership.dead(new Dead(message.incarnation(), message.node(), message.from()));
            return true;
        }
    }

    /** S13: takes any ack for the one that is waited for. */
    public static final class AnyAck {
        @Advice.OnMethodEnter
        static void enter(
                @Advice.Argument(value = 1, readOnly = false) io.gossip.wire.Message.Ack ack,
                @Advice.FieldValue("listeners") Map<Long, PendingAcks.Listener> listeners) {
            for (Long sequence : listeners.keySet()) {
                ack = new io.gossip.wire.Message.Ack(sequence, Bytes.EMPTY);
            }
        }
    }

    /** S14: lets the health score go where it will. */
    public static final class Unclamped {
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter(
                @Advice.Argument(0) int delta, @Advice.FieldValue(value = "score", readOnly = false) int score) {
            score += delta;
            return true;
        }
    }

    /** S16: answers whoever accuses it of anything, once for each packet. */
    public static final class Talkative {
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter(
                @Advice.Argument(0) InetSocketAddress source,
                @Advice.Argument(1) String accused,
                @Advice.FieldValue("selfName") String selfName,
                @Advice.FieldValue("table") MemberTable table,
                @Advice.FieldValue("sender") PacketSender sender,
                @Advice.FieldValue(value = "told", readOnly = false) boolean told) {
            MemberEntry self = table.get(selfName);
            if (!accused.equals(selfName) || self.state() != NodeState.ALIVE) {
                return false;
            }
            if (!told) {
                told = true;
                sender.sendIfItFits(List.of(self.announcement()), source, self.versions);
            }
            return true;
        }
    }

    /** S16: says everything twice. */
    public static final class Insistent {
        @Advice.OnMethodExit
        static void exit(
                @Advice.Argument(1) InetSocketAddress source,
                @Advice.Argument(2) MemberEntry accused,
                @Advice.FieldValue("told") boolean told,
                @Advice.FieldValue("sender") PacketSender sender) {
            if (told) {
                sender.sendIfItFits(List.of(accused.announcement()), source, accused.versions);
            }
        }
    }

    /** S16: sets right who has not asked. */
    public static final class Officious {
        @Advice.OnMethodEnter
        static void enter(
                @Advice.Argument(0) InetSocketAddress source,
                @Advice.Argument(1) String node,
                @Advice.Argument(2) long incarnation,
                @Advice.FieldValue("table") MemberTable table,
                @Advice.FieldValue("sender") PacketSender sender) {
            MemberEntry entry = table.get(node);
            if (entry != null && entry.state() == NodeState.ALIVE && incarnation < entry.incarnation) {
                sender.sendIfItFits(List.of(entry.announcement()), source, entry.versions);
            }
        }
    }

    /** S16: asks the suspect as well, again and again. */
    public static final class Nosy {
        @Advice.OnMethodEnter
        static void enter(
                @Advice.Argument(0) MemberEntry suspect,
                @Advice.Argument(1) String accuser,
                @Advice.FieldValue("table") MemberTable table,
                @Advice.FieldValue("config") MemberlistConfig config,
                @Advice.FieldValue("sender") PacketSender sender) {
            MemberEntry self = table.get(config.name());
            Suspect suspicion = new Suspect(suspect.incarnation, suspect.name, accuser);
            Ping ping = new Ping(0, suspect.name, self.address, self.name);
            for (int i = 0; i < 20; i++) {
                sender.sendAlone(
                        List.of(suspicion, ping),
                        suspect.address.socketAddress(),
                        suspect.versions,
                        PacketSender.NOBODY_CARES);
            }
        }
    }

    /** S16: calls back twice for one packet. */
    public static final class Hoarse {
        @Advice.OnMethodEnter
        static void enter(
                @Advice.Argument(0) Suspect objection,
                @Advice.Argument(1) Versions receiver,
                @Advice.FieldValue("table") MemberTable table,
                @Advice.FieldValue("returnerTold") boolean returnerTold,
                @Advice.FieldValue("sender") PacketSender sender) {
            MemberEntry entry = table.get(objection.node());
            if (!returnerTold && entry != null) {
                sender.sendIfItFits(List.of(objection), entry.address.socketAddress(), receiver);
            }
        }
    }

    /** S16: calls back whom gossip tells that it is dead. */
    public static final class Mourning {
        @Advice.OnMethodExit
        static void exit(
                @Advice.Argument(0) Alive announced,
                @Advice.FieldValue("config") MemberlistConfig config,
                @Advice.FieldValue("table") MemberTable table,
                @Advice.Return(readOnly = false) Suspect objection) {
            MemberEntry entry = table.get(announced.node());
            if (entry != null && entry.state() == NodeState.DEAD && !entry.isNews(announced)) {
                objection = new Suspect(Math.max(entry.incarnation, entry.accused), entry.name, config.name());
            }
        }
    }

    /** S16: calls back, where it was, a node whose name is at another address now. */
    public static final class Elsewhere {
        @Advice.OnMethodExit
        static void exit(
                @Advice.Argument(0) Alive announced,
                @Advice.FieldValue("config") MemberlistConfig config,
                @Advice.FieldValue("table") MemberTable table,
                @Advice.Return(readOnly = false) Suspect objection) {
            MemberEntry entry = table.get(announced.node());
            if (entry != null
                    && entry.state() == NodeState.LEFT
                    && !entry.address.equals(announced.address())
                    && announced.incarnation() <= entry.incarnation) {
                objection = new Suspect(Math.max(entry.incarnation, entry.accused), entry.name, config.name());
            }
        }
    }

    /** S16: takes messages of the application for two packets. */
    public static final class Endless {
        @Advice.OnMethodExit
        static void exit(@Advice.Argument(0) List<Bytes> into) {
            int size = into.size();
            for (int i = 0; i < size && size < 100; i++) {
                if (into.get(i).at(0) == USER) {
                    into.add(into.get(i));
                }
            }
        }
    }

    /** S17: lets no piece of news replace another one. */
    public static final class Nameless {
        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(value = 0, readOnly = false) String name) {
            name = null;
        }
    }

    /** S17: keeps the first piece of a stream once more in front of itself, which nobody ever reads. */
    public static final class Hoarding {
        @Advice.OnMethodExit
        static void exit(
                @Advice.FieldValue("complete") boolean complete,
                @Advice.FieldValue(value = "received", readOnly = false) WireOutput received,
                @Advice.FieldValue(value = "start", readOnly = false) int start) {
            if (!complete && start == 0 && received.length() > 0) {
                start = received.length();
                WireOutput both = new WireOutput(0);
                both.put(received.view());
                both.put(received.view());
                received = both;
            }
        }
    }

    /** S17: forgets how many questions it has asked. */
    public static final class AsMany {
        @Advice.OnMethodEnter
        static void enter(@Advice.FieldValue(value = "waiting", readOnly = false) int waiting) {
            waiting = 0;
        }
    }

    /** S17: forgets how many events wait. */
    public static final class Countless {
        @Advice.OnMethodEnter
        static void enter(@Advice.FieldValue(value = "waiting", readOnly = false) int waiting) {
            waiting = 0;
        }
    }

    /** S18: suspects who sends what cannot be read. */
    public static final class Touchy {
        @Advice.OnMethodEnter
        static void enter(
                @Advice.FieldValue("membership") Membership membership,
                @Advice.FieldValue("table") MemberTable table,
                @Advice.FieldValue("source") InetSocketAddress source) {
            for (MemberEntry entry : table.entries()) {
                if (entry.address.socketAddress().equals(source)) {
                    membership.suspect(new Suspect(entry.incarnation, entry.name, membership.self().name));
                    return;
                }
            }
        }
    }

    /** S22: draws from a source that no seed governs. */
    public static final class Unseeded {
        @Advice.OnMethodExit
        static void exit(@Advice.Argument(0) List<MemberEntry> entries) {
            Collections.shuffle(entries);
        }
    }

    /** S30: takes the same nonces in every process. */
    public static final class SameNonces {
        @Advice.OnMethodEnter
        static void enter(
                @Advice.Argument(0) String concern,
                @Advice.Argument(value = 1, optional = true, readOnly = false) long index) {
            if (concern.equals("nonces")) {
                index = 0;
            }
        }
    }

    /** L15: opens messages with the primary key only. */
    public static final class PrimaryOnly {
        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) List<?> keys) {
            keys = keys.subList(0, Math.min(1, keys.size()));
        }
    }

    /** S33: calls the application on the loop. */
    public static final class OnTheLoop {
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter(@Advice.FieldValue("tell") Consumer<Object> tell, @Advice.Argument(0) Object event) {
            tell.accept(event);
            return true;
        }
    }

    /** S33: answers no ping before the application has answered. */
    public static final class WaitingForTheApplication {
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter(@Advice.FieldValue("application") Application application) {
            return application.unansweredQuestions() > 0;
        }
    }

    /** S33: probes nobody before the application has answered. */
    public static final class NobodyBeforeTheApplication {
        @Advice.OnMethodExit
        static void exit(
                @Advice.FieldValue("tools") ProbeTools tools, @Advice.Return(readOnly = false) MemberEntry target) {
            if (tools.application().unansweredQuestions() > 0) {
                target = null;
            }
        }
    }

    /** S33: lets through what the application throws. */
    public static final class Unguarded {
        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(1) Supplier<?> code) {
            Object unused = code.get();
        }
    }

    /** S32: does everything at once. */
    public static final class AtOnce {
        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(value = 0, readOnly = false) long delayNanos) {
            delayNanos = 0;
        }
    }
}
