package io.gossip.simulator.faults;

import java.time.Duration;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** What the parameters of several faults have in common: what is allowed, and how they get milder. */
final class Checks {

    private static final double LEAST_PROBABILITY = 0.01;

    private Checks() {}

    static void probability(double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("a probability of " + value + ", where 0 to 1 is allowed");
        }
    }

    static void notNegative(Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException("a time of " + value + ", where zero is the least");
        }
    }

    static void between(String what, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(what + " is " + value + ", where " + min + " to " + max + " is allowed");
        }
    }

    static void ordered(Duration from, Duration to) {
        notNegative(from);
        if (to.compareTo(from) < 0) {
            throw new IllegalArgumentException(Notation.duration(from) + " to " + Notation.duration(to)
                    + ", where the second must not be the less");
        }
    }

    /** Any time between two, as likely as any other; always one draw. */
    static long between(Duration from, Duration to, RandomGenerator random) {
        return from.toNanos() + random.nextLong(to.toNanos() - from.toNanos() + 1);
    }

    /** Half as likely, in whole percent. */
    static List<Fault> milder(double probability, DoubleFunction<Fault> with) {
        double half = Math.floor(probability * 50) / 100;
        return half < LEAST_PROBABILITY || half >= probability ? List.of() : List.of(with.apply(half));
    }

    /** Half of them, or one. */
    static List<Fault> fewer(Targets targets, Function<Targets, Fault> with) {
        return targets.fewer().map(with).stream().toList();
    }
}
