/** The inventory: a service that knows how many of each product are left. It knows nothing of who calls it. */
@NullMarked
package io.gossip.sample.inventory;

import org.jspecify.annotations.NullMarked;
