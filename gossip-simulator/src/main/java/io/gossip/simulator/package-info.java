/**
 * Whole clusters in one thread and in virtual time: the production classes on {@code io.gossip.virtual}, faults by script, and
 * everything repeatable from a seed.
 *
 * <p>{@link io.gossip.simulator.Simulation} is the world, {@link io.gossip.simulator.Host} a machine in it,
 * {@link io.gossip.simulator.Life} one run of the process on it. Whoever wants to know what happens, the checker and the
 * statistics among them, is a {@link io.gossip.simulator.SimulationListener}.
 */
@NullMarked
package io.gossip.simulator;

import org.jspecify.annotations.NullMarked;
