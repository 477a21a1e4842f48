package io.gossip.simulator.faults;

import io.gossip.runtime.Subscription;
import io.gossip.simulator.Simulation;
import io.gossip.virtual.Fate;
import io.gossip.virtual.LinkRule;
import io.gossip.virtual.VirtualNetwork.Packet;
import java.util.random.RandomGenerator;

/**
 * Packets get lost, each on its own, everywhere.
 *
 * @param probability from 0 to 1
 */
public record Loss(double probability) implements Fault {

    @Override
    public Subscription begin(Simulation simulation, RandomGenerator random) {
        return simulation.network().add(new LinkRule() {
            @Override
            public void packet(Packet packet, Fate fate) {
                if (random.nextDouble() < probability) {
                    fate.lose();
                }
            }
        });
    }

    @Override
    public String toString() {
        return "loss " + probability * 100 + "%";
    }
}
