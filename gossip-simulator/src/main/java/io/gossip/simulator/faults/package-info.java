/** What can go wrong in a {@link io.gossip.simulator.Simulation}: networks, hosts, and the scripts that say when. */
@NullMarked
package io.gossip.simulator.faults;

import org.jspecify.annotations.NullMarked;
