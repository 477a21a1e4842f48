/** The user's own {@code application.yml}, read without Spring, as settings of simulated nodes. */
@NullMarked
package io.gossip.simulator.config;

import org.jspecify.annotations.NullMarked;
