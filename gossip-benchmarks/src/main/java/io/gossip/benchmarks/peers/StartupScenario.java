package io.gossip.benchmarks.peers;

import java.lang.management.ManagementFactory;

/** The first node of a process: from the call until it is ready. */
record StartupScenario(Peer peer, Records records) implements Scenario {

    @Override
    public void run(int nodes, int tries) throws Exception {
        int port = Cluster.freePort();
        View view = new View(port);
        long start = System.nanoTime();
        Peer.Node node = peer.start(port, 0, view);
        records.add("startup", 1, tries, "call_ms", Cluster.secondsSince(start) * 1_000);
        double sinceLaunch = (double) (System.currentTimeMillis()
                - ManagementFactory.getRuntimeMXBean().getStartTime());
        records.add("startup", 1, tries, "process_ms", sinceLaunch);
        Thread.sleep(3_000);
        records.add("startup", 1, tries, "rss_mb", Meter.residentSet() / 1024);
        records.add("startup", 1, tries, "cpu_s", Meter.cpuSeconds());
        node.stop();
    }
}
