/**
 * The simulated world: a clock that moves when told, event loops that share it, and a network in memory.
 *
 * <p>It implements the same SPIs as Netty does in production, so a node runs here unmodified, with hundreds of others on one thread
 * and thousands of times faster; whatever happens follows from the seed. The engine's own tests and the simulator are built on
 * it; nothing of a real node uses it. All of it belongs to one thread.
 */
@NullMarked
package io.gossip.virtual;

import org.jspecify.annotations.NullMarked;
