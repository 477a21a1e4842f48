package io.gossip.spring.boot;

import io.gossip.GossipBuilder;

/**
 * Changes the node before it starts, for settings without a property: declare a bean of this type. Called after all properties
 * have been applied; several are called in their order.
 */
@FunctionalInterface
public interface GossipBuilderCustomizer {

    /**
     * Changes the node.
     *
     * @param builder the node about to be started
     */
    void customize(GossipBuilder builder);
}
