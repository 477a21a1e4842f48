package io.gossip.benchmarks.peers;

import java.util.Random;
import org.jspecify.annotations.Nullable;

/** One node changes what it says about itself: how long until the last one knows, and for how many packets. */
record UpdateScenario(Peer peer, Records records) implements Scenario {

    private static final int LIMIT_SECONDS = 40;

    @Override
    public void run(int nodes, int tries) throws Exception {
        Random random = new Random();
        Cluster cluster = Cluster.start(peer, nodes);
        Thread.sleep(10_000);
        for (int attempt = 0; attempt < tries; attempt++) {
            Thread.sleep(1_500 + random.nextInt(400)); // the last news is through
            String value = String.format("update-%03d-%s", attempt, "x".repeat(90));
            Cluster.Member from = cluster.members().get(random.nextInt(nodes));
            from.view().saw(value);
            double packets = Meter.loopbackPackets();
            long start = System.nanoTime();
            from.node().update(value);
            boolean all = Cluster.await(
                    LIMIT_SECONDS,
                    () -> cluster.members().stream()
                            .allMatch(member -> member.view().seenAt(value) != null));
            double last = cluster.last(start, view -> seen(view, value));
            records.add("update", nodes, attempt, "last_s", all ? last : Cluster.NEVER);
            Thread.sleep(Math.max(0, 1_500 - (long) (Cluster.secondsSince(start) * 1_000)));
            double perNodeSecond = (Meter.loopbackPackets() - packets) / nodes / Cluster.secondsSince(start);
            records.add("update", nodes, attempt, "packets_per_node_s", perNodeSecond);
        }
        cluster.stop();
    }

    private static @Nullable Long seen(View view, String value) {
        return view.seenAt(value);
    }
}
