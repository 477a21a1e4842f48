package io.gossip.benchmarks.peers;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One member, a process of its own, gets a signal: how long until the first of the others, and the last, is told.
 *
 * <p>Each try has a cluster of its own, in which nobody has left or failed before. As what is measured is set by timers,
 * several clusters run beside each other.
 *
 * @param peer who is measured
 * @param records where to put it
 * @param name of the scenario
 * @param signal as the command {@code kill} understands it
 */
record CrashScenario(Peer peer, Records records, String name, String signal) implements Scenario {

    private static final int CLUSTERS_AT_ONCE = 8;
    private static final int LIMIT_SECONDS = 180;

    /** The others are stopped afterwards, so it is bounded only in case this process dies. */
    static final long VICTIM_LIFETIME_MILLIS = 600_000;

    @Override
    public void run(int nodes, int tries) throws Exception {
        ExecutorService clusters =
                Executors.newFixedThreadPool(Math.max(1, Math.min(CLUSTERS_AT_ONCE, peer.nodesAtOnce() / nodes)));
        List<Future<?>> running = new ArrayList<>();
        for (int attempt = 0; attempt < tries; attempt++) {
            int number = attempt;
            running.add(clusters.submit(() -> {
                attempt(nodes, number);
                return null;
            }));
        }
        for (Future<?> each : running) {
            each.get();
        }
        clusters.shutdown();
    }

    private void attempt(int nodes, int attempt) throws Exception {
        Cluster survivors = Cluster.start(peer, nodes - 1);
        int port = Cluster.freePort();
        Process victim = startVictim(port, survivors.seed());
        try {
            if (!survivors.joined() || !Cluster.await(LIMIT_SECONDS, () -> survivors.isComplete(nodes))) {
                records.add(name, nodes, attempt, Records.NOT_JOINED, 1);
                return;
            }
            Thread.sleep(ThreadLocalRandom.current().nextInt(2_000, 3_000));
            long start = System.nanoTime();
            new ProcessBuilder("kill", signal, Long.toString(victim.pid()))
                    .start()
                    .waitFor();
            double all = survivors.awaitAll(LIMIT_SECONDS, start, view -> view.goneAt(port));
            records.add(name, nodes, attempt, "first_s", survivors.first(start, view -> view.goneAt(port)));
            records.add(name, nodes, attempt, "all_s", all);
            records.add(name, nodes, attempt, "wrongful_failures", survivors.wrongfulFailures(port));
            if (peer.removesLater()) {
                double removed = survivors.awaitAll(LIMIT_SECONDS, start, view -> view.removedAt(port));
                records.add(name, nodes, attempt, "removed_s", removed);
            }
        } finally {
            victim.destroyForcibly().waitFor();
            survivors.stop();
        }
    }

    /** This same program with this same JVM, as one node. */
    private static Process startVictim(int port, int seed) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(System.getProperty("sun.java.command").split(" ", 2)[0]);
        command.addAll(List.of("node", Integer.toString(port), Integer.toString(seed)));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
