package io.gossip.sample.storefront;

import java.math.BigDecimal;

/**
 * Something to sell.
 *
 * @param sku its number
 * @param name what the customer reads
 * @param price in euros
 */
record Product(String sku, String name, BigDecimal price) {}
