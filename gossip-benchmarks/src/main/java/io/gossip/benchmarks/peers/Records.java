package io.gossip.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Prints measurements, a line each, its fields separated by tabs: peer, version, scenario, number of nodes, attempt, metric,
 * value, load average of the machine. A value of -1 means that it did not happen within the limit.
 */
final class Records {

    private final Peer peer;

    Records(Peer peer) {
        this.peer = peer;
    }

    synchronized void add(String scenario, int nodes, int attempt, String metric, double value) {
        System.out.printf(
                Locale.ROOT,
                "%s\t%s\t%s\t%d\t%d\t%s\t%s\t%s%n",
                peer.name(),
                peer.version(),
                scenario,
                nodes,
                attempt,
                metric,
                value,
                load());
    }

    private static String load() {
        try {
            String text = Files.readString(Path.of("/proc/loadavg"));
            return text.substring(0, text.indexOf(' '));
        } catch (IOException e) {
            return "-1";
        }
    }
}
