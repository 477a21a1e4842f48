package io.gossip.simulator.chaos;

import io.gossip.memberlist.UserBroadcasts;
import io.gossip.simulator.faults.Broadcasts;
import io.gossip.simulator.faults.Comeback;
import io.gossip.simulator.faults.DelegateTrouble;
import io.gossip.simulator.faults.Fault;
import io.gossip.simulator.faults.Latency;
import io.gossip.simulator.faults.Links;
import io.gossip.simulator.faults.Partition;
import io.gossip.simulator.faults.Targets;
import java.time.Duration;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Draws the parameters of faults.
 *
 * @param random what decides
 * @param nodes how many processes run at first
 */
record Draw(RandomGenerator random, int nodes) {

    private static final int FEW_NODES = 12;

    int below(int bound) {
        return random.nextInt(bound);
    }

    @SafeVarargs
    final <T> T oneOf(T... values) {
        return values[below(values.length)];
    }

    /** Whole percent; small ones as likely as large ones. */
    double share(double least, double most) {
        return Math.rint(100 * logUniform(least, most)) / 100;
    }

    /** Milliseconds; short ones as likely as long ones, so that every order of magnitude gets its share. */
    Duration time(int leastMillis, int mostMillis) {
        return Duration.ofMillis((long) logUniform(leastMillis, mostMillis));
    }

    private double logUniform(double least, double most) {
        return least * StrictMath.exp(random.nextDouble() * StrictMath.log(most / least));
    }

    /** Mostly few, sometimes many. */
    Targets some() {
        return switch (below(6)) {
            case 0 -> new Targets.Share(oneOf(0.5, 0.75, 1.0));
            case 1, 2 -> new Targets.Share(oneOf(0.1, 0.2, 0.3));
            default -> one();
        };
    }

    /** One, drawn when the fault begins, or now. */
    Targets one() {
        return below(2) == 0 ? new Targets.Count(1) : new Targets.Named(Set.of("n" + (1 + below(nodes))));
    }

    /** Mostly everything. */
    Links links() {
        return switch (below(8)) {
            case 0 -> new Links(some(), null);
            case 1 -> new Links(null, some());
            case 2 -> new Links(some(), some());
            default -> Links.ALL;
        };
    }

    Latency latency() {
        return switch (below(5)) {
            case 0 -> new Latency.Fixed(time(1, 500));
            case 1 -> new Latency.Uniform(Duration.ZERO, time(1, 500));
            case 2 -> new Latency.Normal(time(1, 200), time(1, 100));
            case 3 -> new Latency.LogNormal(time(1, 50), oneOf(0.5, 1.0, 1.5));
            default -> new Latency.Regions(time(1, 10), time(20, 200));
        };
    }

    Fault partition() {
        Targets targets = below(2) == 0 ? new Targets.Share(0.5) : some();
        return new Partition(
                targets,
                below(2) == 0 ? Partition.Traffic.ALL : oneOf(Partition.Traffic.values()),
                below(2) == 0 ? Partition.Direction.BOTH : oneOf(Partition.Direction.values()));
    }

    Fault delegateTrouble() {
        DelegateTrouble.Kind kind = oneOf(DelegateTrouble.Kind.values());
        return new DelegateTrouble(kind, some(), kind == DelegateTrouble.Kind.SLOW ? time(10, 10_000) : Duration.ZERO);
    }

    /** More than there is room for; in a large cluster it would take long to pass on so many. */
    Fault tooManyBroadcasts() {
        int tooMany = UserBroadcasts.MAX_WAITING + 1 + below(1_000);
        return new Broadcasts(one(), nodes < FEW_NODES ? tooMany : 1_000, 0);
    }

    Comeback comeback() {
        return below(2) == 0 ? Comeback.SAME : oneOf(Comeback.values());
    }
}
