/**
 * What members tell each other on top of membership: tags, the intent to join or leave, and the events that follow.
 *
 * <p>Start at {@link io.gossip.serf.Serf}. All but that facade runs on the node's event loop. Compatible with Serf protocol
 * 5 of HashiCorp's agents (serf protocol reference).
 */
@NullMarked
package io.gossip.serf;

import org.jspecify.annotations.NullMarked;
