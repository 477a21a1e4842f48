package io.gossip.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.TreeSet;

/**
 * All that was measured.
 *
 * @param all in the order of the files
 */
record Measurements(List<Measurement> all) {

    /** Columns in this order; who is not named here comes last. */
    private static final List<String> ORDER = List.of("gossip", "gossip-memberlist", "serf", "memberlist");

    static Measurements read(List<String> files) throws IOException {
        List<Measurement> all = new ArrayList<>();
        for (String file : files) {
            // The last line of a run that was broken off may be half a line.
            Files.readAllLines(Path.of(file)).stream()
                    .flatMap(line -> Measurement.of(line).stream())
                    .forEach(all::add);
        }
        return new Measurements(all);
    }

    List<String> peers() {
        return all.stream()
                .map(Measurement::peer)
                .distinct()
                .sorted(Comparator.comparingInt(Measurements::column).thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private static int column(String peer) {
        int known = ORDER.indexOf(peer);
        return known < 0 ? ORDER.size() : known;
    }

    /** Numbers of nodes with which some of these libraries were measured. */
    List<Integer> sizes(String scenario, List<String> peers) {
        return all.stream()
                .filter(each -> each.scenario().equals(scenario) && peers.contains(each.peer()))
                .map(Measurement::nodes)
                .distinct()
                .sorted()
                .toList();
    }

    Sample sample(String peer, String scenario, String metric, int nodes) {
        return Sample.of(all.stream()
                .filter(each -> each.peer().equals(peer)
                        && each.scenario().equals(scenario)
                        && each.metric().equals(metric)
                        && each.nodes() == nodes)
                .map(Measurement::value)
                .toList());
    }

    /**
     * A cell of a table.
     *
     * @param figure what was measured, possibly nothing
     * @return that, and what went wrong besides
     */
    String cell(String figure, String peer, String scenario, int nodes) {
        StringJoiner text = new StringJoiner(", ");
        if (!figure.isEmpty()) {
            text.add(figure);
        }
        int notJoined = sample(peer, scenario, Records.NOT_JOINED, nodes).size();
        if (notJoined > 0) {
            text.add(notJoined + " did not join");
        }
        if (sample(peer, scenario, Records.FAILED, nodes).size() > 0) {
            text.add("failed");
        }
        if (sample(peer, scenario, Records.UNSUPPORTED, nodes).size() > 0) {
            text.add("not supported");
        }
        return text.toString();
    }

    /** Who was measured, and how busy the machine was. */
    String summary() {
        TreeSet<String> versions = new TreeSet<>();
        all.stream()
                .filter(each -> !each.version().isEmpty())
                .forEach(each -> versions.add(each.peer() + " " + each.version()));
        Sample loads = Sample.of(all.stream().map(Measurement::load).toList());
        return String.join(", ", versions)
                + String.format(
                        Locale.ROOT,
                        "; load average %.1f [%.1f .. %.1f]",
                        loads.median(),
                        loads.values().stream().min(Comparator.naturalOrder()).orElse(Double.NaN),
                        loads.values().stream().max(Comparator.naturalOrder()).orElse(Double.NaN));
    }
}
