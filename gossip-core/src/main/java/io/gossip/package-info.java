/**
 * Builds and runs one node: settings in, members and services out.
 *
 * <p>Top floor: the only place where a node meets real sockets, real time and real chance. Start at
 * {@link io.gossip.Gossip#builder()}.
 */
@NullMarked
package io.gossip;

import org.jspecify.annotations.NullMarked;
