package io.gossip;

import io.gossip.runtime.ConfigurationException;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which address of this machine to tell others, if the node listens on all of them (memberlist protocol reference, section
 * 17.3).
 *
 * <p>Only private addresses are considered: 10/8, 172.16/12, 192.168/16, 100.64/10, 198.18/15 and fc00::/7. Of those the first
 * in this order is taken: on the interface with the default route, IPv4, in the larger network.
 */
final class AdvertiseAddress {

    private static final Logger log = LoggerFactory.getLogger(AdvertiseAddress.class);

    private static final Path LINUX_ROUTES = Path.of("/proc/net/route");
    private static final String DEFAULT_ROUTE = "00000000";

    /**
     * An address of this machine.
     *
     * @param ip the address
     * @param prefixLength how many of its bits name the network; fewer mean a larger network
     * @param defaultRoute whether its interface leads to the rest of the world
     */
    record Candidate(InetAddress ip, int prefixLength, boolean defaultRoute) {

        private boolean isPrivate() {
            byte[] bytes = ip.getAddress();
            int first = bytes[0] & 0xFF;
            int second = bytes[1] & 0xFF;
            if (bytes.length > 4) {
                return (first & 0xFE) == 0xFC;
            }
            return first == 10
                    || (first == 172 && (second & 0xF0) == 16)
                    || (first == 192 && second == 168)
                    || (first == 100 && (second & 0xC0) == 64)
                    || (first == 198 && (second & 0xFE) == 18);
        }

        private boolean isIpv6() {
            return !(ip instanceof Inet4Address);
        }
    }

    private AdvertiseAddress() {}

    /**
     * The address to tell others.
     *
     * @throws ConfigurationException if this machine has no private address
     */
    static InetAddress find() {
        return choose(candidates());
    }

    static InetAddress choose(List<Candidate> candidates) {
        return candidates.stream()
                .filter(Candidate::isPrivate)
                .min(Comparator.comparing((Candidate candidate) -> !candidate.defaultRoute())
                        .thenComparing(Candidate::isIpv6)
                        .thenComparing(Candidate::prefixLength))
                .map(Candidate::ip)
                .orElseThrow(() -> new ConfigurationException(
                        "advertise",
                        "not set",
                        "the address at which others reach this node: it listens on all interfaces, and none of them has a"
                                + " private address"));
    }

    private static List<Candidate> candidates() {
        List<Candidate> candidates = new ArrayList<>();
        try {
            Set<String> defaultRoutes = interfacesWithDefaultRoute();
            for (NetworkInterface networkInterface : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (!networkInterface.isUp()) {
                    continue;
                }
                boolean defaultRoute = defaultRoutes.contains(networkInterface.getName());
                for (InterfaceAddress address : networkInterface.getInterfaceAddresses()) {
                    candidates.add(new Candidate(address.getAddress(), address.getNetworkPrefixLength(), defaultRoute));
                }
            }
        } catch (SocketException e) {
            log.warn("Cannot list the interfaces of this machine", e);
        }
        return candidates;
    }

    /** Known on Linux only; elsewhere all interfaces are equal. */
    private static Set<String> interfacesWithDefaultRoute() {
        Set<String> names = new HashSet<>();
        try {
            for (String line : Files.readAllLines(LINUX_ROUTES, StandardCharsets.US_ASCII)) {
                String[] columns = line.split("\\s+", 3);
                if (columns.length == 3 && columns[1].equals(DEFAULT_ROUTE)) {
                    names.add(columns[0]);
                }
            }
        } catch (IOException e) {
            log.debug("No routing table at {}", LINUX_ROUTES);
        }
        return names;
    }
}
