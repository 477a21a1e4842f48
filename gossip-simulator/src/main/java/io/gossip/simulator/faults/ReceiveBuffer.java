package io.gossip.simulator.faults;

import io.gossip.runtime.Subscription;
import io.gossip.simulator.Life;
import io.gossip.simulator.Simulation;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The socket's receive buffer is small: what arrives while it is full is lost. It shows where something is slow, frozen or stalled.
 *
 * @param targets whose
 * @param packets how many may wait, one or more
 */
public record ReceiveBuffer(Targets targets, int packets) implements Fault {

    /**
     * Checks the values.
     *
     * @param targets whose
     * @param packets how many may wait, one or more
     */
    public ReceiveBuffer {
        Checks.between("the number of packets", packets, 1, 1_000_000);
    }

    static ReceiveBuffer read(Words words) {
        return new ReceiveBuffer(words.hosts(), words.number(""));
    }

    @Override
    public Subscription begin(Simulation simulation, RandomGenerator random) {
        // Who has a small one already keeps it, and is none of this fault's when it ends.
        List<Life> small = targets.lives(simulation, random).stream()
                .filter(life -> life.transport().receiveBuffer() == Integer.MAX_VALUE)
                .toList();
        small.forEach(life -> life.transport().receiveBuffer(packets));
        return () -> small.forEach(life -> life.transport().receiveBuffer(Integer.MAX_VALUE));
    }

    @Override
    public List<Fault> milder() {
        return Checks.fewer(targets, fewer -> new ReceiveBuffer(fewer, packets));
    }

    @Override
    public String toString() {
        return "buffer " + targets + " " + packets;
    }
}
