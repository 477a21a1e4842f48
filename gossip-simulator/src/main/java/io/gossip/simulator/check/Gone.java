package io.gossip.simulator.check;

import io.gossip.memberlist.Node;
import io.gossip.runtime.Subscription;
import io.gossip.simulator.Life;
import io.gossip.simulator.Simulation;
import io.gossip.simulator.SimulationListener;
import io.gossip.wire.NodeState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A node that is gone is gone for all who run, in the right way.
 *
 * @param property which property it proves
 * @param name the node
 * @param as dead or left; who has forgotten it meanwhile is content too
 * @param within how long it may take
 */
public record Gone(Liveness property, String name, NodeState as, Function<Budget, Duration> within)
        implements Deadline {

    @Override
    public Duration limit(Budget budget) {
        return within.apply(budget);
    }

    @Override
    public List<String> missing(Simulation simulation) {
        List<String> missing = new ArrayList<>();
        for (Life life : simulation.running()) {
            Node known = life.node().node(name);
            if (!life.name().equals(name) && known != null && known.state() != as) {
                missing.add(life + " believes " + Belief.show(known));
            }
        }
        return missing;
    }

    /** Who holds it for gone in another way will forget that in time, so that has to be seen when it happens. */
    @Override
    public boolean await(Simulation simulation, Checker checker, Budget budget) {
        Subscription watching = simulation.listen(new SimulationListener() {
            @Override
            public void event(Life observer, Kind kind, Node node) {
                if (kind == Kind.LEFT && node.name().equals(name) && node.state() != as) {
                    checker.report(
                            property.name(),
                            observer.toString(),
                            "'" + name + "' to be " + as,
                            "it believes " + Belief.show(node));
                }
            }
        });
        boolean met = Deadline.super.await(simulation, checker, budget);
        watching.close();
        return met;
    }
}
