/**
 * A world of its own for unit tests: virtual time, event loops that share it, and a network in memory.
 *
 * <p>Everything runs on the test's thread and nothing depends on the wall clock, so a test that fails once fails
 * always.
 */
@NullMarked
package io.gossip.testing;

import org.jspecify.annotations.NullMarked;
