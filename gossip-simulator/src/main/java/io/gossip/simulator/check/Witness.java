package io.gossip.simulator.check;

import io.gossip.memberlist.Inspection;
import io.gossip.simulator.Life;
import io.gossip.simulator.SimulationListener.Kind;
import io.gossip.virtual.VirtualNetwork.Packet;
import io.gossip.wire.Message;
import io.gossip.wire.PacketFraming;
import io.gossip.wire.WireException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What the checker remembers of one process: all it ever said, folded, and what it did in the step that is under way. */
final class Witness {

    private final Life life;
    private final PacketFraming framing;
    private final Map<String, Belief> beliefs = new LinkedHashMap<>();
    private final List<Mail> received = new ArrayList<>(1);
    private final List<Change> changes = new ArrayList<>();
    private @Nullable Inspection last;
    private long rejectedBefore;
    private int rejectedInStep;

    Witness(Life life) {
        this.life = life;
        this.framing = new PacketFraming(
                life.config().framing(),
                life.config().framing().codec().create(life.config().framing().limits()),
                new SplittableRandom(0)); // it only opens
    }

    Life life() {
        return life;
    }

    String name() {
        return life.name();
    }

    /** What it said so far comes to this. */
    Map<String, Belief> beliefs() {
        return beliefs;
    }

    /** Nanoseconds by its own clock, which may be off. */
    long now() {
        return life.loop().nanoTime();
    }

    /** What was inside it after its last step; null before the first one. */
    @Nullable
    Inspection last() {
        return last;
    }

    /** What it is reading in this step. */
    List<Mail> received() {
        return received;
    }

    int rejectedInStep() {
        return rejectedInStep;
    }

    Mail open(Packet packet) {
        List<Message> messages = new ArrayList<>();
        int[] rejected = new int[1];
        framing.open(ByteBuffer.wrap(packet.bytes()), new PacketFraming.Sink() {
            @Override
            public void message(Message message) {
                messages.add(message);
            }

            @Override
            public void rejected(WireException why) {
                rejected[0]++;
            }
        });
        return new Mail(this, packet, messages, rejected[0]);
    }

    void read(Mail mail) {
        received.add(mail);
    }

    void believe(Change change) {
        Belief before = change.before();
        // A suspect that is suspected once more has its time from then on.
        boolean same = change.kind() != Kind.SUSPECTED
                && before != null
                && before.node().state() == change.after().state();
        beliefs.put(
                change.after().name(),
                new Belief(change.after(), before != null && same ? before.sinceNanos() : now()));
        changes.add(change);
    }

    /** Ends the step: what happened in it. */
    Step step() {
        Inspection now = life.node().inspect();
        long rejected = life.node().rejectedInputs();
        rejectedInStep = (int) (rejected - rejectedBefore);
        rejectedBefore = rejected;
        Step step = new Step(this, last == null ? now : last, now, received, changes);
        last = now;
        return step;
    }

    void clear() {
        if (!received.isEmpty()) {
            received.clear();
        }
        if (!changes.isEmpty()) {
            changes.clear();
        }
    }

    @Override
    public String toString() {
        return life.name().equals(life.host().name()) ? life.toString() : life + " ('" + life.name() + "')";
    }
}
