package io.gossip.simulator.faults;

import io.gossip.runtime.Subscription;
import io.gossip.simulator.Simulation;
import io.gossip.virtual.Fate;
import io.gossip.virtual.LinkRule;
import io.gossip.virtual.VirtualNetwork.Packet;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Packets arrive with other bytes than they were sent with.
 *
 * @param probability from 0 to 1
 * @param damage what becomes of them
 * @param links on which way
 */
public record Corruption(double probability, Damage damage, Links links) implements Fault {

    private static final int MOST_FLIPPED_BITS = 8;

    /** What becomes of a packet. */
    public enum Damage {
        /** One to eight of its bits are turned over. */
        FLIP,
        /** Its end is missing. */
        TRUNCATE,
        /** As many random bytes. */
        GARBAGE
    }

    /**
     * Checks the values.
     *
     * @param probability from 0 to 1
     * @param damage what becomes of them
     * @param links on which way
     */
    public Corruption {
        Checks.probability(probability);
    }

    static Corruption read(Words words) {
        return new Corruption(words.share(), words.oneOf(Damage.class), words.links());
    }

    @Override
    public Subscription begin(Simulation simulation, RandomGenerator random) {
        Links.Picked picked = links.pick(simulation, random);
        return simulation.network().add(new LinkRule() {
            @Override
            public void packet(Packet packet, Fate fate) {
                // Two draws for each packet, however much chance its damage takes.
                boolean hit = random.nextDouble() < probability;
                RandomGenerator how = new SplittableRandom(random.nextLong());
                if (hit && fate.bytes().length > 0 && picked.include(packet.from(), packet.to())) {
                    fate.replace(damaged(fate.bytes(), how));
                }
            }
        });
    }

    private byte[] damaged(byte[] bytes, RandomGenerator how) {
        byte[] damaged = bytes.clone();
        switch (damage) {
            case FLIP -> {
                for (int i = how.nextInt(MOST_FLIPPED_BITS); i >= 0; i--) {
                    damaged[how.nextInt(damaged.length)] ^= (byte) (1 << how.nextInt(8));
                }
            }
            case TRUNCATE -> {
                return Arrays.copyOf(damaged, how.nextInt(damaged.length));
            }
            case GARBAGE -> how.nextBytes(damaged);
        }
        return damaged;
    }

    @Override
    public List<Fault> milder() {
        return Checks.milder(probability, less -> new Corruption(less, damage, links));
    }

    @Override
    public boolean needsEncryption() {
        return true;
    }

    @Override
    public String toString() {
        return "corrupt " + Notation.percent(probability) + " " + Words.name(damage) + links;
    }
}
