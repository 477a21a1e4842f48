package io.gossip.simulator.faults;

import io.gossip.runtime.Subscription;
import io.gossip.simulator.Simulation;
import io.gossip.virtual.LinkRule;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Streams break in the middle of what is sent, and both ends learn of it.
 *
 * @param probability for each piece of a stream, from 0 to 1
 * @param links on which way
 */
public record Reset(double probability, Links links) implements Fault {

    /**
     * Checks the values.
     *
     * @param probability for each piece of a stream, from 0 to 1
     * @param links on which way
     */
    public Reset {
        Checks.probability(probability);
    }

    static Reset read(Words words) {
        return new Reset(words.share(), words.links());
    }

    @Override
    public Subscription begin(Simulation simulation, RandomGenerator random) {
        Links.Picked picked = links.pick(simulation, random);
        return simulation.network().add(new LinkRule() {
            @Override
            public boolean resetsStream(InetSocketAddress from, InetSocketAddress to) {
                return random.nextDouble() < probability && picked.include(from, to);
            }
        });
    }

    @Override
    public List<Fault> milder() {
        return Checks.milder(probability, less -> new Reset(less, links));
    }

    @Override
    public String toString() {
        return "reset " + Notation.percent(probability) + links;
    }
}
