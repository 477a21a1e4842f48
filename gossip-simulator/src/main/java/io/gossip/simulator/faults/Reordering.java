package io.gossip.simulator.faults;

import io.gossip.runtime.Subscription;
import io.gossip.simulator.Simulation;
import io.gossip.virtual.Fate;
import io.gossip.virtual.LinkRule;
import io.gossip.virtual.VirtualNetwork.Packet;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Some packets take longer, so that later ones overtake them.
 *
 * @param probability from 0 to 1
 * @param most how much longer at most; any time up to it is as likely
 * @param links on which way
 */
public record Reordering(double probability, Duration most, Links links) implements Fault {

    /**
     * Checks the values.
     *
     * @param probability from 0 to 1
     * @param most how much longer at most
     * @param links on which way
     */
    public Reordering {
        Checks.probability(probability);
        Checks.notNegative(most);
    }

    static Reordering read(Words words) {
        return new Reordering(words.share(), words.time(), words.links());
    }

    @Override
    public Subscription begin(Simulation simulation, RandomGenerator random) {
        Links.Picked picked = links.pick(simulation, random);
        return simulation.network().add(new LinkRule() {
            @Override
            public void packet(Packet packet, Fate fate) {
                long longer = Checks.between(Duration.ZERO, most, random);
                if (random.nextDouble() < probability && picked.include(packet.from(), packet.to())) {
                    fate.delay(longer);
                }
            }
        });
    }

    @Override
    public List<Fault> milder() {
        return Checks.milder(probability, less -> new Reordering(less, most, links));
    }

    @Override
    public String toString() {
        return "reorder " + Notation.percent(probability) + " " + Notation.duration(most) + links;
    }
}
