package io.gossip.simulator.check;

import io.gossip.memberlist.Inspection.OpenProbe;
import io.gossip.simulator.VirtualApplication;
import io.gossip.wire.Message;
import io.gossip.wire.Message.Ack;
import io.gossip.wire.Message.Ping;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * S33: an application that throws, blocks or is slow holds up nothing: its delegates are never called on the event loop, every ping is
 * answered in the step in which it is read, and the node goes on to probe.
 */
final class DelegatesHoldUpNothing implements Invariant {

    /** A loop that is late first reads what has piled up, and runs its timers then; it is given so much time for that. */
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    /** How long a process has not probed, of the time in which it ran: what it stood still does not count. */
    private static final class Idleness {
        private long lastStepNanos;
        private long idleNanos;
    }

    private final Map<Witness, Idleness> idleness = new HashMap<>();
    private final Set<Long> acked = new HashSet<>();

    @Override
    public void sent(Mail mail, Findings findings) {
        for (Message message : mail.messages()) {
            if (message instanceof Ack ack) {
                acked.add(ack.sequence());
            }
        }
    }

    @Override
    public void stepped(Step step, Findings findings) {
        Optional<VirtualApplication> application = step.witness().life().application();
        if (application.isPresent()) {
            staysOffTheLoop(step, application.get(), findings);
            acksPings(step, findings);
            probes(step, findings);
        }
        if (!acked.isEmpty()) {
            acked.clear();
        }
    }

    private static void staysOffTheLoop(Step step, VirtualApplication application, Findings findings) {
        application
                .calledOnLoop()
                .ifPresent(delegate -> findings.violated(
                        step.witness(), "no user code on the event loop", "this was called there: " + delegate));
    }

    private void acksPings(Step step, Findings findings) {
        if (step.received().isEmpty()
                || step.droppedInput()
                || !step.witness().life().transport().canSend()) {
            return;
        }
        for (Mail mail : step.received()) {
            for (Message message : mail.messages()) {
                if (message instanceof Ping ping && isForIt(ping, step.witness()) && !acked.contains(ping.sequence())) {
                    findings.violated(step.witness(), "an ack for " + ping + " at once", "it sent none");
                }
            }
        }
    }

    private static boolean isForIt(Ping ping, Witness witness) {
        return ping.node().isEmpty() || ping.node().equals(witness.name());
    }

    private void probes(Step step, Findings findings) {
        Witness witness = step.witness();
        Idleness idle = idleness.computeIfAbsent(witness, begun -> new Idleness());
        long intervalNanos = witness.life().config().probing().interval().toNanos();
        OpenProbe probe = step.after().probe();
        if (probe != null || !hasOthers(witness)) {
            idle.idleNanos = 0;
        } else {
            idle.idleNanos += Math.min(witness.now() - idle.lastStepNanos, intervalNanos);
            if (idle.idleNanos > intervalNanos + PATIENCE_NANOS) {
                findings.violated(witness, "a probe each " + intervalNanos + " ns", "none for " + idle.idleNanos);
            }
        }
        idle.lastStepNanos = witness.now();
    }

    private static boolean hasOthers(Witness witness) {
        for (Belief belief : witness.beliefs().values()) {
            if (belief.isMember() && !belief.node().name().equals(witness.name())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void ended(Witness witness) {
        idleness.remove(witness);
    }
}
