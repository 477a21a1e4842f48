package io.gossip.benchmarks.peers;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Nodes that have joined lose a fifth of what is sent for three minutes: who is wrongly declared dead meanwhile, and how long
 * until everybody knows everybody again.
 *
 * @param peer who is measured
 * @param records where to put it
 * @param name of the scenario
 * @param loss what is lost
 */
record LossScenario(Peer peer, Records records, String name, PacketLoss loss) implements Scenario {

    private static final int MEASURED_SECONDS = 180;
    private static final int LIMIT_SECONDS = 120;

    @Override
    public void run(int nodes, int tries) throws Exception {
        for (int attempt = 0; attempt < tries; attempt++) {
            Cluster cluster = Cluster.start(peer, nodes);
            records.add(name, nodes, attempt, "join_s", cluster.joinSeconds());
            if (cluster.joined()) {
                Thread.sleep(10_000);
                measure(cluster, attempt);
            } else {
                records.add(name, nodes, attempt, Records.NOT_JOINED, 1);
            }
            cluster.stop();
        }
    }

    private void measure(Cluster cluster, int attempt) throws Exception {
        int nodes = cluster.members().size();
        List<Integer> before = cluster.members().stream()
                .map(member -> failures(member).size())
                .toList();
        double cpu = Meter.cpuSeconds();
        double packets = Meter.loopbackPackets();
        long start = System.nanoTime();
        loss.begin();
        try {
            Thread.sleep(MEASURED_SECONDS * 1_000L);
        } finally {
            loss.end();
        }
        double nodeSeconds = nodes * Cluster.secondsSince(start);
        records.add(name, nodes, attempt, "cpu_s_per_node_min", (Meter.cpuSeconds() - cpu) / nodeSeconds * 60);
        records.add(name, nodes, attempt, "packets_per_node_s", (Meter.loopbackPackets() - packets) / nodeSeconds);
        int reports = 0;
        Set<Integer> declaredDead = new HashSet<>();
        for (int i = 0; i < nodes; i++) {
            List<Integer> all = failures(cluster.members().get(i));
            List<Integer> meanwhile = all.subList(before.get(i), all.size());
            reports += meanwhile.size();
            declaredDead.addAll(meanwhile);
        }
        // If the cluster split when it joined, it says nothing about loss.
        records.add(
                name,
                nodes,
                attempt,
                "wrongful_failures_before",
                before.stream().mapToInt(i -> i).sum());
        records.add(name, nodes, attempt, "wrongful_failures", reports);
        records.add(name, nodes, attempt, "declared_dead", declaredDead.size());
        long end = System.nanoTime();
        boolean whole = Cluster.await(LIMIT_SECONDS, () -> cluster.isComplete(nodes));
        records.add(name, nodes, attempt, "recover_s", whole ? Cluster.secondsSince(end) : Cluster.NEVER);
    }

    private static List<Integer> failures(Cluster.Member member) {
        return member.view().failures();
    }
}
