package io.gossip.benchmarks.peers;

import java.util.List;
import java.util.stream.Stream;

/**
 * What is compared.
 *
 * @param title what the reader sees
 * @param scenario what was done
 * @param metric what was measured
 * @param decimals how many to print
 * @param aim what this engine is to reach, in the reader's words; may be empty
 */
record Row(String title, String scenario, String metric, int decimals, String aim) {

    static final List<Row> ALL = List.of(
            new Row("Idle: CPU, s per node and minute", "idle", "cpu_s_per_node_min", 4, "Go's"),
            new Row("Idle: packets per node and second", "idle", "packets_per_node_s", 3, "1.05 x Go's"),
            new Row("Idle: bytes on loopback per node and second", "idle", "bytes_per_node_s", 0, "1.05 x Go's"),
            new Row("Heap per node, KB", "idle", "heap_kb_per_node", 0, "Go's"),
            new Row("Resident memory of the process per node, KB", "idle", "rss_kb_per_node", 0, ""),
            new Row("Threads of the process", "idle", "threads", 0, ""),
            new Row("Join all at once, s", "join", "all_s", 2, "slowest under 2"),
            new Row("New tags known to all, s", "update", "last_s", 2, "N=100: 0.3"),
            new Row("New tags: packets per node and second meanwhile", "update", "packets_per_node_s", 2, "Go's"),
            new Row("Message to all, last one has it, s", "message", "last_s", 3, "N=100: 0.3"),
            new Row("Message: packets per node and second meanwhile", "message", "packets_per_node_s", 2, "Go's"),
            new Row("Messages a second, all come within 1 s", "throughput", "sustained_per_s", 0, ""),
            new Row("Messages a second, all come", "throughput", "complete_per_s", 0, ""),
            new Row("10,000 messages at once: come, %", "throughput", "burst_delivered_percent", 1, ""),
            new Row("10,000 messages at once: until the last, s", "throughput", "burst_drain_s", 1, ""),
            new Row("10,000 messages at once: CPU, s", "throughput", "burst_cpu_s", 1, ""),
            new Row("One more joins, all know, s", "join_one", "all_s", 2, ""),
            new Row("One leaves, all others know, s", "leave", "all_s", 2, ""),
            new Row("One leaves, all others have removed it, s", "leave", "removed_s", 2, ""),
            new Row("No loss, 3 min: wrongful reports", "loss-none", "wrongful_failures", 0, "0"),
            new Row("No loss: packets per node and second", "loss-none", "packets_per_node_s", 2, ""),
            new Row("20 % of UDP lost, 3 min: wrongful reports", "loss-udp", "wrongful_failures", 0, "0"),
            new Row("20 % of UDP lost: members declared dead", "loss-udp", "declared_dead", 0, "0"),
            new Row("20 % of UDP lost: CPU, s per node and minute", "loss-udp", "cpu_s_per_node_min", 4, ""),
            new Row("20 % of UDP lost: packets per node and second", "loss-udp", "packets_per_node_s", 2, ""),
            new Row("20 % of UDP lost: whole again after, s", "loss-udp", "recover_s", 2, ""),
            new Row("20 % of UDP and TCP lost, 3 min: wrongful reports", "loss-all", "wrongful_failures", 0, "0"),
            new Row("20 % of UDP and TCP lost: members declared dead", "loss-all", "declared_dead", 0, "0"),
            new Row("20 % of UDP and TCP lost: CPU, s per node and minute", "loss-all", "cpu_s_per_node_min", 4, ""),
            new Row("20 % of UDP and TCP lost: packets per node and second", "loss-all", "packets_per_node_s", 2, ""),
            new Row("20 % of UDP and TCP lost: whole again after, s", "loss-all", "recover_s", 2, ""),
            new Row("Cold start, call to ready, ms", "startup", "call_ms", 1, "150"),
            new Row("Cold start: memory of the process, MB", "startup", "rss_mb", 0, ""),
            new Row("Crowd: join all at once, s", "crowd", "join_s", 1, "converges"),
            new Row("Crowd: CPU to join, s", "crowd", "join_cpu_s", 1, ""),
            new Row("Crowd: nodes that know all", "crowd", "complete_views", 0, "all"),
            new Row("Crowd: heap per node, KB", "crowd", "heap_kb_per_node", 0, ""),
            new Row("Crowd: heap per node and member, bytes", "crowd", "heap_bytes_per_node_and_member", 0, ""),
            new Row("Crowd: CPU, s per node and minute", "crowd", "cpu_s_per_node_min", 4, ""),
            new Row("Crowd: packets per node and second", "crowd", "packets_per_node_s", 3, ""));

    /** For these there is a limit that memberlist's timers set, see {@link Theory}. */
    static final List<Row> DETECTION = List.of(
            new Row("SIGKILL, first report, s", "kill", "first_s", 2, ""),
            new Row("SIGKILL, last survivor's report, s", "kill", "all_s", 2, ""),
            new Row("SIGSTOP, first report, s", "hang", "first_s", 2, ""),
            new Row("SIGSTOP, last survivor's report, s", "hang", "all_s", 2, ""));

    /** The second step of {@link Peer#removesLater}. */
    static final List<Row> REMOVAL = List.of(
            new Row("SIGKILL, removed by the last survivor, s", "kill", "removed_s", 2, ""),
            new Row("SIGSTOP, removed by the last survivor, s", "hang", "removed_s", 2, ""));

    static List<Row> all() {
        return Stream.of(ALL, DETECTION, REMOVAL).flatMap(List::stream).toList();
    }

    /** Whether this is the row that says so if nothing could be measured. */
    boolean leads() {
        return all().stream()
                .filter(row -> row.scenario.equals(scenario))
                .findFirst()
                .filter(this::equals)
                .isPresent();
    }
}
