package io.gossip.benchmarks.peers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * How soon a crash can be known at best with memberlist's LAN timers: the protocol alone, played many times, with no
 * processor and no network in the way.
 *
 * <p>Each survivor probes the dead one at a random moment of its round and fails a second later; the suspicion spreads by
 * gossip; with its confirmations at hand, each suspicion ends after the shortest time there is, and then the death spreads.
 */
final class Theory {

    private static final double PROBE_SECONDS = 1;
    private static final double TICK_SECONDS = 0.2;
    private static final int FANOUT = 3;
    private static final double SUSPICION_MULTIPLIER = 4;

    private final SplittableRandom random;

    Theory(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /**
     * Averages over many crashes.
     *
     * @param firstSeconds until the first survivor declares it dead
     * @param allSeconds until the last one knows
     */
    record Crash(double firstSeconds, double allSeconds) {}

    Crash crash(int nodes, int tries) {
        double first = 0;
        double all = 0;
        for (int i = 0; i < tries; i++) {
            double[] dead = crashOnce(nodes);
            first += Arrays.stream(dead).min().orElseThrow();
            all += Arrays.stream(dead).max().orElseThrow();
        }
        return new Crash(first / tries, all / tries);
    }

    private double[] crashOnce(int nodes) {
        double[] probed = new double[nodes - 1];
        for (int i = 0; i < probed.length; i++) {
            probed[i] = random.nextDouble(nodes - 1.0) + PROBE_SECONDS;
        }
        double[] dead = spread(probed);
        double shortest = SUSPICION_MULTIPLIER * Math.max(1, Math.log10(nodes));
        for (int i = 0; i < dead.length; i++) {
            dead[i] += shortest;
        }
        return spread(dead);
    }

    /** Time for a node to send what it knows to a few others. */
    private record Turn(double at, int node) {}

    /**
     * When each node knows, by itself or from others: each that knows tells {@link #FANOUT} others every
     * {@link #TICK_SECONDS}, at moments unrelated to the others'.
     *
     * @param byItself when each node would know if nobody told it
     */
    private double[] spread(double[] byItself) {
        double[] known = byItself.clone();
        PriorityQueue<Turn> turns = new PriorityQueue<>(Comparator.comparingDouble(Turn::at));
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < known.length; i++) {
            turns.add(new Turn(known[i] + random.nextDouble(TICK_SECONDS), i));
            open.add(i);
        }
        for (Turn turn = turns.poll(); turn != null && !open.isEmpty(); turn = turns.poll()) {
            double now = turn.at;
            open.removeIf(node -> known[node] <= now);
            for (int other : others(turn.node, known.length)) {
                if (known[other] > now) {
                    known[other] = now;
                    turns.add(new Turn(now + random.nextDouble(TICK_SECONDS), other));
                }
            }
            turns.add(new Turn(now + TICK_SECONDS, turn.node));
        }
        return known;
    }

    private int[] others(int node, int nodes) {
        return random.ints(0, nodes)
                .filter(other -> other != node)
                .distinct()
                .limit(Math.min(FANOUT, nodes - 1))
                .toArray();
    }
}
