package io.gossip.simulator.faults;

import io.gossip.runtime.Subscription;
import io.gossip.simulator.Simulation;
import java.util.List;
import java.util.random.RandomGenerator;

/** Something that goes wrong. A record whose components are its parameters, and whose text {@link FaultParser} reads back. */
public interface Fault {

    /**
     * Lets it begin.
     *
     * @param simulation where
     * @param random draws whatever is left to chance, at once or later
     * @return ends it; what cannot be taken back, a crash for instance, stays
     */
    Subscription begin(Simulation simulation, RandomGenerator random);

    /**
     * Whether it befalls the {@linkplain io.gossip.simulator.VirtualApplication applications} of nodes; where there are none, nothing happens.
     *
     * @return true if so
     */
    default boolean needsApplications() {
        return false;
    }

    /**
     * Whether the nodes it befalls have to encrypt: it damages packets, and nothing else of the protocol notices every damage, or it
     * changes keys.
     *
     * @return true if so
     */
    default boolean needsEncryption() {
        return false;
    }

    /**
     * The same in a milder form, to find out how little is enough to make something fail.
     *
     * @return the mildest first; each milder than this one, so that the end is reached sometime; empty if there is none
     */
    default List<Fault> milder() {
        return List.of();
    }
}
