package io.gossip.simulator.faults;

import io.gossip.simulator.Host;
import io.gossip.simulator.Life;
import io.gossip.simulator.Simulation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** As what a process comes back that has ended. */
public enum Comeback {

    /** As the same: with its name, at its address. */
    SAME,

    /** With its name, but at another address. */
    MOVED,

    /** At its address, but with another name. */
    RENAMED;

    private static final int FIXED_SEEDS = 3;
    private static final int DRAWN_SEEDS = 3;

    /** Starts a process on each host where none runs. */
    void start(Simulation simulation, List<Host> hosts, RandomGenerator random) {
        List<Host> seeds = seeds(simulation, random);
        for (Host host : hosts) {
            if (host.life().isPresent()) {
                continue;
            }
            if (this == MOVED) {
                host.move();
            }
            // Another cluster may have got the address meanwhile.
            if (!simulation.network().isBound(host.address())) {
                host.start(nextName(host), seeds, settings -> settings);
            }
        }
    }

    private String nextName(Host host) {
        List<Life> lives = host.lives();
        if (this == RENAMED) {
            return host.name() + "-" + (lives.size() + 1);
        }
        return lives.isEmpty() ? host.name() : lives.get(lives.size() - 1).name();
    }

    /**
     * The first hosts of all, whether they run or not, as a configuration file has them, so that those who start at the same
     * moment find each other; and some that run, as one asks for who comes when those are gone.
     */
    static List<Host> seeds(Simulation simulation, RandomGenerator random) {
        List<Host> all = simulation.hosts();
        Set<Host> seeds = new LinkedHashSet<>(all.subList(0, Math.min(FIXED_SEEDS, all.size())));
        seeds.addAll(new Targets.Count(DRAWN_SEEDS).pick(simulation, random));
        return List.copyOf(seeds);
    }

    /** As it follows the other words of a fault: empty, or with a space in front. */
    @Override
    public String toString() {
        return this == SAME ? "" : " " + Words.name(this);
    }
}
