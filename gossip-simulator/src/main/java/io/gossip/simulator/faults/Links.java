package io.gossip.simulator.faults;

import io.gossip.simulator.Host;
import io.gossip.simulator.Simulation;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Which way through the network a fault hits: from some hosts, to some, from some to others, or all of it.
 *
 * @param from who sends; null for anybody
 * @param to who receives; null for anybody
 */
public record Links(@Nullable Targets from, @Nullable Targets to) {

    /** Everything. */
    public static final Links ALL = new Links(null, null);

    /** The links that were drawn. */
    interface Picked {

        /** Whether what one sends to the other goes over one of them. */
        boolean include(InetSocketAddress from, InetSocketAddress to);
    }

    Picked pick(Simulation simulation, RandomGenerator random) {
        Set<InetSocketAddress> senders = addresses(from, simulation, random);
        Set<InetSocketAddress> receivers = addresses(to, simulation, random);
        return (sender, receiver) ->
                (from == null || senders.contains(sender)) && (to == null || receivers.contains(receiver));
    }

    static Set<InetSocketAddress> addresses(@Nullable Targets targets, Simulation simulation, RandomGenerator random) {
        Set<InetSocketAddress> addresses = new HashSet<>();
        if (targets != null) {
            for (Host host : targets.pick(simulation, random)) {
                addresses.add(host.address());
            }
        }
        return addresses;
    }

    /** As it follows the other words of a fault: empty, or with a space in front. */
    @Override
    public String toString() {
        return (from == null ? "" : " from " + from) + (to == null ? "" : " to " + to);
    }
}
