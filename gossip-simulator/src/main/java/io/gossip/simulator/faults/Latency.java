package io.gossip.simulator.faults;

import io.gossip.runtime.Subscription;
import io.gossip.virtual.VirtualNetwork;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * How long what is sent is on its way, packets and streams alike. As a property of the whole network it is {@linkplain #install
 * installed}; as a fault, {@link Delay}, it comes on top.
 */
public sealed interface Latency {

    /** What tells the time of one packet after another. */
    interface Sampler {

        /**
         * Draws.
         *
         * @param from the sender
         * @param to the receiver
         * @return nanoseconds, zero or more
         */
        long nanos(InetSocketAddress from, InetSocketAddress to);
    }

    /**
     * A new source of times.
     *
     * @param random what decides
     * @return draws from now on
     */
    Sampler sampler(RandomGenerator random);

    /**
     * Makes this the latency of a network, in place of its own.
     *
     * @param network which one
     * @param random what decides
     * @return takes it away again, so that nothing takes any time
     */
    default Subscription install(VirtualNetwork network, RandomGenerator random) {
        network.setLatency(Duration.ZERO);
        return network.add(new LatencyRule(sampler(random), (from, to) -> true));
    }

    /**
     * Reads what {@code toString} writes.
     *
     * @param text for instance {@code uniform 1ms 20ms}
     * @return the latency
     * @throws io.gossip.runtime.ConfigurationException saying what is wrong and what is allowed
     */
    static Latency parse(String text) {
        return FaultParser.latency(text);
    }

    /** Twelve uniform numbers less six: close to a normal one, and the same on every machine (Irwin and Hall). */
    private static double normal(RandomGenerator random) {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += random.nextDouble();
        }
        return sum;
    }

    /**
     * Always the same.
     *
     * @param time zero or more
     */
    record Fixed(Duration time) implements Latency {

        /**
         * Checks the value.
         *
         * @param time zero or more
         */
        public Fixed {
            Checks.notNegative(time);
        }

        @Override
        public Sampler sampler(RandomGenerator random) {
            long nanos = time.toNanos();
            return (from, to) -> nanos;
        }

        @Override
        public String toString() {
            return "fixed " + Notation.duration(time);
        }
    }

    /**
     * Any time between two, as likely as any other.
     *
     * @param least zero or more
     * @param most not less than the other
     */
    record Uniform(Duration least, Duration most) implements Latency {

        /**
         * Checks the values.
         *
         * @param least zero or more
         * @param most not less than the other
         */
        public Uniform {
            Checks.ordered(least, most);
        }

        @Override
        public Sampler sampler(RandomGenerator random) {
            return (from, to) -> Checks.between(least, most, random);
        }

        @Override
        public String toString() {
            return "uniform " + Notation.duration(least) + " " + Notation.duration(most);
        }
    }

    /**
     * Distributed normally, but never below zero.
     *
     * @param mean the middle
     * @param deviation the standard deviation
     */
    record Normal(Duration mean, Duration deviation) implements Latency {

        /**
         * Checks the values.
         *
         * @param mean the middle
         * @param deviation the standard deviation
         */
        public Normal {
            Checks.notNegative(mean);
            Checks.notNegative(deviation);
        }

        @Override
        public Sampler sampler(RandomGenerator random) {
            return (from, to) -> Math.max(0, mean.toNanos() + (long) (deviation.toNanos() * normal(random)));
        }

        @Override
        public String toString() {
            return "normal " + Notation.duration(mean) + " " + Notation.duration(deviation);
        }
    }

    /**
     * Mostly short, with a long tail: its logarithm is distributed normally.
     *
     * @param median half of all take longer
     * @param sigma how long the tail is; 0.5 is a quiet network, 1.5 a bad one; 0 to 5
     */
    record LogNormal(Duration median, double sigma) implements Latency {

        /**
         * Checks the values.
         *
         * @param median half of all take longer
         * @param sigma how long the tail is
         */
        public LogNormal {
            Checks.notNegative(median);
            if (!(sigma >= 0 && sigma <= 5)) {
                throw new IllegalArgumentException("a sigma of " + sigma + ", where 0 to 5 is allowed");
            }
        }

        @Override
        public Sampler sampler(RandomGenerator random) {
            return (from, to) -> (long) (median.toNanos() * StrictMath.exp(sigma * normal(random)));
        }

        @Override
        public String toString() {
            return "lognormal " + Notation.duration(median) + " " + sigma;
        }
    }

    /**
     * Two regions of half of the hosts each.
     *
     * @param near within a region
     * @param far from one to the other
     */
    record Regions(Duration near, Duration far) implements Latency {

        /**
         * Checks the values.
         *
         * @param near within a region
         * @param far from one to the other
         */
        public Regions {
            Checks.notNegative(near);
            Checks.notNegative(far);
        }

        @Override
        public Sampler sampler(RandomGenerator random) {
            Map<InetAddress, Boolean> east = new HashMap<>();
            return (from, to) -> {
                // Whoever is met goes by turns to one and the other, so that they stay of a size while hosts come.
                boolean fromEast = east.computeIfAbsent(from.getAddress(), host -> east.size() % 2 == 0);
                boolean toEast = east.computeIfAbsent(to.getAddress(), host -> east.size() % 2 == 0);
                return (fromEast == toEast ? near : far).toNanos();
            };
        }

        @Override
        public String toString() {
            return "regions " + Notation.duration(near) + " " + Notation.duration(far);
        }
    }
}
