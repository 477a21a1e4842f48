package io.gossip.memberlist;

import io.gossip.wire.Bytes;
import io.gossip.wire.Message;
import io.gossip.wire.Message.Alive;
import io.gossip.wire.Message.Dead;
import io.gossip.wire.Message.Suspect;
import io.gossip.wire.WireException;
import java.nio.ByteBuffer;
import java.time.Duration;
import net.bytebuddy.asm.Advice;

/** What mutants do that keep something from coming about; copied into methods of the engine. */
@SuppressWarnings("UnusedVariable") // what is written here is read where it is copied to
public final class LivenessAdvice {

    /** What nobody waits for; a lambda in advice could not be called where it is copied to. */
    public static final Runnable NOTHING = () -> {};

    private LivenessAdvice() {}

    /** L1: suspects nobody by itself. */
    public static final class Trusting {
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter(@Advice.This Membership membership, @Advice.Argument(0) Suspect message) {
            return message.from().equals(membership.self().name);
        }
    }

    /** L2: refutes in silence. */
    public static final class Mute {
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter(@Advice.This Membership membership, @Advice.Argument(1) Message message) {
            return message instanceof Alive alive
                    && alive.incarnation() > 1
                    && alive.node().equals(membership.self().name);
        }
    }

    /** L3: adds up a suspicion and a defence to a join. */
    public static final class Newcomer {
        @Advice.OnMethodExit
        static void exit(
                @Advice.Argument(1) MemberChange before,
                @Advice.Argument(2) MemberChange next,
                @Advice.Return(readOnly = false) MemberChange sum) {
            if (before != null && sum != null && sum.kind() == MemberChange.Kind.REANNOUNCED) {
                sum = new MemberChange(MemberChange.Kind.JOINED, next.node());
            }
        }
    }

    /** L3: forgets a join over what happens next. */
    public static final class Latest {
        @Advice.OnMethodExit
        static void exit(
                @Advice.Argument(1) MemberChange before,
                @Advice.Argument(2) MemberChange next,
                @Advice.Return(readOnly = false) MemberChange sum) {
            if (before != null && before.kind() == MemberChange.Kind.JOINED && sum != null) {
                sum = next;
            }
        }
    }

    /** L4: has room for eight nodes only. */
    public static final class Full {
        @Advice.OnMethodExit
        static void exit(@Advice.FieldValue("table") MemberTable table, @Advice.Return(readOnly = false) boolean may) {
            may = may && table.size() < 8;
        }
    }

    /** L5: leaves without a word. */
    public static final class Silent {
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter(@Advice.Argument(1) Message message, @Advice.Argument(2) Runnable sent) {
            boolean leave = message instanceof Dead dead && dead.isLeave();
            if (leave) {
                sent.run();
            }
            return leave;
        }
    }

    /** L5: waits for ever, if need be. */
    public static final class Patient {
        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(value = 0, readOnly = false) Duration timeout) {
            timeout = Duration.ofHours(1);
        }
    }

    /** L5: never learns that its leave was sent. */
    public static final class Deaf {
        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(value = 0, readOnly = false) Runnable sent) {
            sent = NOTHING;
        }
    }

    /** L6: does not care what else is announced of a member. */
    public static final class SameMeta {
        @Advice.OnMethodExit
        static void exit(
                @Advice.Argument(0) Alive message,
                @Advice.This MemberEntry entry,
                @Advice.Return(readOnly = false) boolean news) {
            news = news && (entry.isGone() || entry.meta.equals(message.meta()));
        }
    }

    /** L7: looks for nobody as long as it has anybody. */
    public static final class Content {
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter(@Advice.FieldValue("table") MemberTable table) {
            return table.memberCount() > 1;
        }
    }

    /** L9: tells nobody of a suspicion. */
    public static final class Discreet {
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter(@Advice.Argument(1) Message message) {
            return message instanceof Suspect;
        }
    }

    /** L12: announces itself with every probe. */
    public static final class Talkative {
        @Advice.OnMethodEnter
        static void enter(@Advice.FieldValue("tools") ProbeTools tools) {
            MemberEntry self = tools.membership().self();
            tools.membership().announce(self.address, Bytes.EMPTY, NOTHING);
        }
    }

    /** L12: sends something else with each probe, if it is called n1. */
    public static final class SeldomTalkative {
        @Advice.OnMethodEnter
        static void enter(@Advice.FieldValue("tools") ProbeTools tools) {
            MemberEntry self = tools.membership().self();
            if (self.name.equals("n1")) {
                tools.sender().send(new Message.Nack(0), self.address.socketAddress(), PacketSender.NOBODY_CARES);
            }
        }
    }

    /** L15: takes a label off whatever it says. */
    public static final class AnyLabel {
        @Advice.OnMethodExit(onThrowable = WireException.class)
        static void exit(
                @Advice.Argument(0) ByteBuffer in,
                @Advice.Return(readOnly = false) int header,
                @Advice.Thrown(readOnly = false) Throwable thrown) {
            if (thrown != null) {
                thrown = null;
                boolean labelled = in.get(in.position()) == (byte) 0xF4;
                header = labelled ? 2 + (in.get(in.position() + 1) & 0xFF) : 0;
            }
        }
    }
}
