package io.gossip.benchmarks.peers;

/** One more node joins a cluster and leaves it gracefully: how long until everybody else knows each. */
record LeaveScenario(Peer peer, Records records) implements Scenario {

    private static final int LIMIT_SECONDS = 120;

    @Override
    public void run(int nodes, int tries) throws Exception {
        Cluster cluster = Cluster.start(peer, nodes - 1);
        if (!cluster.joined()) {
            records.add("leave", nodes, 0, Records.NOT_JOINED, 1);
            return;
        }
        for (int attempt = 0; attempt < tries; attempt++) {
            Thread.sleep(1_000);
            long start = System.nanoTime();
            Cluster.Member guest = cluster.add();
            int port = guest.port();
            records.add("join_one", nodes, attempt, "call_s", Cluster.secondsSince(start));
            boolean joined = Cluster.await(LIMIT_SECONDS, () -> cluster.isComplete(nodes));
            cluster.remove(guest);
            double known = cluster.last(start, view -> view.upAt(port));
            records.add("join_one", nodes, attempt, "all_s", joined ? known : Cluster.NEVER);
            Thread.sleep(1_000);
            long leave = System.nanoTime();
            guest.node().leave();
            records.add("leave", nodes, attempt, "call_s", Cluster.secondsSince(leave));
            records.add(
                    "leave",
                    nodes,
                    attempt,
                    "all_s",
                    cluster.awaitAll(LIMIT_SECONDS, leave, view -> view.goneAt(port)));
            if (peer.removesLater()) {
                double removed = cluster.awaitAll(LIMIT_SECONDS, leave, view -> view.removedAt(port));
                records.add("leave", nodes, attempt, "removed_s", removed);
            }
        }
        cluster.stop();
    }
}
