/**
 * The transport that a node has in production: UDP and TCP on one port, by Netty, on the node's own event loop.
 */
@NullMarked
package io.gossip.transport.netty;

import org.jspecify.annotations.NullMarked;
