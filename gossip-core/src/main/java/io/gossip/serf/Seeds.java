package io.gossip.serf;

import io.gossip.memberlist.SeedAddress;
import io.gossip.runtime.ConfigurationException;
import java.util.ArrayList;
import java.util.List;

/**
 * The text form of seeds, the nodes a new node joins: {@code host}, {@code host:port} or {@code name/host:port}
 * (memberlist protocol reference, section 16.2).
 *
 * <p>An IPv6 address stands in brackets if a port follows: {@code [fe80::1]:7946}. Without a port the node's own is meant.
 */
public final class Seeds {

    private static final int ANY_PORT = 7946;

    private Seeds() {}

    /**
     * Seeds for nodes that share one machine: as many consecutive ports of 127.0.0.1.
     *
     * @param basePort the first port, 1 to 65535
     * @param count how many ports, 1 or more; the last one must not be above 65535
     * @return {@code 127.0.0.1:7946}, {@code 127.0.0.1:7947} and so on
     * @throws ConfigurationException if a port is out of range
     */
    public static List<String> localRange(int basePort, int count) {
        if (basePort < 1 || basePort > 65_535) {
            throw new ConfigurationException("basePort", basePort, "1 to 65535");
        }
        if (count < 1 || count > 65_536 - basePort) {
            throw new ConfigurationException("count", count, "1 to " + (65_536 - basePort));
        }
        List<String> seeds = new ArrayList<>(count);
        for (int port = basePort; port < basePort + count; port++) {
            seeds.add("127.0.0.1:" + port);
        }
        return List.copyOf(seeds);
    }

    /**
     * Checks the form of seeds, without looking anything up.
     *
     * @param seeds what to check
     * @throws ConfigurationException naming the first malformed seed
     */
    public static void check(List<String> seeds) {
        seeds.forEach(seed -> SeedAddress.parse(seed, ANY_PORT));
    }
}
