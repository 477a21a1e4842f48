package io.gossip.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The nodes of one cluster in this process, joined all at once through the first of them. */
final class Cluster {

    /** Meaning: it did not happen within the limit. */
    static final double NEVER = -1;

    private static final AtomicInteger nextPort = new AtomicInteger(20_000);
    private static final int JOIN_LIMIT_SECONDS = 180;

    private final Peer peer;
    private final List<Member> members = new ArrayList<>();
    private double joinSeconds = NEVER;

    /**
     * One node and what it has seen.
     *
     * @param port where it listens
     * @param view what it has seen
     * @param node the node
     */
    record Member(int port, View view, Peer.Node node) {}

    private Cluster(Peer peer) {
        this.peer = peer;
    }

    /** Starts one node, then all others at once, and waits until each knows all. */
    static Cluster start(Peer peer, int size) throws Exception {
        Cluster cluster = new Cluster(peer);
        cluster.joinAll(size);
        return cluster;
    }

    /** A port nobody else in this process was given. */
    static int freePort() {
        return nextPort.incrementAndGet();
    }

    /** Polls; the times reported are those at which the nodes were told, not those of the polls. */
    static boolean await(int seconds, BooleanSupplier done) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() - end < 0) {
            if (done.getAsBoolean()) {
                return true;
            }
            Thread.sleep(5);
        }
        return false;
    }

    static double secondsSince(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    private void joinAll(int size) throws Exception {
        members.add(start(freePort(), 0));
        CountDownLatch go = new CountDownLatch(1);
        ExecutorService pool = Executors.newCachedThreadPool();
        List<Future<Member>> starting = new ArrayList<>();
        for (int i = 1; i < size; i++) {
            int port = freePort();
            starting.add(pool.submit(() -> {
                go.await();
                return start(port, seed());
            }));
        }
        long start = System.nanoTime();
        go.countDown();
        for (Future<Member> each : starting) {
            try {
                members.add(each.get());
            } catch (ExecutionException e) {
                System.err.println("A node did not start, the others will miss it: " + e.getCause());
            }
        }
        pool.shutdown();
        if (size == 1) {
            joinSeconds = 0;
        } else if (members.size() == size && await(JOIN_LIMIT_SECONDS, () -> isComplete(size))) {
            joinSeconds = last(start, View::lastUp);
        }
    }

    private Member start(int port, int seed) throws Exception {
        View view = new View(port);
        return new Member(port, view, peer.start(port, seed, view));
    }

    /** Starts one more node, which counts as a member from now on. */
    Member add() throws Exception {
        Member member = start(freePort(), seed());
        members.add(member);
        return member;
    }

    void remove(Member member) {
        members.remove(member);
    }

    /** Whether everybody came to know everybody when they joined. */
    boolean joined() {
        return joinSeconds != NEVER;
    }

    /** Seconds from the start of all but the first node until everybody knew everybody, or {@link #NEVER}. */
    double joinSeconds() {
        return joinSeconds;
    }

    List<Member> members() {
        return members;
    }

    int seed() {
        return members.get(0).port;
    }

    boolean isComplete(int size) {
        return members.stream().allMatch(member -> member.view.size() == size);
    }

    /** How many members see that many. */
    int completeViews(int size) {
        return (int)
                members.stream().filter(member -> member.view.size() == size).count();
    }

    /** Live members declared dead, once for each who did. */
    int failures() {
        return members.stream()
                .mapToInt(member -> member.view.failures().size())
                .sum();
    }

    /** The same without one report by each of the one that really is dead. */
    int wrongfulFailures(int dead) {
        int rightful = (int) members.stream()
                .filter(member -> member.view.failures().contains(dead))
                .count();
        return failures() - rightful;
    }

    /** Waits until every member has seen something: seconds until the last one did, or {@link #NEVER}. */
    double awaitAll(int limitSeconds, long startNanos, Function<View, @Nullable Long> what)
            throws InterruptedException {
        return await(limitSeconds, () -> allSaw(startNanos, what)) ? last(startNanos, what) : NEVER;
    }

    private boolean allSaw(long startNanos, Function<View, @Nullable Long> what) {
        return first(startNanos, what) != NEVER
                && members.stream().allMatch(member -> seconds(member, startNanos, what) != NEVER);
    }

    /** Seconds until the first member saw something, or {@link #NEVER}. */
    double first(long startNanos, Function<View, @Nullable Long> what) {
        return members.stream()
                .mapToDouble(member -> seconds(member, startNanos, what))
                .filter(seconds -> seconds != NEVER)
                .min()
                .orElse(NEVER);
    }

    /** Seconds until the last of those members that saw it saw something, or {@link #NEVER}. */
    double last(long startNanos, Function<View, @Nullable Long> what) {
        return members.stream()
                .mapToDouble(member -> seconds(member, startNanos, what))
                .max()
                .orElse(NEVER);
    }

    private static double seconds(Member member, long startNanos, Function<View, @Nullable Long> what) {
        Long at = what.apply(member.view);
        return at == null || at - startNanos < 0 ? NEVER : (at - startNanos) / 1e9;
    }

    void stop() throws Exception {
        ExecutorService pool = Executors.newCachedThreadPool();
        List<Callable<Void>> stops = new ArrayList<>();
        for (Member member : members) {
            stops.add(() -> {
                member.node.stop();
                return null;
            });
        }
        for (Future<Void> stopped : pool.invokeAll(stops)) {
            stopped.get();
        }
        pool.shutdown();
        members.clear();
    }
}
