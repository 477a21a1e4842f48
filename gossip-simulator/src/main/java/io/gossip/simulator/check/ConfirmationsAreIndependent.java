package io.gossip.simulator.check;

import io.gossip.memberlist.Inspection;
import io.gossip.memberlist.Inspection.OpenProbe;
import io.gossip.memberlist.Inspection.RunningSuspicion;
import io.gossip.wire.Message;
import io.gossip.wire.Message.Suspect;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** S11: a suspicion is confirmed only by other nodes than the suspect and the first accuser, each once; an exchange of states confirms nothing. */
final class ConfirmationsAreIndependent implements Invariant {

    private final Map<Witness, Map<String, Set<String>>> accusers = new HashMap<>();

    @Override
    public void stepped(Step step, Findings findings) {
        if (step.after().suspicions().isEmpty()) {
            accusers.remove(step.witness());
            return;
        }
        Map<String, Set<String>> known = accusers.computeIfAbsent(step.witness(), witness -> new HashMap<>());
        known.keySet().removeIf(name -> find(step.after(), name) == null);
        for (RunningSuspicion suspicion : step.after().suspicions()) {
            check(step, suspicion, known, findings);
        }
    }

    private static void check(
            Step step, RunningSuspicion suspicion, Map<String, Set<String>> known, Findings findings) {
        String name = suspicion.node();
        boolean fresh =
                step.changes().stream().anyMatch(change -> change.after().name().equals(name));
        RunningSuspicion earlier = fresh ? null : find(step.before(), name);
        if (earlier == null) {
            known.remove(name);
        }
        Set<String> heard = known.computeIfAbsent(name, suspect -> new HashSet<>());
        int before = heard.size();
        for (Mail mail : step.received()) {
            for (Message message : mail.messages()) {
                if (message instanceof Suspect suspect && isAgainst(suspect, name, step.witness())) {
                    heard.add(suspect.from());
                }
            }
        }
        // Of those heard when it began, one is the first accuser; which one does not matter.
        int allowed = earlier == null ? Math.max(0, heard.size() - 1) : earlier.confirmations() + heard.size() - before;
        String self = step.witness().name();
        boolean byItself = suspicion.confirmations() > allowed && ownProbeEnded(step, name) && !heard.contains(self);
        if (byItself || heard.isEmpty()) { // if nobody told it, it found out itself, or in an exchange of states
            heard.add(self);
            allowed += byItself ? 1 : 0;
        }
        if (suspicion.confirmations() > allowed) {
            findings.violated(
                    step.witness(),
                    "at most " + allowed + " confirmations that '" + name + "' is gone, from among " + heard,
                    "there are " + suspicion.confirmations());
        }
    }

    private static boolean isAgainst(Suspect suspect, String name, Witness witness) {
        Belief belief = witness.beliefs().get(name);
        return suspect.node().equals(name)
                && !suspect.from().equals(name)
                && belief != null
                && suspect.incarnation() >= belief.node().incarnation();
    }

    private static boolean ownProbeEnded(Step step, String name) {
        OpenProbe before = step.before().probe();
        OpenProbe after = step.after().probe();
        return before != null && before.node().equals(name) && (after == null || after.sequence() != before.sequence());
    }

    private static @org.jspecify.annotations.Nullable RunningSuspicion find(Inspection inspection, String name) {
        for (RunningSuspicion suspicion : inspection.suspicions()) {
            if (suspicion.node().equals(name)) {
                return suspicion;
            }
        }
        return null;
    }
}
