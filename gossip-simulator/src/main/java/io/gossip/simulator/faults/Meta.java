package io.gossip.simulator.faults;

import io.gossip.memberlist.MemberlistNode;
import io.gossip.runtime.Subscription;
import io.gossip.simulator.Life;
import io.gossip.simulator.Simulation;
import io.gossip.wire.Bytes;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Processes announce other metadata, of random bytes; it stays.
 *
 * @param targets who
 * @param bytes how much of it, up to the limit of 512; less if no packet can carry it
 */
public record Meta(Targets targets, int bytes) implements Fault {

    /**
     * Checks the values.
     *
     * @param targets who
     * @param bytes how much of it, up to the limit of 512
     */
    public Meta {
        Checks.between("the length of the metadata", bytes, 0, MemberlistNode.META_LIMIT);
    }

    static Meta read(Words words) {
        return new Meta(words.hosts(), words.number(""));
    }

    @Override
    public Subscription begin(Simulation simulation, RandomGenerator random) {
        for (Life life : targets.lives(simulation, random)) {
            byte[] meta = new byte[bytes];
            random.nextBytes(meta);
            life.updateMeta(Bytes.of(meta));
        }
        return () -> {};
    }

    @Override
    public List<Fault> milder() {
        return Checks.fewer(targets, fewer -> new Meta(fewer, bytes));
    }

    @Override
    public String toString() {
        return "meta " + targets + " " + bytes;
    }
}
