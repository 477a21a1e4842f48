package io.gossip.simulator.mutant;

import static io.gossip.simulator.mutant.Mutant.replace;
import static io.gossip.simulator.mutant.Mutant.weave;

import io.gossip.memberlist.MutantAdvice;
import java.util.List;
import net.bytebuddy.implementation.ExceptionMethod;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.implementation.StubMethod;

/** Rules whose breaking shows at a moment. */
final class SafetyMutants {

    private static final String WIRE = "io.gossip.wire.";

    private static final String LAN = ", profile lan, packet 1400: ";
    private static final String CUTS = LAN + "partition 50% at 1s for 8s; partition 30% out at 15s for 9s";
    private static final String HEARSAY = ", profile hasty, packet 1400: "
            + "flip 3s 1s partition 50% at 1s for 40s; delay uniform 0s 1s at 1s for 40s";

    /** What was said long ago comes once more, also of those who have left, died or moved since. */
    private static final String ECHOES = ", profile hasty, packet 1400: duplicate 50% 1s 20s; "
            + "crash 30% moved at 1s for 5s; leave 30% at 8s for 10s; crash 30% at 20s for 10s; leave 30% moved at 35s for 5s";

    private static final String SLOW =
            ", profile hasty, packet 1400: " + "flip 3s 1s stall 50% at 1s for 30s; delay uniform 0s 2s at 1s for 30s";

    private static final String TROUBLE =
            ", profile lan, packet 1400, applications 1024: delegate blocks 50% at 1s for 20s;"
                    + " delegate throws 50% at 2s for 20s; meta 50% 100 at 5s for 1s";

    private SafetyMutants() {}

