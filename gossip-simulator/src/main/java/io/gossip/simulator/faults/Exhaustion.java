package io.gossip.simulator.faults;

import io.gossip.runtime.Subscription;
import io.gossip.simulator.Simulation;
import io.gossip.virtual.LinkRule;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The operating system refuses to send: it has no port left from which to open a stream, or no room for a packet.
 *
 * @param what of what there is no more
 * @param targets on which hosts
 */
public record Exhaustion(What what, Targets targets) implements Fault {

    /** What runs out. */
    public enum What {
        /** No stream can be opened. */
        PORTS,
        /** No packet can be sent. */
        BUFFERS
    }

    static Exhaustion read(Words words) {
        return new Exhaustion(words.oneOf(What.class), words.hosts());
    }

    @Override
    public Subscription begin(Simulation simulation, RandomGenerator random) {
        Set<InetSocketAddress> exhausted = Links.addresses(targets, simulation, random);
        return simulation.network().add(new LinkRule() {
            @Override
            public boolean canOpenStream(InetSocketAddress from) {
                return what != What.PORTS || !exhausted.contains(from);
            }

            @Override
            public boolean canSendPacket(InetSocketAddress from) {
                return what != What.BUFFERS || !exhausted.contains(from);
            }
        });
    }

    @Override
    public List<Fault> milder() {
        return Checks.fewer(targets, fewer -> new Exhaustion(what, fewer));
    }

    @Override
    public String toString() {
        return "exhaust " + Words.name(what) + " " + targets;
    }
}
