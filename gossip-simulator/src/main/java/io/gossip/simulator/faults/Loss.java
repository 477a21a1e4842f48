package io.gossip.simulator.faults;

import io.gossip.runtime.Subscription;
import io.gossip.simulator.Simulation;
import io.gossip.virtual.Fate;
import io.gossip.virtual.LinkRule;
import io.gossip.virtual.VirtualNetwork.Packet;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Packets get lost, each on its own.
 *
 * @param probability from 0 to 1
 * @param links on which way
 */
public record Loss(double probability, Links links) implements Fault {

    /**
     * Checks the values.
     *
     * @param probability from 0 to 1
     * @param links on which way
     */
    public Loss {
        Checks.probability(probability);
    }

    /**
     * Everywhere.
     *
     * @param probability from 0 to 1
     */
    public Loss(double probability) {
        this(probability, Links.ALL);
    }

    static Loss read(Words words) {
        return new Loss(words.share(), words.links());
    }

    @Override
    public Subscription begin(Simulation simulation, RandomGenerator random) {
        Links.Picked picked = links.pick(simulation, random);
        return simulation.network().add(new LinkRule() {
            @Override
            public void packet(Packet packet, Fate fate) {
                if (random.nextDouble() < probability && picked.include(packet.from(), packet.to())) {
                    fate.lose();
                }
            }
        });
    }

    @Override
    public List<Fault> milder() {
        return Checks.milder(probability, less -> new Loss(less, links));
    }

    @Override
    public String toString() {
        return "loss " + Notation.percent(probability) + links;
    }
}
