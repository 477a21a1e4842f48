/** Scenarios as code: a cluster, a network, a script of faults, a length and a seed, and what came of it. */
@NullMarked
package io.gossip.simulator.scenario;

import org.jspecify.annotations.NullMarked;
