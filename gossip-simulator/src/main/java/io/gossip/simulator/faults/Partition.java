package io.gossip.simulator.faults;

import io.gossip.runtime.Subscription;
import io.gossip.simulator.Simulation;
import io.gossip.virtual.Fate;
import io.gossip.virtual.LinkRule;
import io.gossip.virtual.VirtualNetwork.Packet;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Some are cut off from all others.
 *
 * @param targets whom
 * @param traffic what no longer passes
 * @param direction which way
 */
public record Partition(Targets targets, Traffic traffic, Direction direction) implements Fault {

    /** What is cut. */
    public enum Traffic {
        /** Everything. */
        ALL,
        /** Packets only, as a firewall does that knows only the TCP port. */
        UDP,
        /** Streams only. */
        TCP
    }

    /** Which way is cut. */
    public enum Direction {
        /** There and back. */
        BOTH,
        /** What the targets send. */
        OUT,
        /** What is sent to the targets. */
        IN
    }

    /**
     * Cuts everything, both ways.
     *
     * @param targets whom
     */
    public Partition(Targets targets) {
        this(targets, Traffic.ALL, Direction.BOTH);
    }

    static Partition read(Words words) {
        return new Partition(
                words.hosts(), words.oneOf(Traffic.class, Traffic.ALL), words.oneOf(Direction.class, Direction.BOTH));
    }

    @Override
    public Subscription begin(Simulation simulation, RandomGenerator random) {
        Set<InetSocketAddress> inside = Links.addresses(targets, simulation, random);
        return simulation.network().add(new LinkRule() {
            @Override
            public void packet(Packet packet, Fate fate) {
                if (traffic != Traffic.TCP && cuts(packet.from(), packet.to())) {
                    fate.lose();
                }
            }

            @Override
            public boolean streamsPass(InetSocketAddress from, InetSocketAddress to) {
                return traffic == Traffic.UDP || !cuts(from, to);
            }

            private boolean cuts(InetSocketAddress from, InetSocketAddress to) {
                boolean out = inside.contains(from) && !inside.contains(to);
                boolean in = inside.contains(to) && !inside.contains(from);
                return (out && direction != Direction.IN) || (in && direction != Direction.OUT);
            }
        });
    }

    @Override
    public String toString() {
        return "partition " + targets
                + (traffic == Traffic.ALL ? "" : " " + Words.name(traffic))
                + (direction == Direction.BOTH ? "" : " " + Words.name(direction));
    }
}
