package io.gossip.simulator.faults;

import io.gossip.runtime.Subscription;
import io.gossip.simulator.Simulation;
import io.gossip.virtual.Fate;
import io.gossip.virtual.LinkRule;
import io.gossip.virtual.VirtualNetwork.Packet;
import java.util.random.RandomGenerator;

/**
 * Large packets vanish without a word, small ones pass; streams pass too, as they find out what fits.
 *
 * @param bytes the longest packet that passes, zero or more
 * @param links on which way
 */
public record MtuBlackHole(int bytes, Links links) implements Fault {

    /**
     * Checks the values.
     *
     * @param bytes the longest packet that passes, zero or more
     * @param links on which way
     */
    public MtuBlackHole {
        Checks.between("the longest packet", bytes, 0, 65_507);
    }

    static MtuBlackHole read(Words words) {
        return new MtuBlackHole(words.number(""), words.links());
    }

    @Override
    public Subscription begin(Simulation simulation, RandomGenerator random) {
        Links.Picked picked = links.pick(simulation, random);
        return simulation.network().add(new LinkRule() {
            @Override
            public void packet(Packet packet, Fate fate) {
                if (packet.bytes().length > bytes && picked.include(packet.from(), packet.to())) {
                    fate.lose();
                }
            }
        });
    }

    @Override
    public String toString() {
        return "mtu " + bytes + links;
    }
}
