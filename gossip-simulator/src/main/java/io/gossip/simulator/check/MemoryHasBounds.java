package io.gossip.simulator.check;

import io.gossip.memberlist.Inspection;
import io.gossip.memberlist.Inspection.OpenProbe;
import io.gossip.memberlist.MemberlistConfig;
import io.gossip.memberlist.UserBroadcasts;
import io.gossip.simulator.VirtualApplication;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** S17: everything that grows has a bound: tables, queues, and the streams that others open, which end besides. */
final class MemoryHasBounds implements Invariant {

    /** A request has the time of a stream to come in, and the answer the same to get out. */
    private static final int PHASES = 2;

    private final Map<Witness, Deque<Long>> streams = new HashMap<>();
    private final Forgetting forgetting = new Forgetting();
    private final Lateness lateness = new Lateness(Lateness::late);

    @Override
    public void stepped(Step step, Findings findings) {
        Inspection now = step.after();
        Witness witness = step.witness();
        MemberlistConfig config = witness.life().config();
        atMost(witness, "nodes in the table", config.admission().maxMembers(), now.knownNodes(), findings);
        atMost(witness, "pings for others under way", config.input().maxIndirectPings(), now.indirectPings(), findings);
        int news = now.queuedBroadcasts() - witness.life().waitingBroadcasts();
        // One piece of news for each node: the newer one replaces the older one.
        atMost(witness, "pieces of news in the queue", findings.history().names(), news, findings);
        atMost(
                witness,
                "broadcasts of the application",
                UserBroadcasts.MAX_WAITING,
                witness.life().waitingBroadcasts(),
                findings);
        int questions = now.unansweredQuestions();
        atMost(witness, "questions to the application", config.input().handoffQueueDepth(), questions, findings);
        atMost(witness, "streams of others", config.input().maxInboundStreams(), now.streams(), findings);
        atMost(witness, "push/pulls with others", config.streams().maxPushPulls(), now.pushPulls(), findings);
        long arrived = witness.life().transport().inboundStreamBytes();
        atMost(witness, "bytes kept, as so many arrived on streams,", arrived, now.streamBytes(), findings);
        witness.life().application().ifPresent(application -> checkBacklog(witness, application, findings));
        OpenProbe probe = now.probe();
        if (probe != null
                && (step.before().probe() == null || step.before().probe().sequence() != probe.sequence())) {
            forgetting.check(witness, findings);
        }
        checkEnds(step, config.streams().timeout().toNanos() * PHASES, findings);
    }

    @Override
    public void changed(Change change, Findings findings) {
        forgetting.changed(change);
    }

    @Override
    public void forgotten(Witness witness, Belief last, Findings findings) {
        forgetting.forgotten(witness, last.node().name());
    }

    /** As many questions as are allowed, as many events, and what further events come to, which is one task. */
    private static void checkBacklog(Witness witness, VirtualApplication application, Findings findings) {
        int most = 2 * witness.life().config().input().handoffQueueDepth() + 1;
        atMost(
                witness,
                "tasks for the application",
                most,
                application.dispatcher().waiting(),
                findings);
    }

    /** Which stream has ended is not seen, only how many are there: as if it were the oldest. */
    private void checkEnds(Step step, long mostNanos, Findings findings) {
        Witness witness = step.witness();
        Deque<Long> begins = streams.computeIfAbsent(witness, process -> new ArrayDeque<>());
        while (begins.size() < step.after().streams()) {
            begins.add(witness.now());
        }
        while (begins.size() > step.after().streams()) {
            begins.remove();
        }
        boolean over = !begins.isEmpty() && witness.now() - begins.element() > mostNanos + Lateness.drift(mostNanos);
        if (lateness.of(witness, "oldest", over) > Lateness.drift(mostNanos)) {
            findings.violated(
                    witness,
                    "streams to end within " + mostNanos + " ns",
                    "some have been open since " + begins.element());
        }
    }

    @Override
    public void ended(Witness witness) {
        streams.remove(witness);
        forgetting.ended(witness);
        lateness.forget(witness);
    }

    private static void atMost(Witness witness, String what, long most, long actual, Findings findings) {
        if (actual > most) {
            findings.violated(witness, "at most " + most + " " + what, "there are " + actual);
        }
    }
}
