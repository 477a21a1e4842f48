package io.gossip.simulator.faults;

import io.gossip.runtime.Subscription;
import io.gossip.simulator.Life;
import io.gossip.simulator.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Applications spread messages of their own by gossip, all at once: many that are short, more than the 255 that a packet may have, or
 * than there is room for, or some that are as long as a packet can carry.
 *
 * @param targets whose
 * @param count how many each
 * @param bytes how long each; those that fit into no packet are as long as fits
 */
public record Broadcasts(Targets targets, int count, int bytes) implements Fault {

    private static final int MOST = 20_000;
    private static final int LONGEST = 65_535;

    /**
     * Checks the values.
     *
     * @param targets whose
     * @param count how many each
     * @param bytes how long each
     */
    public Broadcasts {
        Checks.between("the number of messages", count, 1, MOST);
        Checks.between("the length of a message", bytes, 0, LONGEST);
    }

    static Broadcasts read(Words words) {
        return new Broadcasts(words.hosts(), words.number(""), words.number(""));
    }

    @Override
    public Subscription begin(Simulation simulation, RandomGenerator random) {
        for (Life life : targets.lives(simulation, random)) {
            life.broadcast(count, bytes, random);
        }
        return () -> {};
    }

    @Override
    public List<Fault> milder() {
        List<Fault> milder = new ArrayList<>(Checks.fewer(targets, fewer -> new Broadcasts(fewer, count, bytes)));
        if (count > 1) {
            milder.add(new Broadcasts(targets, count / 2, bytes));
        }
        return milder;
    }

    @Override
    public String toString() {
        return "broadcast " + targets + " " + count + " " + bytes;
    }
}
