/**
 * Which member offers which service: pure functions of the members' tags, and a catalog of their results.
 *
 * <p>Start at {@link io.gossip.discovery.ServiceCatalog}; how a service is written into tags is said in
 * {@link io.gossip.discovery.ServiceTags}.
 */
@NullMarked
package io.gossip.discovery;

import org.jspecify.annotations.NullMarked;
