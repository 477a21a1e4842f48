package io.gossip.simulator.check;

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
 * S33: an application that throws, blocks or is slow, or that there is none of, holds up nothing: its delegates are never called on the
 * event loop, every ping is answered in the step in which it is read, and the node goes on to probe.
 */
final class DelegatesHoldUpNothing implements Invariant {

    private static final long ROUNDING = 1_000_000;

    /** From when a process has had others and has not probed them. */
    private final Map<Witness, Long> idleSince = new HashMap<>();

    private final Lateness lateness = new Lateness(Lateness::late);
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
        application.ifPresent(running -> staysOffTheLoop(step, running, findings));
        acksPings(step, findings);
        probes(step, findings);
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

    /** The next probe begins an interval after the last one has begun at the latest, or as soon as the process can do anything. */
    private void probes(Step step, Findings findings) {
        Witness witness = step.witness();
        if (step.after().probe() != null || !hasOthers(witness)) {
            idleSince.put(witness, witness.now());
        }
        long interval = witness.life().config().probing().interval().toNanos();
        long idle = witness.now() - idleSince.computeIfAbsent(witness, Witness::now);
        if (lateness.of(witness, "probe", idle > interval) > ROUNDING + Lateness.drift(interval)) {
            findings.violated(witness, "a probe each " + interval + " ns", "there is none for " + idle);
        }
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
        idleSince.remove(witness);
        lateness.forget(witness);
    }
}
