/** Scripts of faults that nobody wrote: drawn at random, and made smaller until only what matters is left. */
@NullMarked
package io.gossip.simulator.chaos;

import org.jspecify.annotations.NullMarked;
