package io.gossip.benchmarks.peers;

import java.util.List;

/**
 * One node sends messages to all, five seconds at each of a row of growing rates, then ten thousand as fast as it can hand
 * them over: which rates are delivered in full.
 */
record ThroughputScenario(Peer peer, Records records) implements Scenario {

    private static final String NAME = "throughput";
    private static final List<Integer> RATES =
            List.of(10, 20, 30, 50, 75, 100, 150, 200, 300, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000);
    private static final int SECONDS_A_RATE = 5;
    private static final int BURST = 10_000;
    private static final String PADDING = "x".repeat(80);

    /** Two rates that lost something, or one that takes so long to arrive, are far past what is sustained. */
    private static final int LOSSES = 2;

    private static final double LONGEST_DRAIN_SECONDS = 30;

    /** What counts as keeping up. */
    private static final double SHORT_DRAIN_SECONDS = 1;

    /** When nothing more is expected: longer than the full exchanges of gossip are apart. */
    private static final double STALL_SECONDS = 35;

    private static final double LIMIT_SECONDS = 240;

    /**
     * What became of the messages of one rate.
     *
     * @param delivered the share of them that came, at the node that got least
     * @param drainSeconds from the last one sent to the last one that came
     * @param cpuSeconds meanwhile
     */
    private record Outcome(double delivered, double drainSeconds, double cpuSeconds) {

        boolean complete() {
            return delivered == 1;
        }
    }

    @Override
    public void run(int nodes, int tries) throws Exception {
        for (int attempt = 0; attempt < tries; attempt++) {
            Cluster cluster = Cluster.start(peer, nodes);
            if (cluster.joined()) {
                Thread.sleep(10_000);
                rates(cluster, attempt);
                Thread.sleep(30_000);
                Outcome burst = send(cluster, "burst", BURST, 0);
                records.add(NAME, nodes, attempt, "burst_delivered_percent", burst.delivered * 100);
                records.add(NAME, nodes, attempt, "burst_drain_s", burst.drainSeconds);
                records.add(NAME, nodes, attempt, "burst_cpu_s", burst.cpuSeconds);
            } else {
                records.add(NAME, nodes, attempt, Records.NOT_JOINED, 1);
            }
            cluster.stop();
        }
    }

    private void rates(Cluster cluster, int attempt) throws Exception {
        int nodes = cluster.members().size();
        int sustained = 0;
        int complete = 0;
        int losses = 0;
        for (int rate : RATES) {
            Outcome outcome = send(cluster, "rate " + rate, rate * SECONDS_A_RATE, rate);
            records.add(NAME, nodes, attempt, "delivered_percent_at_" + rate, outcome.delivered * 100);
            records.add(NAME, nodes, attempt, "drain_s_at_" + rate, outcome.drainSeconds);
            records.add(NAME, nodes, attempt, "cpu_s_at_" + rate, outcome.cpuSeconds);
            if (outcome.complete()) {
                complete = rate;
                sustained = outcome.drainSeconds <= SHORT_DRAIN_SECONDS ? rate : sustained;
            } else {
                losses++;
            }
            if (losses == LOSSES || outcome.drainSeconds > LONGEST_DRAIN_SECONDS) {
                break;
            }
            Thread.sleep(5_000);
        }
        records.add(NAME, nodes, attempt, "sustained_per_s", sustained);
        records.add(NAME, nodes, attempt, "complete_per_s", complete);
    }

    /**
     * Sends from the first node to all others.
     *
     * @param round what these messages begin with
     * @param total how many
     * @param rate how many a second, or 0 for as fast as possible
     */
    private static Outcome send(Cluster cluster, String round, int total, int rate) throws Exception {
        cluster.members().forEach(member -> member.view().expect(round + ":"));
        Cluster.Member sender = cluster.members().get(0);
        List<Cluster.Member> receivers =
                cluster.members().subList(1, cluster.members().size());
        double cpu = Meter.cpuSeconds();
        long start = System.nanoTime();
        for (int i = 0; i < total; i++) {
            while (rate > 0 && System.nanoTime() - start < i * 1e9 / rate) {
                Thread.sleep(1);
            }
            String message = String.format("%s:%06d:%s", round, i, PADDING);
            sender.view().saw(message);
            sender.node().broadcast(message);
        }
        long sent = System.nanoTime();
        long last = sent;
        long least = 0;
        while (least < total
                && seconds(System.nanoTime() - last) < STALL_SECONDS
                && Cluster.secondsSince(sent) < LIMIT_SECONDS) {
            Thread.sleep(10);
            least = receivers.stream()
                    .mapToInt(each -> each.view().seen())
                    .min()
                    .orElse(total);
            last = receivers.stream()
                    .mapToLong(each -> lastSeen(each.view(), sent))
                    .max()
                    .orElse(sent);
        }
        return new Outcome((double) least / total, seconds(last - sent), Meter.cpuSeconds() - cpu);
    }

    /** When a node got its last message, if that was after all were sent. */
    private static long lastSeen(View view, long sent) {
        Long at = view.lastSeen();
        return at == null || at - sent < 0 ? sent : at;
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }
}
