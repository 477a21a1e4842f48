/** Measurements: JMH benchmarks of the hot paths, and programs that measure whole nodes. */
@NullMarked
package io.gossip.benchmarks;

import org.jspecify.annotations.NullMarked;
