/**
 * How bytes get from node to node: datagrams and streams, as an SPI that is real in production and simulated in tests.
 */
@NullMarked
package io.gossip.transport;

import org.jspecify.annotations.NullMarked;
