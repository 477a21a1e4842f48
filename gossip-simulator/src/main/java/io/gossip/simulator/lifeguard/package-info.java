/**
 * The experiments of the Lifeguard paper (arXiv 1707.00788, sections V and VI) in virtual time, and their tables beside the
 * paper's.
 */
@NullMarked
package io.gossip.simulator.lifeguard;

import org.jspecify.annotations.NullMarked;
