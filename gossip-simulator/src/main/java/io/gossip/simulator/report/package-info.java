/** What a run was like: statistics that listen to a {@link io.gossip.simulator.Simulation}, as text and as an HTML page. */
@NullMarked
package io.gossip.simulator.report;

import org.jspecify.annotations.NullMarked;
