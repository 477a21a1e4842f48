/** The simulator as a command: {@code java -jar gossip-simulator.jar run --nodes 1000}. */
@NullMarked
package io.gossip.simulator.cli;

import org.jspecify.annotations.NullMarked;
