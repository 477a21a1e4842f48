/**
 * This application's own service: when it is offered, under which port, and when no longer.
 *
 * <p>Start at {@link io.gossip.spring.boot.registry.GossipAutoServiceRegistration}.
 */
@NullMarked
package io.gossip.spring.boot.registry;

import org.jspecify.annotations.NullMarked;
