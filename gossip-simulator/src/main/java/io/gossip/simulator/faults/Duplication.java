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
 * Packets arrive once more. If long after the first time, they are replayed: minutes later they tell of a world that is gone, to
 * whatever process then has the address.
 *
 * @param probability from 0 to 1
 * @param from how long after the first copy the second one arrives at the earliest
 * @param to how long after at the latest
 * @param links on which way
 */
public record Duplication(double probability, Duration from, Duration to, Links links) implements Fault {

    /**
     * Checks the values.
     *
     * @param probability from 0 to 1
     * @param from how long after the first copy the second one arrives at the earliest
     * @param to how long after at the latest
     * @param links on which way
     */
    public Duplication {
        Checks.probability(probability);
        Checks.ordered(from, to);
    }

    static Duplication read(Words words) {
        return new Duplication(words.share(), words.time(), words.time(), words.links());
    }

    @Override
    public Subscription begin(Simulation simulation, RandomGenerator random) {
        Links.Picked picked = links.pick(simulation, random);
        return simulation.network().add(new LinkRule() {
            @Override
            public void packet(Packet packet, Fate fate) {
                long further = Checks.between(from, to, random);
                if (random.nextDouble() < probability && picked.include(packet.from(), packet.to())) {
                    fate.duplicate(further);
                }
            }
        });
    }

    @Override
    public List<Fault> milder() {
        return Checks.milder(probability, less -> new Duplication(less, from, to, links));
    }

    @Override
    public String toString() {
        return "duplicate " + Notation.percent(probability) + " " + Notation.duration(from) + " "
                + Notation.duration(to) + links;
    }
}
