package io.gossip.simulator.mutant;

import static io.gossip.simulator.mutant.Mutant.replace;
import static io.gossip.simulator.mutant.Mutant.weave;

import io.gossip.memberlist.LivenessAdvice;
import io.gossip.memberlist.MutantAdvice;
import java.util.List;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.implementation.StubMethod;

/** Rules whose breaking shows only in what does not come about. */
final class LivenessMutants {

    private static final String HASTY = ", profile hasty, packet 1400";

    /** Slow applications have much of what happens to members added up: of those who come... */
    private static final String COMING =
            ", profile hasty, packet 1400, applications 2: delegate slow 50% 300ms at 1s for 60s; "
                    + "flip 3s 4s crash 30% at 2s for 55s; meta 50% 9 at 10s for 1s";

    /** ...and of those who are suspected and defend themselves. */
    private static final String DISPUTED =
            ", profile hasty, packet 1400, applications 2: delegate slow 50% 1s at 1s for 60s; "
                    + "flip 6s 6s partition 50% at 2s for 55s; delay uniform 0s 2s at 2s for 55s";

    private LivenessMutants() {}

    static List<Mutant> all() {
        return List.of(
                new Mutant(
                        "L1",
                        "a probe that fails says nothing",
                        weave("Membership.suspect", LivenessAdvice.Trusting.class),
                        "nodes 5" + HASTY + ", drills crash: ",
                        1),
                new Mutant(
                        "L2",
                        "a refutation is not sent",
                        List.of(
                                weave("Membership.broadcast", LivenessAdvice.Mute.class),
                                replace("Corrections.accused", StubMethod.INSTANCE)),
                        "nodes 5" + HASTY + ", drills accuse: ",
                        1),
                new Mutant(
                        "L3",
                        "a probe that fails says nothing",
                        weave("Membership.suspect", LivenessAdvice.Trusting.class),
                        "nodes 5" + HASTY + ": kill 1",
                        1),
                new Mutant(
                        "L3",
                        "a member that defended itself unheard has joined once more",
                        weave("MemberChangeSums.add", LivenessAdvice.Newcomer.class),
                        "nodes 16" + DISPUTED,
                        1),
                new Mutant(
                        "L3",
                        "what happened to a member last is told without its join",
                        weave("MemberChangeSums.add", LivenessAdvice.Latest.class),
                        "nodes 16" + COMING,
                        3),
                new Mutant(
                        "L4",
                        "there is room for eight nodes",
                        weave("Plausibility.mayEnter", LivenessAdvice.Full.class),
                        "nodes 8" + HASTY + ", drills join: ",
                        1),
                new Mutant(
                        "L5",
                        "who leaves tells nobody",
                        weave("Membership.broadcast", LivenessAdvice.Silent.class),
                        "nodes 5" + HASTY + ", drills leave: ",
                        1),
                new Mutant(
                        "L5",
                        "a leave never ends",
                        List.of(
                                weave("MemberlistNode.leave", LivenessAdvice.Patient.class),
                                weave("Membership.leave", LivenessAdvice.Deaf.class)),
                        "nodes 5" + HASTY + ", drills last-leaves: ",
                        1),
                new Mutant(
                        "L6",
                        "new meta is no news",
                        weave("MemberEntry.isNews", LivenessAdvice.SameMeta.class),
                        "nodes 5" + HASTY + ", drills meta: ",
                        1),
                new Mutant(
                        "L6",
                        "new meta is not announced",
                        replace("MemberlistNode.updateMeta", StubMethod.INSTANCE),
                        "nodes 5" + HASTY + ", drills meta: ",
                        1),
                new Mutant(
                        "L7",
                        "only who is alone looks for others",
                        weave("Rejoiner.tryOnce", LivenessAdvice.Content.class),
                        "nodes 6" + HASTY + ", drills partition: ",
                        6),
                new Mutant(
                        "L8",
                        "nobody minds what is said of him",
                        replace("Membership.contradictsSelf", FixedValue.value(false)),
                        "nodes 5" + HASTY + ", drills restart: meta 100% 9 at 1s for 1s",
                        3),
                new Mutant(
                        "L9",
                        "a suspicion is not passed on",
                        weave("Membership.broadcast", LivenessAdvice.Discreet.class),
                        "nodes 24" + HASTY + ", drills accuse: ",
                        5),
                new Mutant(
                        "L12",
                        "every probe is news",
                        weave("FailureDetector.probeNext", LivenessAdvice.Talkative.class),
                        "nodes 5" + HASTY + ": ",
                        1),
                new Mutant(
                        "L12",
                        "one of many has news at times",
                        weave("FailureDetector.probeNext", LivenessAdvice.SeldomTalkative.class),
                        "nodes 24" + HASTY + ": ",
                        1),
                new Mutant(
                        "L13",
                        "the failure detector does not stop",
                        replace("FailureDetector.stop", StubMethod.INSTANCE),
                        "nodes 5" + HASTY + ", drills leave: ",
                        1),
                new Mutant(
                        "L14",
                        "the seeds are tried once",
                        replace("Rejoiner.scheduleNext", StubMethod.INSTANCE),
                        "nodes 6" + HASTY + ", drills mass-restart: ",
                        6),
                new Mutant(
                        "L15",
                        "only the primary key opens",
                        weave("io.gossip.wire.Keyring.secretKeys", MutantAdvice.PrimaryOnly.class),
                        "nodes 5" + HASTY + ", encrypted, drills keys: ",
                        1),
                new Mutant(
                        "L15",
                        "what is plain is refused while migrating",
                        replace("io.gossip.wire.FramingConfig.verifyIncoming", FixedValue.value(true)),
                        "nodes 5" + HASTY + ", drills encryption: ",
                        1),
                new Mutant(
                        "L15",
                        "any label will do",
                        weave("io.gossip.wire.LabelLayer.accept", LivenessAdvice.AnyLabel.class),
                        "nodes 5" + HASTY + ", label old, drills labels: ",
                        1),
                new Mutant(
                        "L16",
                        "a pause counts as silence of the others",
                        replace("MemberlistNode.stalled", StubMethod.INSTANCE),
                        "nodes 5" + HASTY + ", drills freeze: ",
                        6));
    }
}
