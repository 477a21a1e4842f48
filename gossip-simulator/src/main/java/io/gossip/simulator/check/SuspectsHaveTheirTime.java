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

    private static final double ROUNDING_SHARE = 0.002;

    /** A loop that is late first reads what has piled up, and runs its timers then; it is given so much time for that. */
    private static final long PATIENCE_NANOS = 60_000 * MILLI;

    private record Sizes(int least, int most) {}

    private final Map<Witness, Map<String, Sizes>> sizes = new HashMap<>();
    private final Map<Witness, Long> overdueSince = new HashMap<>();

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
            sizes.remove(witness);
            overdueSince.remove(witness);
            return;
        }
        boolean late = false;
        for (RunningSuspicion suspicion : step.after().suspicions()) {
            Belief belief = witness.beliefs().get(suspicion.node());
            if (belief == null || belief.node().state() != NodeState.SUSPECT) {
                findings.violated(witness, "a clock only for whom it suspects", suspicion + " runs for " + belief);
            } else {
                check(step, suspicion, belief, findings);
                late |= witness.now() - suspicion.startedAtNanos() - suspicion.timeoutNanos() > 1_000 * MILLI;
            }
        }
        if (!late) {
            overdueSince.remove(witness);
        } else if (witness.now() - overdueSince.computeIfAbsent(witness, Witness::now) > PATIENCE_NANOS) {
            findings.violated(
                    witness, "suspicions to end in time", step.after().suspicions() + " run at " + witness.now());
        }
    }

    @Override
    public void ended(Witness witness) {
        sizes.remove(witness);
        overdueSince.remove(witness);
    }

    private void check(Step step, RunningSuspicion suspicion, Belief belief, Findings findings) {
        Witness witness = step.witness();
        Map<String, Sizes> known = sizes.computeIfAbsent(witness, process -> new HashMap<>());
        boolean fresh =
                step.changes().stream().anyMatch(change -> change.after().name().equals(suspicion.node()));
        if (fresh || !known.containsKey(suspicion.node())) {
            int before = step.before().knownNodes();
            int after = step.after().knownNodes();
            known.put(suspicion.node(), new Sizes(Math.min(before, after), Math.max(before, after)));
        } else if (suspicion.equals(find(step.before(), suspicion.node()))) {
            return;
        }
        Sizes nodes = known.get(suspicion.node());
        MemberlistConfig config = witness.life().config();
        long least = (long) (timeout(config, nodes.least, suspicion) * (1 - ROUNDING_SHARE)) - ROUNDING;
        long most = (long) (timeout(config, nodes.most, suspicion) * (1 + ROUNDING_SHARE)) + ROUNDING;
        if (suspicion.timeoutNanos() < least || suspicion.timeoutNanos() > most) {
            findings.violated(
                    witness,
                    "a suspicion of " + least / MILLI + " to " + most / MILLI + " ms among " + nodes.most,
                    "it is " + suspicion);
        }
        if (suspicion.startedAtNanos() < belief.sinceNanos()) {
            findings.violated(
                    witness,
                    "a clock that does not start before the suspicion, at " + belief.sinceNanos(),
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
