package io.gossip.benchmarks.peers;

import java.util.Random;

/**
 * One node has something to say: how long until the last one knows, and for how many packets.
 *
 * @param peer who is measured
 * @param records where to put it
 * @param name of the scenario
 * @param news how it is said
 */
record NewsScenario(Peer peer, Records records, String name, News news) implements Scenario {

    private static final int LIMIT_SECONDS = 40;

    /** What a node does that all others are to see. */
    interface News {
        void tell(Peer.Node from, String value) throws Exception;
    }

    @Override
    public void run(int nodes, int tries) throws Exception {
        Random random = new Random();
        Cluster cluster = Cluster.start(peer, nodes);
        if (!cluster.joined()) {
            records.add(name, nodes, 0, Records.NOT_JOINED, 1);
            return;
        }
        Thread.sleep(10_000);
        for (int attempt = 0; attempt < tries; attempt++) {
            Thread.sleep(1_500 + random.nextInt(400)); // the last news is through
            String value = String.format("%s-%03d-%s", name, attempt, "x".repeat(90));
            Cluster.Member from = cluster.members().get(random.nextInt(nodes));
            from.view().saw(value);
            double packets = Meter.loopbackPackets();
            long start = System.nanoTime();
            news.tell(from.node(), value);
            boolean all = Cluster.await(
                    LIMIT_SECONDS,
                    () -> cluster.members().stream()
                            .allMatch(member -> member.view().seenAt(value) != null));
            double last = cluster.last(start, view -> view.seenAt(value));
            records.add(name, nodes, attempt, "last_s", all ? last : Cluster.NEVER);
            Thread.sleep(Math.max(0, 1_500 - (long) (Cluster.secondsSince(start) * 1_000)));
            double perNodeSecond = (Meter.loopbackPackets() - packets) / nodes / Cluster.secondsSince(start);
            records.add(name, nodes, attempt, "packets_per_node_s", perNodeSecond);
        }
        cluster.stop();
    }
}
