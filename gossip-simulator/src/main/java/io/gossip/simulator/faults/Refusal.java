package io.gossip.simulator.faults;

import io.gossip.runtime.Subscription;
import io.gossip.simulator.Simulation;
import io.gossip.virtual.LinkRule;
import java.net.InetSocketAddress;
import java.util.random.RandomGenerator;

/**
 * New streams are refused at once, as where nobody listens; packets pass.
 *
 * @param links on which way
 */
public record Refusal(Links links) implements Fault {

    static Refusal read(Words words) {
        return new Refusal(words.links());
    }

    @Override
    public Subscription begin(Simulation simulation, RandomGenerator random) {
        Links.Picked picked = links.pick(simulation, random);
        return simulation.network().add(new LinkRule() {
            @Override
            public boolean refusesStream(InetSocketAddress from, InetSocketAddress to) {
                return picked.include(from, to);
            }
        });
    }

    @Override
    public String toString() {
        return "refuse" + links;
    }
}
