/** What tests of several packages share; the virtual world they run in is {@code io.gossip.virtual}. */
@NullMarked
package io.gossip.testing;

import org.jspecify.annotations.NullMarked;
