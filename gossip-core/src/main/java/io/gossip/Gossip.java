package io.gossip;

/**
 * Where a node is made.
 *
 * <pre>{@code
 * try (GossipNode node = Gossip.builder()
 *         .bind("0.0.0.0", 7946)
 *         .seeds("10.0.0.7", "gossip.default.svc:7946")
 *         .tag("service", "billing").tag("port", "8080")
 *         .onEvent(event -> log.info("{}", event))
 *         .start()) {
 *     node.serf().members();
 *     node.catalog().instances("billing");
 * }
 * }</pre>
 */
public final class Gossip {

    private Gossip() {}

    /**
     * Starts to describe a node; everything has a default.
     *
     * @return a new builder
     */
    public static GossipBuilder builder() {
        return new GossipBuilder();
    }
}
