package io.gossip.simulator.faults;

import io.gossip.runtime.Subscription;
import io.gossip.simulator.Host;
import io.gossip.simulator.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Processes crash, and a cluster with another label gets their addresses, as happens where addresses are handed out anew; when the
 * fault ends, it is gone and they are back.
 *
 * @param targets whose addresses
 */
public record Takeover(Targets targets) implements Fault {

    static Takeover read(Words words) {
        return new Takeover(words.hosts());
    }

    @Override
    public Subscription begin(Simulation simulation, RandomGenerator random) {
        List<Host> crashed = targets.pick(simulation, random);
        crashed.forEach(Host::crash);
        List<Host> strangers = new ArrayList<>();
        for (Host host : crashed) {
            Host stranger = simulation.addStranger(host.address());
            strangers.add(stranger);
            stranger.start(stranger.name(), strangers, Intruder::labelled);
        }
        return () -> {
            strangers.forEach(Host::crash);
            Comeback.SAME.start(simulation, crashed, random);
        };
    }

    @Override
    public List<Fault> milder() {
        return Checks.fewer(targets, Takeover::new);
    }

    @Override
    public String toString() {
        return "takeover " + targets;
    }
}
