package io.gossip.spring.boot;

/**
 * The ports on which a node may listen: the first that is free is taken.
 *
 * @param first the first to try; 0 for any free one
 * @param fallback how many further ones to try
 */
public record GossipPorts(int first, int fallback) {

    static final int DEFAULT_PORT = 7946;

    private static final int DEFAULT_FALLBACK = 9;
    private static final int MAX_PORT = 65_535;

    /**
     * The ports that the properties allow. A port that was asked for is the only one, unless a fallback was asked for too.
     *
     * @param properties what the user said
     * @return the ports, none of them above 65535
     */
    public static GossipPorts of(GossipProperties properties) {
        Integer port = properties.bindPort();
        Integer fallback = properties.portFallback();
        int first = port != null ? port : DEFAULT_PORT;
        int wanted = fallback != null ? fallback : port != null ? 0 : DEFAULT_FALLBACK;
        return new GossipPorts(first, Math.min(wanted, MAX_PORT - first));
    }

    /**
     * The last one to try.
     *
     * @return the first one if there is no fallback
     */
    public int last() {
        return first + fallback;
    }
}
