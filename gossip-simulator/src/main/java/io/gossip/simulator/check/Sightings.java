package io.gossip.simulator.check;

import io.gossip.memberlist.Inspection;
import io.gossip.memberlist.Inspection.RunningSuspicion;
import io.gossip.memberlist.UserBroadcasts;
import io.gossip.simulator.SimulationListener.Kind;
import io.gossip.simulator.faults.Fault;
import io.gossip.wire.Compound;
import io.gossip.wire.Message;
import io.gossip.wire.NodeState;
import java.util.HashMap;
import java.util.Map;

/** Counts for the {@link Coverage} what happens, and finds nothing wrong with it. */
final class Sightings implements Invariant {

    private static final class Counter {
        private long count;
    }

    /** More than an application has to do that is well. */
    private static final int MUCH_WORK = 50;

    private final Coverage coverage;
    private final Map<Class<? extends Message>, Counter> messages = new HashMap<>();
    private long unread;

    Sightings(Coverage coverage) {
        this.coverage = coverage;
    }

    void faultBegun(Fault fault) {
        coverage.count("fault " + fault.getClass().getSimpleName());
    }

    @Override
    public void begun(Witness witness) {
        coverage.count(witness.life().number() == 1 ? "process begun" : "process begun again");
    }

    @Override
    public void ended(Witness witness) {
        coverage.count("process ended");
    }

    @Override
    public void changed(Change change, Findings findings) {
        Belief before = change.before();
        NodeState after = change.after().state();
        if (change.aboutItself()) {
            if (change.kind() == Kind.REANNOUNCED) {
                coverage.count("refuted");
            }
        } else if (before != null && change.isTakeOver()) {
            coverage.count("edge " + before.node().state() + " taken over");
        } else if (before == null || before.node().state() != after) {
            coverage.count("edge " + (before == null ? "UNKNOWN" : before.node().state()) + " " + after);
        }
        if (after == NodeState.DEAD
                && !DeathsHaveCauses.told(change.witness(), change.after().name())) {
            coverage.count("suspicion ran out");
        }
    }

    @Override
    public void forgotten(Witness witness, Belief last, Findings findings) {
        coverage.count("forgotten " + last.node().state());
    }

    @Override
    public void sent(Mail mail, Findings findings) {
        if (mail.messages().size() == Compound.MAX_PARTS) {
            coverage.count("packet with 255 messages");
        }
        if (mail.packet().bytes().length
                >= mail.witness().life().config().gossip().packetSize()) {
            coverage.count("packet without room");
        }
        for (Message message : mail.messages()) {
            messages.computeIfAbsent(message.getClass(), type -> new Counter()).count++;
        }
    }

    @Override
    public void received(Mail mail, Findings findings) {
        if (mail.messages().size() == Compound.MAX_PARTS) {
            coverage.count("255 messages read");
        }
        unread += mail.rejected() > 0 ? 1 : 0;
    }

    @Override
    public void stepped(Step step, Findings findings) {
        Inspection before = step.before();
        Inspection after = step.after();
        if (after.healthScore() > before.healthScore()) {
            coverage.count("health worse");
        } else if (after.healthScore() < before.healthScore()) {
            coverage.count("health better");
        }
        if (after.unansweredQuestions() > before.unansweredQuestions()
                && after.unansweredQuestions()
                        == step.witness().life().config().input().handoffQueueDepth()) {
            coverage.count("application overloaded");
        }
        if (after.queuedBroadcasts() > before.queuedBroadcasts()
                && step.witness().life().waitingBroadcasts() == UserBroadcasts.MAX_WAITING) {
            coverage.count("no room for a broadcast");
        }
        step.witness()
                .life()
                .application()
                .filter(application -> application.dispatcher().waiting() > MUCH_WORK)
                .ifPresent(application -> coverage.count("much waits for an application"));
        if (!after.suspicions().isEmpty() && !after.suspicions().equals(before.suspicions())) {
            for (RunningSuspicion suspicion : after.suspicions()) {
                if (suspicion.confirmations() > 0) {
                    coverage.count("suspicion confirmed");
                    return;
                }
            }
        }
    }

    /** What was counted aside, because there is much of it. */
    void settle() {
        messages.forEach((type, counter) -> coverage.add("message " + type.getSimpleName(), counter.count));
        messages.clear();
        coverage.add("packet that cannot be read", unread);
        unread = 0;
    }
}
