package io.gossip.benchmarks.peers;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Prints measurements, a line each, its fields separated by tabs: peer, version, scenario, number of nodes, attempt, metric,
 * value, load average of the machine. A value of -1 means that it did not happen within the limit.
 */
final class Records {

    /** Metric of a try that could not begin, since not every node came to know all. */
    static final String NOT_JOINED = "not_joined";

    /** Metric of a scenario that the library has no call for. */
    static final String UNSUPPORTED = "unsupported";

    /** Metric of a scenario that was broken off, by an error or by the limit of time; printed by {@code compare}. */
    static final String FAILED = "failed";

    private final Peer peer;
    private final PrintStream out;

    Records(Peer peer, PrintStream out) {
        this.peer = peer;
        this.out = out;
    }

    synchronized void add(String scenario, int nodes, int attempt, String metric, double value) {
        out.printf(
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
        out.flush(); // whatever happens to this process later
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
