/**
 * A gossip node inside a Spring Boot application: its settings, its start, and its leave at shutdown.
 *
 * <p>Start at {@link io.gossip.spring.boot.GossipAutoConfiguration}. What the application sees of the node is in the packages
 * below: {@code discovery}, {@code registry}, {@code loadbalancer}, {@code event}, {@code actuate}, {@code diagnostics}; they
 * look at this package, never the other way round (except for {@code event}, which knows nothing of Spring Cloud or of us).
 */
@NullMarked
package io.gossip.spring.boot;

import org.jspecify.annotations.NullMarked;
