package io.gossip.simulator.check;

import io.gossip.memberlist.Inspection;
import io.gossip.memberlist.Inspection.OpenProbe;
import io.gossip.wire.Message;
import io.gossip.wire.Message.IndirectPing;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * S21: at most one probe is open, nothing but it and the pings for others waits for an answer, and each ends as soon as its time is over
 * and the process can do anything.
 */
final class ProbesEnd implements Invariant {

    private static final long ROUNDING = 1_000_000;

    private final Lateness probes = new Lateness(Lateness::lateOrBlocked);
    private final Lateness pings = new Lateness(Lateness::late);
    private final Map<Witness, Deque<Long>> requests = new HashMap<>();
    private final Map<Witness, Long> unsentSince = new HashMap<>();

    @Override
    public void stepped(Step step, Findings findings) {
        Inspection now = step.after();
        OpenProbe probe = now.probe();
        int waiting = now.indirectPings() + (probe == null ? 0 : 1);
        if (now.pendingAnswers() != waiting) {
            findings.violated(step.witness(), waiting + " answers waited for", "there are " + now.pendingAnswers());
        }
        if (probe != null) {
            checkProbe(step.witness(), probe, findings);
        } else {
            probes.forget(step.witness());
            unsentSince.remove(step.witness());
        }
        checkPings(step, findings);
    }

    private void checkProbe(Witness witness, OpenProbe probe, Findings findings) {
        long overdue;
        if (probe.startedAtNanos() == 0) { // nothing of it has left, which takes no time
            overdue = witness.now() - unsentSince.computeIfAbsent(witness, Witness::now);
        } else {
            unsentSince.remove(witness);
            overdue = witness.now() - probe.startedAtNanos() - probe.intervalNanos();
        }
        if (probes.of(witness, probe.sequence(), overdue > 0) > slack(probe.intervalNanos())) {
            findings.violated(witness, "a probe to end in time", probe + " is open at " + witness.now());
        }
    }

    /** No more pings for others wait than there were requests for within the time that one may take. */
    private void checkPings(Step step, Findings findings) {
        Witness witness = step.witness();
        Deque<Long> times = requests.computeIfAbsent(witness, process -> new ArrayDeque<>());
        for (Mail mail : step.received()) {
            for (Message message : mail.messages()) {
                if (message instanceof IndirectPing) {
                    times.add(witness.now());
                }
            }
        }
        while (times.size() > step.after().indirectPings()) {
            times.remove(); // the oldest is the first to end
        }
        long timeout = witness.life().config().probing().timeout().toNanos();
        long overdue = times.isEmpty() ? -timeout : witness.now() - times.element() - timeout;
        if (step.after().indirectPings() > times.size() || pings.of(witness, "oldest", overdue > 0) > slack(timeout)) {
            findings.violated(
                    witness,
                    "pings for others to end within " + timeout + " ns",
                    step.after().indirectPings() + " are open at " + witness.now() + ", asked for at " + times);
        }
    }

    @Override
    public void ended(Witness witness) {
        probes.forget(witness);
        pings.forget(witness);
        requests.remove(witness);
        unsentSince.remove(witness);
    }

    private static long slack(long nanos) {
        return ROUNDING + Lateness.drift(nanos);
    }
}
