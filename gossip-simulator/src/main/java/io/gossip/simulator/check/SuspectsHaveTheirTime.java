package io.gossip.simulator.check;

import io.gossip.memberlist.Inspection;
import io.gossip.memberlist.Inspection.RunningSuspicion;
import io.gossip.memberlist.MemberlistConfig;
import io.gossip.wire.NodeState;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** S10: nobody is declared dead before its time to refute is over, which Lifeguard has a formula for, nor much later. */
final class SuspectsHaveTheirTime implements Invariant {

    private static final long MILLI = 1_000_000;

    /** What rounding to milliseconds may make. */
    private static final long ROUNDING = 5 * MILLI;

    /** What rounding the logarithm to thousandths may make. */
    private static final double ROUNDING_SHARE = 0.002;

    /** What is known of a suspicion from its begin: when that was, the size of the cluster, and how late its process had been in all. */
    private record Begin(long atNanos, int least, int most, long lateNanos) {}

    private final Map<Witness, Map<String, Begin>> begins = new HashMap<>();
    private final Lateness lateness = new Lateness(Lateness::late);

    @Override
    public void changed(Change change, Findings findings) {
        Belief before = change.before();
        if (change.after().state() != NodeState.DEAD
                || before == null
                || before.node().state() != NodeState.SUSPECT
                || DeathsHaveCauses.told(change.witness(), change.after().name())) {
            return;
        }
        Witness witness = change.witness();
        RunningSuspicion suspicion = witness.last() == null
                ? null
                : find(witness.last(), change.after().name());
        if (suspicion == null || witness.now() - suspicion.startedAtNanos() < suspicion.timeoutNanos()) {
            findings.violated(
                    witness,
                    "'" + change.after().name() + "' to have the time of " + suspicion + " to refute",
                    "it is held for dead at " + witness.now());
        }
    }

    @Override
    public void stepped(Step step, Findings findings) {
        Witness witness = step.witness();
        if (step.after().suspicions().isEmpty()) {
            ended(witness);
            return;
        }
        for (RunningSuspicion suspicion : step.after().suspicions()) {
            Belief belief = witness.beliefs().get(suspicion.node());
            if (belief == null || belief.node().state() != NodeState.SUSPECT) {
                findings.violated(witness, "a clock only for whom it suspects", suspicion + " runs for " + belief);
            } else {
                check(step, suspicion, belief, findings);
                checkEnd(witness, suspicion, findings);
            }
        }
    }

    @Override
    public void ended(Witness witness) {
        begins.remove(witness);
        lateness.forget(witness);
    }

    /** As soon as its loop can, the process declares who has not refuted in time dead. */
    private void checkEnd(Witness witness, RunningSuspicion suspicion, Findings findings) {
        long overdue = witness.now() - suspicion.startedAtNanos() - suspicion.timeoutNanos();
        if (lateness.of(witness, suspicion.node(), overdue > 0) > slack(suspicion)) {
            findings.violated(witness, "the suspicion to end in time", suspicion + " runs at " + witness.now());
        }
    }

    private static long slack(RunningSuspicion suspicion) {
        return ROUNDING + Lateness.drift(suspicion.timeoutNanos());
    }

    private void check(Step step, RunningSuspicion suspicion, Belief belief, Findings findings) {
        Witness witness = step.witness();
        Map<String, Begin> known = begins.computeIfAbsent(witness, process -> new HashMap<>());
        boolean fresh =
                step.changes().stream().anyMatch(change -> change.after().name().equals(suspicion.node()));
        int least = Math.min(step.before().knownNodes(), step.after().knownNodes());
        int most = Math.max(step.before().knownNodes(), step.after().knownNodes());
        Begin begin = known.get(suspicion.node());
        if (fresh || begin == null) {
            begin = new Begin(belief.sinceNanos(), least, most, Lateness.late(witness));
        } else if (suspicion.undecided() && suspicion.startedAtNanos() == witness.now()) {
            // As long as the application decides about what the suspect has said, the suspicion begins anew each time
            // it ends.
            begin = new Begin(
                    witness.now(), Math.min(begin.least, least), Math.max(begin.most, most), Lateness.late(witness));
        } else if (suspicion.equals(find(step.before(), suspicion.node()))) {
            return;
        }
        known.put(suspicion.node(), begin);
        MemberlistConfig config = witness.life().config();
        long shortest = (long) (timeout(config, begin.least, suspicion) * (1 - ROUNDING_SHARE)) - ROUNDING;
        long longest = (long) (timeout(config, begin.most, suspicion) * (1 + ROUNDING_SHARE)) + ROUNDING;
        if (suspicion.timeoutNanos() < shortest || suspicion.timeoutNanos() > longest) {
            findings.violated(
                    witness,
                    "a suspicion of " + shortest / MILLI + " to " + longest / MILLI + " ms among " + begin.most,
                    "it is " + suspicion);
        }
        if (suspicion.startedAtNanos() < begin.atNanos) {
            findings.violated(
                    witness,
                    "a clock that does not start before the suspicion, at " + begin.atNanos,
                    "it is " + suspicion);
        }
        long stoodStill = Lateness.late(witness) - begin.lateNanos;
        if (suspicion.startedAtNanos() - begin.atNanos > stoodStill + slack(suspicion)) {
            findings.violated(
                    witness,
                    "no more time than since " + begin.atNanos + ", and for the " + stoodStill
                            + " ns in which it stood still",
                    "it is " + suspicion);
        }
    }

    private static long timeout(MemberlistConfig config, int nodes, RunningSuspicion suspicion) {
        double scale = Math.max(1, StrictMath.log10(Math.max(1, nodes)));
        double min = config.suspicion().multiplier()
                * scale
                * config.probing().interval().toNanos();
        double max = min * config.suspicion().maxTimeoutMultiplier();
        if (suspicion.expected() < 1) {
            return (long) min;
        }
        double share = StrictMath.log(suspicion.confirmations() + 1) / StrictMath.log(suspicion.expected() + 1);
        return (long) Math.max(min, max - (max - min) * share);
    }

    private static @Nullable RunningSuspicion find(Inspection inspection, String name) {
        for (RunningSuspicion suspicion : inspection.suspicions()) {
            if (suspicion.node().equals(name)) {
                return suspicion;
            }
        }
        return null;
    }
}
