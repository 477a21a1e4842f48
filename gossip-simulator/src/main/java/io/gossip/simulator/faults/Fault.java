package io.gossip.simulator.faults;

import io.gossip.runtime.Subscription;
import io.gossip.simulator.Simulation;
import java.util.random.RandomGenerator;

/** Something that goes wrong. A record whose components are its parameters. */
public interface Fault {

    /**
     * Lets it begin.
     *
     * @param simulation where
     * @param random draws whatever is left to chance, at once or later
     * @return ends it; what cannot be taken back, a crash for instance, stays
     */
    Subscription begin(Simulation simulation, RandomGenerator random);
}
