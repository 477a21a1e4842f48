package io.gossip.simulator.faults;

import io.gossip.runtime.Subscription;
import io.gossip.simulator.Host;
import io.gossip.simulator.Simulation;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The hosts fall into two halves that do not reach each other, but some reach both.
 *
 * @param targets who reaches both
 */
public record Bridge(Targets targets) implements Fault {

    static Bridge read(Words words) {
        return new Bridge(words.hosts());
    }

    @Override
    public Subscription begin(Simulation simulation, RandomGenerator random) {
        List<Host> between = targets.pick(simulation, random);
        Set<InetSocketAddress> left = new HashSet<>();
        Set<InetSocketAddress> right = new HashSet<>();
        for (Host host : new Targets.Share(1).pick(simulation, random)) {
            if (!between.contains(host)) {
                (left.size() > right.size() ? right : left).add(host.address());
            }
        }
        return simulation
                .network()
                .add(new Cut((from, to) ->
                        (left.contains(from) && right.contains(to)) || (right.contains(from) && left.contains(to))));
    }

    @Override
    public String toString() {
        return "bridge " + targets;
    }
}
