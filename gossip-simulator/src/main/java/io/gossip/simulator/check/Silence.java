package io.gossip.simulator.check;

import io.gossip.simulator.Simulation;
import java.time.Duration;
import java.util.List;

/** No news waits to be sent anywhere. */
public record Silence() implements Deadline {

    @Override
    public Liveness property() {
        return Liveness.L12;
    }

    @Override
    public Duration limit(Budget budget) {
        int sends = budget.config().gossip().retransmitMultiplier()
                * String.valueOf(budget.nodes()).length();
        return budget.agreement().plus(budget.config().gossip().interval().multipliedBy(sends));
    }

    @Override
    public List<String> missing(Simulation simulation) {
        return simulation.running().stream()
                .filter(life -> life.node().inspect().queuedBroadcasts() > 0)
                .map(life -> life + " has " + life.node().inspect().queuedBroadcasts() + " pieces of news to send")
                .toList();
    }
}
