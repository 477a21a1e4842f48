package io.gossip.sample.inventory;

import java.time.Instant;

/**
 * How many of one product are left, and who says so.
 *
 * @param sku the product's number
 * @param quantity pieces left
 * @param instance the instance of this service that answers
 * @param startedAt since when it runs
 */
record StockLevel(String sku, int quantity, String instance, Instant startedAt) {}
