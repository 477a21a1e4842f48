package io.gossip.simulator.check;

import io.gossip.memberlist.Node;
import io.gossip.simulator.Life;
import io.gossip.simulator.Simulation;
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
}
