package io.gossip.memberlist;

import io.gossip.runtime.EventLoop;
import io.gossip.runtime.Timer;
import io.gossip.wire.NodeState;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the others: at the start, when this node has lost them all, and when a part of the cluster is missing.
 *
 * <p>Whoever should be a member and is none is tried: the seeds, looked up anew each time, and the members that died without
 * a word. Who left on purpose is not called back. memberlist never does that: two halves that hold each other for dead
 * stay apart (protocol reference, section 10.3). serf's reconnect is the same rule for lost members (serf protocol
 * reference, section 6.10).
 *
 * <p>The wait between two attempts doubles up to a limit, and is shortened by up to a half at random, so that nodes that
 * start together do not ask in step. A node that is <em>alone</em> tries all seeds each time, side by side, and a few lost
 * members. One that is <em>not alone</em> tries a single one of all that are missing, and only with the probability
 * {@code missing / members}: all nodes together make about one attempt for each that is missing, however many they are.
 */
final class Rejoiner implements MemberTable.Listener {

    private static final Logger log = LoggerFactory.getLogger(Rejoiner.class);

    /** How many times the first wait it may have become before the log says that nobody answers. */
    private static final int PATIENCE = 8;

    /** How many lost members a node that is alone tries at once. */
    private static final int LOST_AT_ONCE = 3;

    private final EventLoop loop;
    private final RandomGenerator random;
    private final MemberTable table;
    private final Joiner joiner;
    private final String selfName;
    private final Set<InetSocketAddress> own;
    private final List<SeedAddress> seeds;
    private final LostMembers lost;
    private final long initialNanos;
    private final long maxNanos;
    private final long intervalNanos;
    private final Set<String> underWay = new HashSet<>();
    private Runnable joined = () -> {};
    private long waitNanos;
    private long aloneSince;
    private @Nullable Timer next;
    private boolean started;
    private boolean lonely;
    private boolean informed;
    private boolean warned;

    /**
     * A rejoiner at rest.
     *
     * @param own addresses of this node
     */
    Rejoiner(
            MemberlistConfig config,
            EventLoop loop,
            RandomGenerator random,
            MemberTable table,
            Joiner joiner,
            Collection<InetSocketAddress> own) {
        RejoinConfig settings = config.rejoin();
        this.loop = loop;
        this.random = random;
        this.table = table;
        this.joiner = joiner;
        this.selfName = config.name();
        this.own = Set.copyOf(own);
        Set<SeedAddress> parsed = new LinkedHashSet<>();
        settings.seeds().forEach(seed -> parsed.add(SeedAddress.parse(seed, joiner.defaultPort())));
        this.seeds = List.copyOf(parsed);
        this.lost = new LostMembers(settings.memory().toNanos());
        this.initialNanos = settings.initialBackoff().toNanos();
        this.maxNanos = settings.maxBackoff().toNanos();
        this.intervalNanos = settings.interval().toNanos();
        this.waitNanos = initialNanos;
        table.listen(this);
    }

    /**
     * Tries all seeds, and goes on until it is stopped.
     *
     * @param joined called when this node is no longer alone because somebody answered; again each time after it was alone
     */
    void start(Runnable joined) {
        this.joined = joined;
        started = true;
        aloneSince = loop.nanoTime();
        tryOnce();
    }

    /** Gives up for good. */
    void stop() {
        started = false;
        if (next != null) {
            next.cancel();
        }
    }

    /** Does not look for a member any more: it is gone on purpose after all. */
    void dismiss(String name) {
        lost.remove(name);
    }

    @Override
    public void joined(MemberEntry entry) {
        lost.remove(entry.name);
    }

    @Override
    public void gone(MemberEntry entry) {
        if (!started || entry.name.equals(selfName)) {
            return;
        }
        if (entry.state() == NodeState.DEAD) {
            lost.add(entry.name, entry.address, loop.nanoTime());
        }
        if (alone()) {
            aloneSince = loop.nanoTime();
            waitNanos = initialNanos;
            scheduleNext();
        } else if (next == null) {
            scheduleNext();
        }
    }

    private boolean alone() {
        return table.memberCount() <= 1;
    }

    private void tryOnce() {
        next = null;
        scheduleNext();
        lonely = alone();
        int lostMembers = lost.size(loop.nanoTime());
        if (lonely) {
            seeds.forEach(this::attempt);
            attemptLost(LOST_AT_ONCE);
        } else if (random.nextDouble() * table.memberCount() < seeds.size() + lostMembers) {
            int chosen = random.nextInt(seeds.size() + lostMembers);
            if (chosen < seeds.size()) {
                attempt(seeds.get(chosen));
            } else {
                attemptLost(1);
            }
        }
    }

    /** Nothing ticks if there is nobody to try. */
    private void scheduleNext() {
        if (next != null) {
            next.cancel();
            next = null;
        }
        long longest = alone() ? maxNanos : intervalNanos;
        if (longest == 0 || (seeds.isEmpty() && lost.size(loop.nanoTime()) == 0)) {
            return;
        }
        waitNanos = Math.min(waitNanos, longest);
        next = loop.schedule(waitNanos / 2 + random.nextLong(waitNanos / 2 + 1), this::tryOnce);
        waitNanos = waitNanos > longest / 2 ? longest : waitNanos * 2;
    }

    private void attemptLost(int count) {
        lost.some(count, random, loop.nanoTime()).forEach(this::attempt);
    }

    /** A seed that does not answer holds up no other, but is not asked again meanwhile. */
    private void attempt(SeedAddress where) {
        String address = where.host() + " " + where.port(); // whatever name goes with it
        if (underWay.add(address)) {
            joiner.join(List.of(where), this::needless, result -> {
                underWay.remove(address);
                if (started) {
                    tried(where, result);
                }
            });
        }
    }

    /** Asked for each address right before it is contacted: what was missing may have become a member meanwhile. */
    private boolean needless(InetSocketAddress address) {
        if (!started || own.contains(address)) {
            return true;
        }
        for (MemberEntry entry : table.entries()) {
            if (!entry.isGone() && entry.address.socketAddress().equals(address)) {
                return true;
            }
        }
        return false;
    }

    private void tried(SeedAddress where, JoinResult result) {
        if (alone()) {
            complain(where, result);
        } else if (lonely && result.contacted() > 0) {
            log.info("Joined the cluster through {}", where);
            lonely = false;
            informed = false;
            warned = false;
            joined.run();
        } else {
            log.debug("Tried {}: {} answered, {}", where, result.contacted(), result.failures());
        }
    }

    /**
     * The first of several nodes that share their seeds is alone for good reason, so it does not complain at once, and not for
     * ever. With seeds on its own machine only it may well stay the first, as an application that is tried out does.
     */
    private void complain(SeedAddress where, JoinResult result) {
        log.debug("Alone, and {} does not answer: {}", where, result.failures());
        if (result.failures().isEmpty()) {
            return; // that was this node itself
        }
        String failure = result.failures().get(0);
        if (!informed && waitNanos >= PATIENCE * initialNanos) {
            informed = true;
            // On one's own machine every port on which nobody is refuses: that would read as an error.
            log.info(
                    "No other node answers yet, which is normal for the first one; this one goes on asking{}",
                    where.isLoopback() ? "" : ": " + failure);
        } else if (!warned && !where.isLoopback() && loop.nanoTime() - aloneSince >= maxNanos) {
            warned = true;
            log.warn(
                    "This node is still alone, and trying on: none of its {} seeds answers; {}", seeds.size(), failure);
        }
    }
}
