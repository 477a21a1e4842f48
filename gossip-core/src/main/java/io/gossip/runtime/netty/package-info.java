/**
 * Event loops on Netty's threads: the one a node has in production.
 *
 * <p>A package of its own, so that nothing in {@link io.gossip.runtime} needs Netty.
 */
@NullMarked
package io.gossip.runtime.netty;

import org.jspecify.annotations.NullMarked;
