package io.gossip.simulator.report;

import io.gossip.memberlist.Node;
import io.gossip.simulator.Life;
import io.gossip.simulator.Simulation;
import io.gossip.simulator.SimulationListener;
import io.gossip.simulator.faults.Fault;
import io.gossip.virtual.VirtualNetwork.Packet;
import io.gossip.wire.NodeState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Collects {@link Statistics} while a simulation runs. What happens on every packet is two additions; the rest happens only when a
 * node changes its mind.
 *
 * <p>Whoever drives the simulation calls {@link #sample} from time to time, and {@link #formed} when the script begins.
 */
public final class StatisticsCollector implements SimulationListener {

    private final Simulation simulation;
    private final Beliefs beliefs = new Beliefs();
    private final Changes changes = new Changes();
    private final List<Sample> timeline = new ArrayList<>();
    private final List<FaultPeriod> faults = new ArrayList<>();
    /** Places in {@link #faults} of those that are there. */
    private final IdentityHashMap<Fault, Integer> present = new IdentityHashMap<>();

    private final Set<String> victims = new HashSet<>();
    private final Traffic traffic = new Traffic();
    private long suspicions;
    private long deaths;
    private long deathsDuringFaults;
    private boolean scripted;
    /** Whether all knew all since the last fault ended; what is said before that may be the fault's still. */
    private boolean recovered = true;

    private double zeroSeconds;
    private double agreedSince = Double.NaN;
    private double disturbedAt = Double.NaN;
    private double formedAfter = Double.NaN;

    /**
     * A collector, still to be added to the simulation's listeners before the first host is started.
     *
     * @param simulation what it will listen to
     */
    public StatisticsCollector(Simulation simulation) {
        this.simulation = simulation;
    }

    /**
     * Whether every process that runs takes for alive exactly those that run.
     *
     * @return what {@link Simulation#isConverged()} finds too, but at no cost
     */
    public boolean agreed() {
        return beliefs.agreed();
    }

    /**
     * How much is known of what there is to know.
     *
     * @return from 0 to 1
     */
    public double agreement() {
        return beliefs.agreement();
    }

    /** The script begins now: what happens to nodes is noted one by one from here on, and the traffic counts. */
    public void formed() {
        if (beliefs.agreed()) {
            formedAfter = agreedSince;
        }
        scripted = true;
        zeroSeconds = elapsed();
        traffic.mark(zeroSeconds, beliefs.observers());
        traffic.begin();
    }

    /** Adds a sample of this moment to the timeline. */
    public void sample() {
        double now = elapsed();
        Traffic.Rate rate = traffic.mark(now, beliefs.observers());
        timeline.add(new Sample(
                now,
                beliefs.observers(),
                average(NodeState.ALIVE),
                average(NodeState.SUSPECT),
                average(NodeState.DEAD),
                average(NodeState.LEFT),
                beliefs.agreement(),
                rate.packets(),
                rate.bytes()));
    }

    /**
     * What was collected so far.
     *
     * @return immutable
     */
    public Statistics toStatistics() {
        double now = elapsed();
        Map<NodeState, Double> atTheEnd = new EnumMap<>(NodeState.class);
        for (NodeState state : NodeState.values()) {
            atTheEnd.put(state, average(state));
        }
        Traffic.Rate rate = traffic.sinceBegin(now, beliefs.observers());
        return new Statistics(
                now,
                optional(formedAfter),
                settled(),
                changes.toList(),
                new WrongVerdicts(suspicions, deaths, deathsDuringFaults, victims.size()),
                rate.packets(),
                rate.bytes(),
                beliefs.observers(),
                atTheEnd,
                timeline.stream().map(this::onAxis).toList(),
                faults);
    }

    @Override
    public void begun(Life life) {
        beliefs.begun(life);
        if (scripted) {
            happened(Change.Kind.STARTED, life);
        }
        agreementMayHaveChanged();
    }

    @Override
    public void ended(Life life) {
        changes.ended(life);
        if (scripted && changes.newest(life.name()) != Change.Kind.LEFT) {
            happened(Change.Kind.CRASHED, life);
        }
        beliefs.ended(life);
        agreementMayHaveChanged();
    }

    @Override
    public void event(Life observer, Kind kind, Node node) {
        if (node.state() == NodeState.LEFT && scripted && changes.newest(node.name()) != Change.Kind.LEFT) {
            disturbedAt = elapsed();
            changes.happened(Change.Kind.LEFT, node.name(), axis(), simulation.running(), beliefs);
        }
        if (beliefs.isRunning(node.name()) && changes.newest(node.name()) != Change.Kind.LEFT) {
            judge(kind, node);
        }
        beliefs.heard(observer, node);
        if (scripted) {
            changes.heard(observer, node, axis());
        }
        agreementMayHaveChanged();
    }

    @Override
    public void packetSent(Packet packet) {
        traffic.sent(packet.bytes().length);
    }

    @Override
    public void faultBegun(Fault fault) {
        disturbedAt = elapsed();
        recovered = false;
        present.put(fault, faults.size());
        faults.add(new FaultPeriod(fault.toString(), axis(), Double.NaN));
    }

    @Override
    public void faultEnded(Fault fault) {
        disturbedAt = elapsed();
        Integer place = present.remove(fault);
        if (place != null) {
            FaultPeriod begun = faults.get(place);
            faults.set(place, new FaultPeriod(begun.fault(), begun.fromSeconds(), axis()));
        }
        agreementMayHaveChanged();
    }

    /** What a node says of another that runs. */
    private void judge(Kind kind, Node node) {
        if (kind == Kind.SUSPECTED) {
            suspicions++;
        } else if (kind == Kind.LEFT && node.state() == NodeState.DEAD) {
            deaths++;
            deathsDuringFaults += recovered ? 0 : 1;
            victims.add(node.name());
        }
    }

    private void happened(Change.Kind kind, Life life) {
        disturbedAt = elapsed();
        changes.happened(kind, life.name(), axis(), simulation.running(), beliefs);
    }

    private void agreementMayHaveChanged() {
        recovered |= present.isEmpty() && beliefs.agreed();
        if (!beliefs.agreed()) {
            agreedSince = Double.NaN;
        } else if (Double.isNaN(agreedSince)) {
            agreedSince = elapsed();
        }
    }

    private OptionalDouble settled() {
        if (Double.isNaN(disturbedAt) || Double.isNaN(agreedSince)) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Math.max(0, agreedSince - disturbedAt));
    }

    private Sample onAxis(Sample sample) {
        return new Sample(
                sample.atSeconds() - zeroSeconds,
                sample.running(),
                sample.alive(),
                sample.suspect(),
                sample.dead(),
                sample.left(),
                sample.agreement(),
                sample.packetsPerNodeSecond(),
                sample.bytesPerNodeSecond());
    }

    private double average(NodeState state) {
        return beliefs.observers() == 0 ? 0 : (double) beliefs.count(state) / beliefs.observers();
    }

    private double axis() {
        return elapsed() - zeroSeconds;
    }

    private double elapsed() {
        return Figures.seconds(simulation.elapsed());
    }

    private static OptionalDouble optional(double seconds) {
        return Double.isNaN(seconds) ? OptionalDouble.empty() : OptionalDouble.of(seconds);
    }
}
