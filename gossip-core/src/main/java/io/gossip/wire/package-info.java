/**
 * How messages look as bytes: MessagePack bodies, the layers around a UDP packet, the layers around a TCP stream, keys.
 *
 * <p>Bottom floor: nothing here knows what a message means, opens a socket or reads a clock. The default format is
 * HashiCorp's memberlist protocol (protocol reference, sections 3 to 6 and 12).
 */
@NullMarked
package io.gossip.wire;

import org.jspecify.annotations.NullMarked;
