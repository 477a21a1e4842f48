package io.gossip.spring.boot;

import io.gossip.discovery.ServiceTags;
import io.gossip.memberlist.SeedAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a node with every default filled in that depends on other settings.
 *
 * <p>Safe by default: unless told otherwise a node listens on loopback only. Told of a seed on another machine it has to
 * listen on all interfaces, or nobody could answer. Without seeds it looks for others on all ports that a node with its own
 * settings may have got, so that the second start on a machine finds the first.
 *
 * @param bindHost address to listen on
 * @param bindPort first port to try
 * @param portFallback how many further ports to try
 * @param seeds nodes to join
 * @param tags what the node tells others about itself before it offers a service
 */
record NodeSettings(String bindHost, int bindPort, int portFallback, List<String> seeds, Map<String, String> tags) {

    private static final String LOOPBACK = "127.0.0.1";
    private static final String ALL_INTERFACES = "0.0.0.0";
    private static final String ZONE = "zone";

    /** Whether the node listens on all interfaces, so that somebody has to choose the address that others are told. */
    boolean listensOnAllInterfaces() {
        return isWildcard(bindHost);
    }

    /**
     * Fills in the defaults.
     *
     * @param properties what the user said
     * @param loadBalancerZone the zone that the load balancer was given
     * @throws io.gossip.runtime.ConfigurationException naming the property that cannot work, its value and what is allowed
     */
    static NodeSettings of(GossipProperties properties, @Nullable String loadBalancerZone) {
        PropertyRules.check(properties);
        String bindHost =
                properties.bindAddress() != null ? unbracketed(properties.bindAddress()) : bindHost(properties.seeds());
        GossipPorts ports = GossipPorts.of(properties);
        List<String> seeds =
                properties.seeds() != null ? withPort(properties.seeds(), ports.first()) : localRange(bindHost, ports);
        return new NodeSettings(bindHost, ports.first(), ports.fallback(), seeds, tags(properties, loadBalancerZone));
    }

    private static String bindHost(@Nullable List<String> seeds) {
        boolean othersElsewhere = seeds != null
                && !seeds.stream()
                        .map(seed -> SeedAddress.parse(seed, GossipPorts.DEFAULT_PORT))
                        .allMatch(SeedAddress::isLoopback);
        return othersElsewhere ? ALL_INTERFACES : LOOPBACK;
    }

    /** A seed without a port has the one that was asked for here, not the one that this node fell back to. */
    private static List<String> withPort(List<String> seeds, int bindPort) {
        int port = bindPort != 0 ? bindPort : GossipPorts.DEFAULT_PORT;
        return seeds.stream()
                .map(seed -> SeedAddress.parse(seed, port).toString())
                .toList();
    }

    private static List<String> localRange(String bindHost, GossipPorts ports) {
        if (ports.first() == 0) {
            return List.of();
        }
        String host = isWildcard(bindHost) ? LOOPBACK : isIpv6(bindHost) ? "[" + bindHost + "]" : bindHost;
        List<String> seeds = new ArrayList<>(ports.fallback() + 1);
        for (int port = ports.first(); port <= ports.last(); port++) {
            seeds.add(host + ":" + port);
        }
        return List.copyOf(seeds);
    }

    private static Map<String, String> tags(GossipProperties properties, @Nullable String loadBalancerZone) {
        Map<String, String> tags = new HashMap<>(properties.tags());
        if (properties.zone() != null) {
            tags.put(ZONE, properties.zone());
        } else if (loadBalancerZone != null && !loadBalancerZone.isBlank()) {
            tags.putIfAbsent(ZONE, loadBalancerZone);
        }
        return ServiceTags.toTags(List.of(), tags);
    }

    private static boolean isWildcard(String host) {
        return host.equals(ALL_INTERFACES) || host.equals("::");
    }

    private static boolean isIpv6(String host) {
        return host.indexOf(':') >= 0;
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
