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
import java.util.function.Predicate;

/**
 * L2: from a time on, nobody who runs is declared dead, unless it is excused because it does not answer on purpose. Parts of a run that
 * are about something else may charge another property with it.
 */
public final class NoFalseDeaths implements SimulationListener {

    private final Simulation simulation;
    private final Checker checker;
    private final Set<String> excused = new HashSet<>();
    private Duration from;
    private Predicate<Life> accused = observer -> false;
    private Liveness accusation = Liveness.L2;

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

    /** The past can have no consequences any more: from now on. */
    public void sinceNow() {
        if (simulation.elapsed().compareTo(from) < 0) {
            from = simulation.elapsed();
        }
    }

    /**
     * What some processes declare wrongly violates another property than L2.
     *
     * @param property which one
     * @param observers for whom that goes
     */
    public void charge(Liveness property, Predicate<Life> observers) {
        accusation = property;
        accused = observers;
    }

    /** Whatever is declared wrongly violates L2 again, and nobody is excused. */
    public void chargeNobody() {
        accused = observer -> false;
        excuseNobody();
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
                || observer.host().life().stream().noneMatch(observer::equals)
                || node.state() != NodeState.DEAD
                || excused.contains(node.name())
                || simulation.elapsed().compareTo(from) < 0) {
            return;
        }
        for (Host host : simulation.hosts()) {
            // Under the same name at another address it is another one.
            Optional<Life> running = host.life()
                    .filter(life -> life.name().equals(node.name())
                            && life.transport()
                                    .localAddress()
                                    .equals(node.address().socketAddress()));
            if (running.isPresent()) {
                checker.report(
                        (accused.test(observer) ? accusation : Liveness.L2).name(),
                        observer.toString(),
                        running.get() + " not to be declared dead, as all has been calm for long",
                        "it believes " + Belief.show(node));
            }
        }
    }
}
