package io.gossip.simulator.check;

import io.gossip.memberlist.Node;
import io.gossip.simulator.Host;
import io.gossip.simulator.Life;
import io.gossip.simulator.Simulation;
import io.gossip.simulator.SimulationListener;
import io.gossip.wire.NodeState;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** L2: from a time on, nobody who runs is declared dead, unless it is excused because it does not answer on purpose. */
public final class NoFalseDeaths implements SimulationListener {

    private final Simulation simulation;
    private final Checker checker;
    private final Duration from;
    private final Set<String> excused = new HashSet<>();

    /**
     * Begins to look.
     *
     * @param simulation where
     * @param checker takes the violations
     * @param from until then the past may have its consequences
     */
    public NoFalseDeaths(Simulation simulation, Checker checker, Duration from) {
        this.simulation = simulation;
        this.checker = checker;
        this.from = from;
    }

    /**
     * This one may be declared dead.
     *
     * @param name whose name it is
     */
    public void excuse(String name) {
        excused.add(name);
    }

    /** From now on nobody may be. */
    public void excuseNobody() {
        excused.clear();
    }

    @Override
    public void event(Life observer, Kind kind, Node node) {
        if (kind != Kind.LEFT
                || node.state() != NodeState.DEAD
                || excused.contains(node.name())
                || simulation.elapsed().compareTo(from) < 0) {
            return;
        }
        for (Host host : simulation.hosts()) {
            Optional<Life> running = host.life().filter(life -> life.name().equals(node.name()));
            if (running.isPresent()) {
                checker.report(
                        Liveness.L2.name(),
                        observer.toString(),
                        running.get() + " not to be declared dead, as all has been calm for long",
                        "it believes " + Belief.show(node));
            }
        }
    }
}
