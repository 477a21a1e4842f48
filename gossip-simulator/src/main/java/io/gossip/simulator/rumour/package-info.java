/** How fast one piece of news reaches a cluster, and whether it reaches everybody. */
@NullMarked
package io.gossip.simulator.rumour;

import org.jspecify.annotations.NullMarked;
