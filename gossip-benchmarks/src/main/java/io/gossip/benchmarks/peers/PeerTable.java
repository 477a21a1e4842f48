package io.gossip.benchmarks.peers;

import java.util.List;
import java.util.stream.Collectors;

/**
 * All libraries side by side, a column each.
 *
 * @param measurements what was measured
 * @param peers the columns
 */
record PeerTable(Measurements measurements, List<String> peers) {

    void print() {
        System.out.printf("%n| median [least .. most], tries | nodes | %s |%n", String.join(" | ", peers));
        System.out.println("| --- ".repeat(peers.size() + 2) + "|");
        Row.all().forEach(row -> measurements.sizes(row.scenario(), peers).forEach(nodes -> print(row, nodes)));
    }

    private void print(Row row, int nodes) {
        boolean measured =
                peers.stream().anyMatch(peer -> sample(peer, row, nodes).size() > 0);
        if (measured || row.leads()) {
            String cells = peers.stream()
                    .map(peer -> measurements.cell(
                            sample(peer, row, nodes).format(row.decimals()), peer, row.scenario(), nodes))
                    .collect(Collectors.joining(" | "));
            System.out.printf("| %s | %d | %s |%n", row.title(), nodes, cells);
        }
    }

    private Sample sample(String peer, Row row, int nodes) {
        return measurements.sample(peer, row.scenario(), row.metric(), nodes);
    }
}
