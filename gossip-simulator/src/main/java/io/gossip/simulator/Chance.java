package io.gossip.simulator;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * All chance of a run, split from one seed into a stream for each concern: what one of them draws does not change what the others
 * get, so a fault more or less leaves the rest of the run as it was.
 *
 * @param seed what makes the run repeatable
 */
public record Chance(long seed) {

    /**
     * The stream of a concern, from its beginning.
     *
     * @param concern its name, for instance {@code "network"}
     * @return a new generator; the same name gives the same numbers
     */
    public RandomGenerator stream(String concern) {
        // String.hashCode is specified, so this is the same on every machine.
        return new SplittableRandom(mix(seed) ^ mix(concern.hashCode() * 0x9E3779B97F4A7C15L));
    }

    /**
     * The stream of one of many of a kind.
     *
     * @param concern its name
     * @param index which one
     * @return a new generator
     */
    public RandomGenerator stream(String concern, long index) {
        return new Chance(mix(seed + index)).stream(concern);
    }

    /** Spreads neighbouring seeds over all 64 bits (the finalizer of MurmurHash3). */
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 33)) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return mixed ^ (mixed >>> 33);
    }
}
