package io.gossip.serf;

import io.gossip.memberlist.JoinResult;
import io.gossip.runtime.EventLoop;
import io.gossip.runtime.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins the seeds at the start, and again whenever this node finds itself alone.
 *
 * <p>Each seed is tried on its own, so that one that does not answer holds up no other. The wait between two attempts
 * doubles, and is shortened by up to a half at random, so that nodes that start together do not ask in step. As soon as there
 * is another member, everything rests, but for a look now and then whether it is still there.
 */
final class SeedJoiner {

    private static final Logger log = LoggerFactory.getLogger(SeedJoiner.class);

    /** How many times the first wait it may have become before the log says that nobody answers. */
    private static final int PATIENCE = 8;

    /** Joins the node at one address. */
    @FunctionalInterface
    interface Join {

        /**
         * Tries to join.
         *
         * @param seed where the node is
         * @param done told the outcome
         */
        void join(String seed, Consumer<JoinResult> done);
    }

    private final EventLoop loop;
    private final RandomGenerator random;
    private final long initialNanos;
    private final long maxNanos;
    private final BooleanSupplier alone;
    private final Join join;
    private final Runnable joined;
    private final List<Seed> seeds = new ArrayList<>();
    private boolean lonely = true;
    private boolean informed;
    private boolean warned;
    private boolean stopped;

    /**
     * A joiner at rest.
     *
     * @param config the seeds and the waits
     * @param alone whether no other member takes part
     * @param join how to join
     * @param joined called when the first seed has answered, and again for each time after this node was alone
     */
    SeedJoiner(
            EventLoop loop,
            RandomGenerator random,
            SerfConfig config,
            BooleanSupplier alone,
            Join join,
            Runnable joined) {
        this.loop = loop;
        this.random = random;
        this.initialNanos = config.seedRetryInitial().toNanos();
        this.maxNanos = config.seedRetryMax().toNanos();
        this.alone = alone;
        this.join = join;
        this.joined = joined;
        config.seeds().stream().distinct().forEach(seed -> seeds.add(new Seed(seed)));
    }

    /** Tries all seeds at once. */
    void start() {
        seeds.forEach(Seed::attempt);
    }

    /** Gives up. */
    void stop() {
        stopped = true;
        seeds.forEach(Seed::stop);
    }

    private String describeSeeds() {
        String first = seeds.get(0).address;
        return seeds.size() == 1
                ? first
                : first + " and " + (seeds.size() - 1) + " more, up to " + seeds.get(seeds.size() - 1).address;
    }

    /** One seed and the wait for it. */
    private final class Seed {

        private final String address;
        private long waitNanos = initialNanos;
        private @Nullable Timer next;

        Seed(String address) {
            this.address = address;
        }

        void attempt() {
            if (stopped) {
                return;
            }
            if (alone.getAsBoolean()) {
                lonely = true;
                join.join(address, this::tried);
            } else {
                waitNanos = initialNanos;
                next = loop.schedule(maxNanos, this::attempt);
            }
        }

        void stop() {
            if (next != null) {
                next.cancel();
            }
        }

        private void tried(JoinResult result) {
            if (stopped) {
                return;
            }
            if (alone.getAsBoolean()) {
                report(result);
            } else if (lonely && result.contacted() > 0) {
                log.info("Joined the cluster through seed {}", address);
                lonely = false;
                informed = false;
                warned = false;
                joined.run();
            }
            next = loop.schedule(waitNanos / 2 + random.nextLong(waitNanos / 2 + 1), this::attempt);
            waitNanos = waitNanos > maxNanos / 2 ? maxNanos : waitNanos * 2;
        }

        /**
         * The first of several nodes that share their seeds is alone for good reason, so it does not complain at once, and
         * not for ever.
         */
        private void report(JoinResult result) {
            log.debug("Seed {} does not answer: {}", address, result.failures());
            if (!informed
                    && waitNanos >= PATIENCE * initialNanos
                    && !result.failures().isEmpty()) {
                informed = true;
                log.info(
                        "Alone so far, and trying on: none of the seeds answers ({}). {}",
                        describeSeeds(),
                        result.failures().get(0));
            } else if (!warned && waitNanos == maxNanos) {
                warned = true;
                log.warn("This node is still alone: no seed answers");
            }
        }
    }
}
