/** What must always hold in a {@link io.gossip.simulator.Simulation}, and what must come about once all is calm. */
@NullMarked
package io.gossip.simulator.check;

import org.jspecify.annotations.NullMarked;
