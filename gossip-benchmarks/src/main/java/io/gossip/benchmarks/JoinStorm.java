package io.gossip.benchmarks;

import io.gossip.Gossip;
import io.gossip.GossipNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/**
 * How long it takes until nodes that are started at once, all with the same single seed, all know each other, on real sockets of
 * the loopback interface. {@code JoinStorm [nodes] [tries]}
 */
public final class JoinStorm {

    private static final long PATIENCE_NANOS = 120_000_000_000L;

    private JoinStorm() {}

    /**
     * Measures.
     *
     * @param args number of nodes and of tries
     * @throws Exception if a node does not start
     */
    public static void main(String[] args) throws Exception {
        int nodes = args.length > 0 ? Integer.parseInt(args[0]) : 30;
        int tries = args.length > 1 ? Integer.parseInt(args[1]) : 50;
        long[] nanos = new long[tries];
        for (int i = 0; i < tries; i++) {
            nanos[i] = once(nodes);
            System.out.printf(Locale.ROOT, "%d: %.3f s%n", i + 1, nanos[i] / 1e9);
        }
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "%d nodes at once, %d tries: median %.3f s, slowest %.3f s%n",
                nodes,
                tries,
                nanos[tries / 2] / 1e9,
                nanos[tries - 1] / 1e9);
    }

    private static long once(int nodes) throws Exception {
        List<GossipNode> started = new ArrayList<>();
        try {
            GossipNode seed = Gossip.builder().name("n1").bind("127.0.0.1", 0).start();
            started.add(seed);
            long start = System.nanoTime();
            List<CompletableFuture<GossipNode>> starting = new ArrayList<>();
            for (int i = 2; i <= nodes; i++) {
                starting.add(Gossip.builder()
                        .name("n" + i)
                        .bind("127.0.0.1", 0)
                        .seeds(seed.advertisedAddress().toString())
                        .startAsync());
            }
            for (CompletableFuture<GossipNode> node : starting) {
                started.add(node.get());
            }
            while (!started.stream().allMatch(node -> node.serf().members().size() == nodes)) {
                if (System.nanoTime() - start > PATIENCE_NANOS) {
                    throw new IllegalStateException("not together after two minutes");
                }
                Thread.sleep(1);
            }
            return System.nanoTime() - start;
        } finally {
            List<CompletableFuture<Void>> closing = new ArrayList<>();
            for (GossipNode node : started) {
                closing.add(CompletableFuture.runAsync(node::shutdown));
            }
            closing.forEach(CompletableFuture::join);
        }
    }
}
