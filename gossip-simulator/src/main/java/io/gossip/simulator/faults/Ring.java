package io.gossip.simulator.faults;

import io.gossip.runtime.Subscription;
import io.gossip.simulator.Simulation;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Everybody reaches only its neighbours in a ring of all hosts that run.
 *
 * @param reach how many neighbours on each side, one or more
 */
public record Ring(int reach) implements Fault {

    /**
     * Checks the value.
     *
     * @param reach how many neighbours on each side, one or more
     */
    public Ring {
        Checks.between("the reach", reach, 1, 100_000);
    }

    static Ring read(Words words) {
        return new Ring(words.number(""));
    }

    @Override
    public Subscription begin(Simulation simulation, RandomGenerator random) {
        Map<InetSocketAddress, Integer> places = new HashMap<>();
        simulation.running().forEach(life -> places.put(life.host().address(), places.size()));
        return simulation.network().add(new Cut((from, to) -> {
            Integer here = places.get(from);
            Integer there = places.get(to);
            if (here == null || there == null) {
                return false;
            }
            int steps = Math.abs(here - there);
            return Math.min(steps, places.size() - steps) > reach;
        }));
    }

    @Override
    public String toString() {
        return "ring " + reach;
    }
}
