package io.gossip.benchmarks.peers;

/** All nodes at once through one: how long until everybody knows everybody. */
record JoinScenario(Peer peer, Records records) implements Scenario {

    private static final long PAUSE_MILLIS = 500;

    @Override
    public void run(int nodes, int tries) throws Exception {
        for (int attempt = 0; attempt < tries; attempt++) {
            Cluster cluster = Cluster.start(peer, nodes);
            records.add("join", nodes, attempt, "all_s", cluster.joinSeconds());
            records.add("join", nodes, attempt, "wrongful_failures", cluster.failures());
            cluster.stop();
            Thread.sleep(PAUSE_MILLIS);
        }
    }
}