    static List<Mutant> all() {
        return List.of(
                new Mutant(
                        "S1",
                        "an older announcement counts as a newer one",
                        weave("MemberEntry.isNews", MutantAdvice.Older.class),
                        "nodes 8" + SLOW,
                        1),
                new Mutant(
                        "S2",
                        "who accuses the gone is not remembered",
                        replace("Membership.accuse", StubMethod.INSTANCE),
                        "nodes 8, profile hasty, packet 1400: flip 4s 1s partition 50% at 1s for 40s; "
                                + "delay uniform 0s 2s at 1s for 40s; restart 50% 300ms 2s at 1s for 30s",
                        5),
                new Mutant(
                        "S2",
                        "a later suspicion of a suspect is only a confirmation",
                        weave("Membership.suspect", MutantAdvice.Forgetful.class),
                        "nodes 16, profile hasty, packet 1400: "
                                + "reorder 50% 500ms at 1s for 30s; starve 50% 300ms 900ms at 1s for 30s; loss 10% at 1s for 30s",
                        3),
                new Mutant(
                        "S3",
                        "every announcement is news",
                        replace("MemberEntry.isNews", FixedValue.value(true)),
                        "nodes 8" + CUTS,
                        3),
                new Mutant(
                        "S3",
                        "who left is forgotten at once",
                        replace("FailureDetector.forgetLeaversAfterNanos", FixedValue.value(0L)),
                        "nodes 8" + LAN + "leave 30% at 1s for 30s",
                        1),
                new Mutant(
                        "S3",
                        "who left is remembered no longer than who died",
                        weave("FailureDetector.forgetLeaversAfterNanos", MutantAdvice.LikeTheDead.class),
                        "nodes 8, profile hasty, packet 1400: leave 30% at 1s for 30s",
                        1),
                new Mutant(
                        "S4",
                        "an observer raises the incarnation of a suspect",
                        weave("MemberEntry.snapshot", MutantAdvice.Invent.class),
                        "nodes 8" + CUTS,
                        1),
                new Mutant(
                        "S5",
                        "an accusation of oneself is one like any other",
                        replace("Membership.isSelf", FixedValue.value(false)),
                        "nodes 8" + CUTS,
                        1),
                new Mutant(
                        "S6", "nobody refutes", replace("Membership.refute", StubMethod.INSTANCE), "nodes 8" + CUTS, 1),
                new Mutant(
                        "S7",
                        "new meta comes with the old incarnation",
                        weave("Membership.announce", MutantAdvice.SameIncarnation.class),
                        "nodes 8" + LAN + "meta 50% 100 at 5s for 10s",
                        1),
                new Mutant(
                        "S8",
                        "a node is taken in twice",
                        weave("MemberTable.add", MutantAdvice.Twice.class),
                        "nodes 5" + LAN,
                        1),
                new Mutant(
                        "S9",
                        "nobody is told who is gone",
                        replace("Application.left", StubMethod.INSTANCE),
                        "nodes 8" + CUTS,
                        1),
                new Mutant(
                        "S10",
                        "the longest suspicion is too short",
                        replace("SuspicionTimes.maxNanos", FixedValue.value(1L)),
                        "nodes 8" + CUTS,
                        1),
                new Mutant(
                        "S10",
                        "a suspicion never ends",
                        replace("Membership.suspicionExpired", StubMethod.INSTANCE),
                        "nodes 8" + CUTS,
                        1),
                new Mutant(
                        "S10",
                        "a pause gives back more than it took",
                        weave("Suspicion.extend", MutantAdvice.Generous.class),
                        "nodes 8, profile hasty, packet 1400: loss 30% at 1s for 20s; flip 1s 1s freeze 50% at 1s for 20s",
                        1),
                new Mutant(
                        "S11",
                        "a confirmation is counted that nobody gave",
                        weave("Suspicion.confirmations", MutantAdvice.OneMore.class),
                        "nodes 8" + CUTS,
                        1),
                new Mutant(
                        "S12",
                        "a suspect is dead at once",
                        weave("Membership.suspect", MutantAdvice.Rash.class),
                        "nodes 8" + CUTS,
                        1),
                new Mutant(
                        "S13",
                        "any ack will do",
                        weave("PendingAcks.acked", MutantAdvice.AnyAck.class),
                        "nodes 8" + LAN + "duplicate 15% 0s 3s at 1s for 30s; delay uniform 0s 2s at 2s for 30s",
                        5),
                new Mutant(
                        "S14",
                        "health has no bounds",
                        weave("LocalHealth.adjust", MutantAdvice.Unclamped.class),
                        "nodes 5" + CUTS,
                        1),
                new Mutant(
                        "S15",
                        "encryption is taken to cost no room",
                        replace(WIRE + "PacketFraming.gossipOverhead", FixedValue.value(0)),
                        "nodes 20, profile hasty, encrypted, packet 560: meta 100% 30 at 1s for 1s",
                        1),
                new Mutant(
                        "S16",
                        "news is sent without end",
                        replace("RetransmitLimit.of", FixedValue.value(1000)),
                        "nodes 8" + CUTS,
                        1),
                new Mutant(
                        "S16",
                        "every accusation is answered, also one that is new or passed on",
                        weave("Corrections.accused", MutantAdvice.Talkative.class),
                        "nodes 8" + HEARSAY,
                        3),
                new Mutant(
                        "S16",
                        "who accuses is answered twice",
                        weave("Corrections.tell", MutantAdvice.Insistent.class),
                        "nodes 8" + HEARSAY,
                        3),
                new Mutant(
                        "S16",
                        "who has not asked is set right, too",
                        weave("Corrections.accused", MutantAdvice.Officious.class),
                        "nodes 8" + HEARSAY,
                        3),
                new Mutant(
                        "S16",
                        "it is asked again and again before the verdict",
                        weave("SecondOpinion.ask", MutantAdvice.Nosy.class),
                        "nodes 8" + CUTS,
                        1),
                new Mutant(
                        "S16",
                        "calls back twice for one packet",
                        weave("Corrections.returned", MutantAdvice.Hoarse.class),
                        "nodes 8" + ECHOES,
                        3),
                new Mutant(
                        "S16",
                        "calls back the recently dead",
                        weave("Membership.objection", MutantAdvice.Mourning.class),
                        "nodes 8" + ECHOES,
                        3),
                new Mutant(
                        "S16",
                        "calls back who is somewhere else",
                        weave("Membership.objection", MutantAdvice.Elsewhere.class),
                        "nodes 8" + ECHOES,
                        3),
                new Mutant(
                        "S16",
                        "broadcasts are sent without end",
                        weave("BroadcastQueue.take", MutantAdvice.Endless.class),
                        "nodes 8" + LAN + "broadcast 1 3 100 at 1s",
                        1),
                new Mutant(
                        "S17",
                        "who left is never forgotten",
                        replace("FailureDetector.forgetLeaversAfterNanos", FixedValue.value(Long.MAX_VALUE)),
                        "nodes 8, profile hasty, packet 1400: leave 30% renamed at 1s for 120s",
                        1),
                new Mutant(
                        "S17",
                        "no piece of news replaces another, and none is sent",
                        List.of(
                                replace("BroadcastQueue.take", StubMethod.INSTANCE),
                                weave("BroadcastQueue.addEncoded", MutantAdvice.Nameless.class)),
                        "nodes 8" + CUTS,
                        3),
                new Mutant(
                        "S17",
                        "as many broadcasts as the application likes",
                        replace("BroadcastQueue.keepWithin", FixedValue.value(true)),
                        "nodes 3" + LAN + "broadcast 1 17000 0 at 1s",
                        1),
                new Mutant(
                        "S17",
                        "as many push/pulls as anybody wants",
                        replace("StreamServer.hasRoomForPushPull", FixedValue.value(true)),
                        "nodes 6, profile hasty, packet 1400, streams 4: trickle 50B/s at 1s for 20s",
                        1),
                new Mutant(
                        "S17",
                        "streams have all the time in the world",
                        replace("StreamServer$Session.giveUp", StubMethod.INSTANCE),
                        "nodes 6, profile hasty, packet 1400: trickle 1B/s at 1s for 20s",
                        1),
                new Mutant(
                        "S17",
                        "what a stream has brought is kept twice",
                        weave(WIRE + "StreamReader.readOn", MutantAdvice.Hoarding.class),
                        "nodes 6, profile hasty, packet 1400: trickle 50B/s at 1s for 20s",
                        1),
                new Mutant(
                        "S18",
                        "whoever sends rubbish is suspected",
                        weave("PacketReceiver.rejected", MutantAdvice.Touchy.class),
                        "nodes 5, profile lan, encrypted, packet 1400: corrupt 10% garbage at 1s for 9s",
                        1),
                new Mutant(
                        "S18",
                        "rubbish throws",
                        replace("PacketReceiver.rejected", ExceptionMethod.throwing(IllegalStateException.class)),
                        "nodes 5, profile lan, encrypted, packet 1400: corrupt 10% garbage at 1s for 9s",
                        1),
                new Mutant(
                        "S19",
                        "a leave is a death",
                        replace(WIRE + "Message$Dead.isLeave", FixedValue.value(false)),
                        "nodes 8" + LAN + "leave 30% at 1s for 9s",
                        3),
                new Mutant(
                        "S20",
                        "a name may move at any time",
                        replace("Membership.mayMove", FixedValue.value(true)),
                        "nodes 8" + LAN + "crash 30% moved at 2s for 1s",
                        1),
                new Mutant(
                        "S21",
                        "pings are waited for without end",
                        replace("PendingAcks.remove", StubMethod.INSTANCE),
                        "nodes 5" + LAN,
                        1),
                new Mutant(
                        "S21",
                        "a probe does not end",
                        replace("Probe.timeIsOver", StubMethod.INSTANCE),
                        "nodes 8" + CUTS,
                        1),
                new Mutant(
                        "S21",
                        "a ping for another never ends",
                        replace("IndirectPings.done", StubMethod.INSTANCE),
                        "nodes 8" + CUTS,
                        1),
                new Mutant(
                        "S30",
                        "every process takes the same nonces",
                        weave("io.gossip.simulator.Chance.stream", MutantAdvice.SameNonces.class),
                        "nodes 5, profile lan, encrypted, packet 1400: ",
                        1),
                new Mutant(
                        "S32",
                        "every timer fires at once",
                        weave("io.gossip.virtual.VirtualEventLoop.schedule", MutantAdvice.AtOnce.class),
                        "nodes 3" + LAN,
                        1),
                new Mutant(
                        "S33",
                        "health throws",
                        replace("LocalHealth.adjust", ExceptionMethod.throwing(IllegalStateException.class)),
                        "nodes 5" + CUTS,
                        1),
                new Mutant(
                        "S33",
                        "events are told on the loop",
                        weave("io.gossip.runtime.Backlog.add", MutantAdvice.OnTheLoop.class),
                        "nodes 5" + TROUBLE,
                        1),
                new Mutant(
                        "S33",
                        "a ping waits for the application",
                        weave("PacketReceiver.answer", MutantAdvice.WaitingForTheApplication.class),
                        "nodes 5" + TROUBLE,
                        1),
                new Mutant(
                        "S33",
                        "a probe waits for the application",
                        weave("FailureDetector.nextTarget", MutantAdvice.NobodyBeforeTheApplication.class),
                        "nodes 5, profile lan, packet 1400, applications 1024: delegate blocks 100% at 1s for 5s",
                        1),
                new Mutant(
                        "S33",
                        "nobody is probed",
                        replace("FailureDetector.nextTarget", FixedValue.nullValue()),
                        "nodes 5" + LAN,
                        1),
                new Mutant(
                        "S33",
                        "what the application throws is let through",
                        weave("io.gossip.runtime.UserCode.ask", MutantAdvice.Unguarded.class),
                        "nodes 5" + TROUBLE,
                        1),
                new Mutant(
                        "S17",
                        "questions wait without a bound",
                        weave("OffLoopCalls.ask", MutantAdvice.AsMany.class),
                        "nodes 5" + TROUBLE.replace("1024", "4"),
                        1),
                new Mutant(
                        "S17",
                        "events wait without a bound",
                        weave("io.gossip.runtime.Backlog.add", MutantAdvice.Countless.class),
                        "nodes 16, profile hasty, packet 1400, applications 1: delegate blocks 50% at 1s for 20s;"
                                + " flip 2s 1s partition 50% at 1s for 19s",
                        1));
    }
}
