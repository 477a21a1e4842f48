package io.gossip.simulator.faults;

import io.gossip.runtime.Subscription;
import io.gossip.simulator.Simulation;
import io.gossip.virtual.LinkRule;
import java.net.InetSocketAddress;
import java.util.random.RandomGenerator;

/**
 * Streams carry only so much; one byte a second looks alive and never ends.
 *
 * @param bytesPerSecond one or more
 * @param links on which way
 */
public record Trickle(int bytesPerSecond, Links links) implements Fault {

    private static final long SECOND = 1_000_000_000;

    /**
     * Checks the values.
     *
     * @param bytesPerSecond one or more
     * @param links on which way
     */
    public Trickle {
        Checks.between("the number of bytes in a second", bytesPerSecond, 1, SECOND);
    }

    static Trickle read(Words words) {
        return new Trickle(words.number("B/s"), words.links());
    }

    @Override
    public Subscription begin(Simulation simulation, RandomGenerator random) {
        Links.Picked picked = links.pick(simulation, random);
        return simulation.network().add(new LinkRule() {
            @Override
            public long streamNanosPerByte(InetSocketAddress from, InetSocketAddress to) {
                return picked.include(from, to) ? SECOND / bytesPerSecond : 0;
            }
        });
    }

    @Override
    public String toString() {
        return "trickle " + bytesPerSecond + "B/s" + links;
    }
}
