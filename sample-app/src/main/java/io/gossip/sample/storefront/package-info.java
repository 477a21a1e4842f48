/**
 * The storefront: sells products, asks whichever inventory there is how many are left, and shows the cluster on a page.
 *
 * <p>What an application of your own needs is in {@code InventoryClient} and {@code StockLookup}; the rest makes it visible.
 */
@NullMarked
package io.gossip.sample.storefront;

import org.jspecify.annotations.NullMarked;
