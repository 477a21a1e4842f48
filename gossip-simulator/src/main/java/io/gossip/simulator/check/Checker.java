package io.gossip.simulator.check;

import io.gossip.memberlist.Node;
import io.gossip.simulator.Life;
import io.gossip.simulator.Simulation;
import io.gossip.simulator.SimulationListener;
import io.gossip.simulator.faults.Fault;
import io.gossip.virtual.VirtualNetwork.Packet;
import io.gossip.wire.Address;
import io.gossip.wire.NodeState;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks after every event of a {@link Simulation} that whatever {@link Safety} demands holds, and ends the run with a
 * {@link ViolatedError} if it does not.
 *
 * <pre>{@code
 * Checker checker = Checker.of(simulation); // before the first process begins
 * }</pre>
 */
public final class Checker implements SimulationListener {

    private final class Seat implements Findings {
        private final String property;
        private final Invariant invariant;

        Seat(String property, Invariant invariant) {
            this.property = property;
            this.invariant = invariant;
        }

        @Override
        public void violated(@Nullable Witness witness, String expected, String seen) {
            report(property, witness == null ? "the cluster" : witness.toString(), expected, seen);
        }

        @Override
        public void sighted(String what) {
            coverage.count(what);
        }

        @Override
        public History history() {
            return history;
        }
    }

    private final Simulation simulation;
    private final History history = new History();
    private final Coverage coverage = new Coverage();
    private final Sightings sightings = new Sightings(coverage);
    private final List<Seat> seats = new ArrayList<>();
    private final List<Violation> violations = new ArrayList<>();
    private long steps;
    private boolean rubbishRead;

    private Checker(Simulation simulation) {
        this.simulation = simulation;
        seats.add(new Seat("coverage", sightings));
        for (Safety property : Safety.values()) {
            Invariant invariant = property.create();
            if (invariant != null) {
                seats.add(new Seat(property.name(), invariant));
            }
        }
    }

    /**
     * A checker that watches from now on; to be called before the first process begins.
     *
     * @param simulation what to watch
     * @return the checker
     */
    public static Checker of(Simulation simulation) {
        Checker checker = new Checker(simulation);
        simulation.listen(checker);
        return checker;
    }

    /**
     * What was violated so far; more than one only if one event violates several properties.
     *
     * @return a copy
     */
    public List<Violation> violations() {
        return List.copyOf(violations);
    }

    /**
     * What has happened so far.
     *
     * @return grows on
     */
    public Coverage coverage() {
        sightings.settle();
        return coverage;
    }

    /**
     * How many events of processes there were.
     *
     * @return zero or more
     */
    public long steps() {
        return steps;
    }

    /**
     * Takes note of a violation found elsewhere.
     *
     * @param property which property
     * @param who at whom it shows
     * @param expected what should have been
     * @param seen what was there instead
     */
    public void report(String property, String who, String expected, String seen) {
        violations.add(new Violation(property, simulation.elapsed(), who, expected, seen));
    }

    /**
     * Takes note of what was thrown in the last step.
     *
     * @param thrown what protocol code must not throw, with its stack
     */
    public void thrown(String thrown) {
        Safety property = rubbishRead ? Safety.S18 : Safety.S33;
        report(property.name(), "a process", property.meaning(), thrown);
    }

    /**
     * What kinds of messages a packet has.
     *
     * @param packet a packet that a process has sent
     * @return their names, as far as they can be read
     */
    public String describe(Packet packet) {
        Witness sender = history.at(packet.from());
        return sender == null
                ? "from nobody"
                : sender.open(packet).messages().stream()
                        .map(message -> message.getClass().getSimpleName())
                        .distinct()
                        .collect(Collectors.joining("+"));
    }

    @Override
    public void begun(Life life) {
        Witness witness = history.begun(life);
        seats.forEach(seat -> seat.invariant.begun(witness));
    }

    @Override
    public void strangerBegun(Life stranger) {
        Subject subject = history.subject(stranger.name());
        if (subject != null) {
            subject.impostor(Address.of(stranger.transport().localAddress()));
            coverage.count("impostor");
        }
    }

    @Override
    public void ended(Life life) {
        Witness witness = history.witness(life);
        if (witness != null) {
            history.ended(witness);
            seats.forEach(seat -> seat.invariant.ended(witness));
        }
    }

    @Override
    public void event(Life observer, Kind kind, Node node) {
        Witness witness = history.witness(observer);
        if (witness == null) {
            return;
        }
        Change change = new Change(witness, kind, witness.beliefs().get(node.name()), node);
        Subject subject = history.subject(node.name());
        if (subject != null) {
            learn(change, subject);
        }
        each((invariant, findings) -> invariant.changed(change, findings));
        witness.believe(change);
    }

    private static void learn(Change change, Subject subject) {
        if (change.aboutItself() && change.kind() == Kind.LEFT) {
            subject.left(change.after().incarnation());
        } else if (change.aboutItself()) {
            subject.announced(change.after());
        } else if (change.after().state() == NodeState.SUSPECT) {
            subject.suspected(change.after().incarnation());
        }
    }

    @Override
    public void packetSent(Packet packet) {
        Witness sender = history.at(packet.from());
        if (sender != null) {
            Mail mail = sender.open(packet);
            each((invariant, findings) -> invariant.sent(mail, findings));
        }
    }

    @Override
    public void packetReceived(Packet packet) {
        Witness receiver = history.at(packet.to());
        if (receiver != null) {
            Mail mail = receiver.open(packet);
            receiver.read(mail);
            each((invariant, findings) -> invariant.received(mail, findings));
        }
    }

    @Override
    public void stepped(Life life) {
        Witness witness = history.witness(life);
        if (witness == null) {
            return;
        }
        steps++;
        Step step = witness.step();
        if (step.after().knownNodes() < witness.beliefs().size()) {
            forget(witness);
        }
        each((invariant, findings) -> invariant.stepped(step, findings));
        rubbishRead = RubbishDoesNothing.isRubbish(step);
        witness.clear();
        if (!violations.isEmpty()) {
            throw new ViolatedError(violations.get(0));
        }
    }

    @Override
    public void faultBegun(Fault fault) {
        sightings.faultBegun(fault);
    }

    /** There is no event for that: the table has fewer rows than were told of. */
    private void forget(Witness witness) {
        for (Iterator<Belief> each = witness.beliefs().values().iterator(); each.hasNext(); ) {
            Belief belief = each.next();
            if (witness.life().node().node(belief.node().name()) == null) {
                each.remove();
                each((invariant, findings) -> invariant.forgotten(witness, belief, findings));
            }
        }
    }

    private void each(BiConsumer<Invariant, Findings> what) {
        for (Seat seat : seats) {
            what.accept(seat.invariant, seat);
        }
    }
}
