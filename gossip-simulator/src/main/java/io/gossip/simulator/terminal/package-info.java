/** What a command shows on a terminal, and nowhere else. */
@NullMarked
package io.gossip.simulator.terminal;

import org.jspecify.annotations.NullMarked;
