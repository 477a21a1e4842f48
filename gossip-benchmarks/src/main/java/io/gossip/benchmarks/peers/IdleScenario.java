package io.gossip.benchmarks.peers;

/**
 * What nodes cost that do nothing but be members.
 *
 * @param peer who is measured
 * @param records where to put it
 * @param name of the scenario
 * @param warmUpSeconds time before it counts: compilers finish, the tables of news empty
 * @param measuredSeconds time that counts; more than the interval of the full exchange
 */
record IdleScenario(Peer peer, Records records, String name, int warmUpSeconds, int measuredSeconds)
        implements Scenario {

    @Override
    public void run(int nodes, int tries) throws Exception {
        for (int attempt = 0; attempt < tries; attempt++) {
            double heapBefore = Meter.liveHeap();
            double cpuBefore = Meter.cpuSeconds();
            Cluster cluster = Cluster.start(peer, nodes);
            records.add(name, nodes, attempt, "join_s", cluster.joinSeconds());
            records.add(name, nodes, attempt, "join_cpu_s", Meter.cpuSeconds() - cpuBefore);
            Thread.sleep(warmUpSeconds * 1000L);
            measure(nodes, attempt);
            double heap = (Meter.liveHeap() - heapBefore) / nodes;
            records.add(name, nodes, attempt, "heap_kb_per_node", heap);
            records.add(name, nodes, attempt, "heap_bytes_per_node_and_member", heap * 1024 / nodes);
            records.add(name, nodes, attempt, "rss_kb_per_node", Meter.residentSet() / nodes);
            records.add(name, nodes, attempt, "threads", Meter.threads());
            records.add(name, nodes, attempt, "wrongful_failures", cluster.failures());
            records.add(name, nodes, attempt, "complete_views", cluster.completeViews(nodes));
            cluster.stop();
        }
    }

    private void measure(int nodes, int attempt) throws InterruptedException {
        double cpu = Meter.cpuSeconds();
        double packets = Meter.loopbackPackets();
        double bytes = Meter.loopbackBytes();
        long start = System.nanoTime();
        Thread.sleep(measuredSeconds * 1000L);
        cpu = Meter.cpuSeconds() - cpu;
        packets = Meter.loopbackPackets() - packets;
        bytes = Meter.loopbackBytes() - bytes;
        double nodeSeconds = nodes * Cluster.secondsSince(start);
        records.add(name, nodes, attempt, "cpu_s_per_node_min", cpu / nodeSeconds * 60);
        records.add(name, nodes, attempt, "packets_per_node_s", packets / nodeSeconds);
        records.add(name, nodes, attempt, "bytes_per_node_s", bytes / nodeSeconds);
    }
}
